namespace Notebook.Web.Accounts;

/// <summary>Something about an account that is kept now, and that what is open must follow.</summary>
/// <param name="Account">As it is now.</param>
/// <param name="Kind">What it means for those who are signed in.</param>
public sealed record AccountChange(Account Account, AccountChangeKind Kind);
