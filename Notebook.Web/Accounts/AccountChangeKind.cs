namespace Notebook.Web.Accounts;

public enum AccountChangeKind
{
    /// <summary>The account is new, or its name, colour or rights are others.</summary>
    Changed = 1,

    /// <summary>Whoever was signed in is so no more: every circuit and cookie of before ends.</summary>
    SignedOutEverywhere,

    /// <summary>Nobody can sign in, and every circuit and cookie ends.</summary>
    Disabled,
}
