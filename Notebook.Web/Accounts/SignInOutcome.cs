namespace Notebook.Web.Accounts;

/// <summary>What came of trying to sign in.</summary>
internal abstract record SignInOutcome
{
    internal sealed record SignedIn(Account Account) : SignInOutcome;

    /// <param name="Message">For whoever tried.</param>
    internal sealed record Refused(string Message) : SignInOutcome;
}
