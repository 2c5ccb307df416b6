namespace Notebook.Web.Accounts;

public enum AccountLinkKind
{
    /// <summary>Lets whoever holds it make an account.</summary>
    Invitation = 1,

    /// <summary>Lets whoever holds it choose a new password for an account.</summary>
    PasswordReset,
}
