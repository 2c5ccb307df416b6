namespace Notebook.Web.Accounts;

/// <summary>The settings of <c>Accounts:</c>.</summary>
public sealed class AccountOptions
{
    public const string Section = "Accounts";

    /// <summary>Whether whoever reaches the server may make an account.</summary>
    public bool OpenRegistration { get; set; }

    /// <summary>How long an invitation works, in days.</summary>
    public int InvitationDays { get; set; } = 7;

    /// <summary>How long a link to a new password works, in hours.</summary>
    public int PasswordResetHours { get; set; } = 24;
}
