namespace Notebook.Web.Accounts;

/// <summary>What came of making an account.</summary>
internal abstract record AccountCreation
{
    internal sealed record Created(AccountUser User) : AccountCreation
    {
        public Account Account => User.Account;
    }

    /// <param name="Message">For whoever asked.</param>
    internal sealed record Refused(string Message) : AccountCreation;
}
