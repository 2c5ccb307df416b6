namespace Notebook.Web.Accounts;

/// <summary>Who somebody is at another sign-in service.</summary>
/// <param name="Provider">The scheme of the service.</param>
/// <param name="Key">The subject there: stable, unlike an e-mail address.</param>
/// <param name="Name">What the service is called on the page.</param>
public sealed record ExternalLogin(string Provider, string Key, string? Name);
