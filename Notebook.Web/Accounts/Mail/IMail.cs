namespace Notebook.Web.Accounts.Mail;

/// <summary>Sends e-mail, where the operator has set a server for it. Every link that is mailed can also be copied.</summary>
internal interface IMail
{
    /// <summary>Whether there is a server for it.</summary>
    bool IsSet { get; }

    /// <returns>Null when the mail server took it, or a sentence that says why not.</returns>
    Task<string?> SendAsync(string to, string subject, string text, CancellationToken cancellationToken);
}
