namespace Notebook.Web.Accounts;

/// <summary>What the audit log calls what people do. Kept as they are shown, so none is renamed.</summary>
public static class AuditActions
{
    public const string SignedIn = "signed in";
    public const string SignInRefused = "sign-in refused";
    public const string LockedOut = "locked out";
    public const string SignedOut = "signed out";
    public const string SignedOutEverywhere = "signed out everywhere";
    public const string AccountCreated = "created account";
    public const string AccountDisabled = "disabled account";
    public const string AccountEnabled = "enabled account";
    public const string AdministratorMade = "made administrator";
    public const string AdministratorUnmade = "ended administrator";
    public const string Invited = "invited";
    public const string InvitationWithdrawn = "withdrew invitation";
    public const string PasswordResetMade = "made password reset";
    public const string PasswordChanged = "changed password";
    public const string PasskeyAdded = "added passkey";
    public const string PasskeyRemoved = "removed passkey";
    public const string AnnouncementChanged = "changed announcement";
    public const string KernelEnded = "ended kernel";
    public const string KernelBudgetChanged = "changed kernels' budget";
    public const string BackupTaken = "took backup";
    public const string RunStarted = "ran";
    public const string Shared = "shared";
    public const string Unshared = "ended sharing";
    public const string OwnershipTaken = "took ownership";
    public const string GroupMade = "made group";
    public const string GroupChanged = "changed group";
    public const string GroupTaken = "took over group";
    public const string GroupDeleted = "deleted group";
    public const string SecretSet = "set secret";
    public const string SecretDeleted = "deleted secret";

    /// <summary>All of them, for choosing one.</summary>
    public static IReadOnlyList<string> All { get; } =
        [.. typeof(AuditActions).GetFields().Where(static field => field.IsLiteral).Select(static field => (string)field.GetRawConstantValue()!).Order(StringComparer.Ordinal)];
}
