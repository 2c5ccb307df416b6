namespace Notebook.Web.Accounts;

/// <summary>An account while ASP.NET Core Identity works on it: what was read, and what it is to become.</summary>
internal sealed class AccountUser(KeptAccount kept)
{
    /// <summary>As it was read; null for an account that is not kept yet.</summary>
    public KeptAccount? Before { get; private set; }

    /// <summary>As it is to be kept.</summary>
    public KeptAccount Kept { get; set; } = kept;

    /// <summary>Whether a new account is refused when there is another.</summary>
    public bool MustBeFirst { get; init; }

    public Account Account
    {
        get => Kept.Account;
        set => Kept = Kept with { Account = value };
    }

    public AccountCredentials Credentials
    {
        get => Kept.Credentials;
        set => Kept = Kept with { Credentials = value };
    }

    public static AccountUser? Of(KeptAccount? kept) => kept is null ? null : new(kept) { Before = kept };

    public void WasKept(KeptAccount kept) => Before = Kept = kept;
}
