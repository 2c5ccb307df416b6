namespace Notebook.Web.Accounts;

/// <summary>Where the pages are that links lead to.</summary>
internal static class AccountPaths
{
    public const string Join = "/join";

    public const string NewPassword = "/new-password";
}
