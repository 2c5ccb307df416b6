namespace Notebook.Web.Accounts;

/// <summary>Who has an account on this server. All of them are in memory, so asking is cheap enough for every request.</summary>
public interface IAccountDirectory
{
    /// <returns>Also a disabled account; null when there is none of this id.</returns>
    ValueTask<Account?> FindAsync(string id, CancellationToken cancellationToken);

    /// <param name="email">Without regard to case.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Also a disabled account; null when there is none.</returns>
    ValueTask<Account?> FindByEmailAsync(string email, CancellationToken cancellationToken);

    /// <summary>All accounts, disabled ones too, by name.</summary>
    ValueTask<IReadOnlyList<Account>> ListAsync(CancellationToken cancellationToken);

    /// <summary>For pickers: the accounts that can sign in and have the text in name or e-mail address; those that begin with it first.</summary>
    ValueTask<IReadOnlyList<Account>> SearchAsync(string text, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Calls back after every change of an account, once it is kept and before whoever made it is answered. The callback is
    /// short and does not throw.
    /// </summary>
    /// <returns>Disposing it ends the calls.</returns>
    IDisposable Subscribe(Action<AccountChange> changed);
}
