using Notebook.Interactive;
using Notebook.Protocol;

namespace Microsoft.DotNet.Interactive;

/// <summary>A password that somebody gave. Shown, printed and joined to text, it is twelve asterisks.</summary>
public sealed class PasswordString(string password) : IDisplayable
{
    private const string Masked = "************";

    /// <summary>The password itself.</summary>
    public string GetClearTextPassword() => password;

    public override string ToString() => Masked;

    MimeBundle IDisplayable.ToMimeBundle() => MimeBundle.Text(Masked);
}
