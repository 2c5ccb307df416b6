namespace Notebook.Web.Accounts;

/// <summary>An account as it is kept.</summary>
public sealed record KeptAccount(Account Account, AccountCredentials Credentials);
