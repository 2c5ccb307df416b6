namespace Notebook.Web.Accounts.Mail;

/// <summary>The settings of <c>Smtp:</c>. Without a host nothing is mailed.</summary>
public sealed class MailOptions
{
    public const string Section = "Smtp";

    public string? Host { get; set; }

    /// <summary>587 (STARTTLS) unless set; 465 means TLS from the beginning.</summary>
    public int Port { get; set; } = 587;

    public string? User { get; set; }

    public string? Password { get; set; }

    /// <summary>Whom mails are from.</summary>
    public string? From { get; set; }

    /// <summary>Whether a server without TLS is good enough; for one on the same machine.</summary>
    public bool AllowPlain { get; set; }
}
