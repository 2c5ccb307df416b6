using System.Collections.Immutable;
using Notebook.Web.Storage;

namespace Notebook.Web.Accounts;

/// <summary>
/// All accounts in memory over the records of the store: read once, and changed by one at a time, kept before it is seen. The
/// rules that hold between accounts are held here.
/// </summary>
internal sealed class AccountDirectory(IRecords<KeptAccount> records) : IAccountDirectory, IDisposable
{
    private readonly SemaphoreSlim _changing = new(1, 1);
    private readonly Lock _subscribing = new();
    private ImmutableDictionary<string, KeptAccount>? _accounts;
    private ImmutableList<Action<AccountChange>> _subscribers = [];

    public async ValueTask<Account?> FindAsync(string id, CancellationToken cancellationToken) => (await FindKeptAsync(id, cancellationToken))?.Account;

    public async ValueTask<Account?> FindByEmailAsync(string email, CancellationToken cancellationToken) =>
        (await FindKeptAsync(kept => IsSameEmail(kept.Account.Email, email), cancellationToken))?.Account;

    public async ValueTask<IReadOnlyList<Account>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await AllAsync(cancellationToken)).Values.Select(static kept => kept.Account).OrderBy(static account => account.DisplayName, StringComparer.CurrentCultureIgnoreCase).ThenBy(static account => account.Email, StringComparer.OrdinalIgnoreCase)];

    public async ValueTask<IReadOnlyList<Account>> SearchAsync(string text, int limit, CancellationToken cancellationToken)
    {
        var wanted = text.Trim();
        bool Begins(Account account) => account.DisplayName.StartsWith(wanted, StringComparison.CurrentCultureIgnoreCase) || account.Email.StartsWith(wanted, StringComparison.OrdinalIgnoreCase);
        bool Has(Account account) => account.DisplayName.Contains(wanted, StringComparison.CurrentCultureIgnoreCase) || account.Email.Contains(wanted, StringComparison.OrdinalIgnoreCase);
        return [.. (await ListAsync(cancellationToken)).Where(account => !account.IsDisabled && Has(account)).OrderByDescending(Begins).Take(limit)];
    }

    public IDisposable Subscribe(Action<AccountChange> changed)
    {
        // A delegate of its own, so that two subscriptions of one method end apart.
        void Subscriber(AccountChange change) => changed(change);
        Action<AccountChange> subscriber = Subscriber;
        lock (_subscribing)
            _subscribers = _subscribers.Add(subscriber);
        return new Subscription(this, subscriber);
    }

    /// <summary>With credentials, for the accounts' own area.</summary>
    public async ValueTask<KeptAccount?> FindKeptAsync(string id, CancellationToken cancellationToken) =>
        (await AllAsync(cancellationToken)).GetValueOrDefault(id);

    /// <summary>The first that fits; there are few enough to look at all.</summary>
    public async ValueTask<KeptAccount?> FindKeptAsync(Func<KeptAccount, bool> fits, CancellationToken cancellationToken) =>
        (await AllAsync(cancellationToken)).Values.FirstOrDefault(fits);

    /// <summary>All that fit, in no order.</summary>
    public async ValueTask<IReadOnlyList<KeptAccount>> ListKeptAsync(CancellationToken cancellationToken) => [.. (await AllAsync(cancellationToken)).Values];

    public async ValueTask<bool> IsEmptyAsync(CancellationToken cancellationToken) => (await AllAsync(cancellationToken)).IsEmpty;

    /// <summary>Keeps a new account. The first of all gets <see cref="Account.FirstId"/>, whatever id it has.</summary>
    /// <param name="account">The new account.</param>
    /// <param name="mustBeFirst">Whether it is refused when there is another.</param>
    /// <param name="cancellationToken">Gives up waiting for others; what is being written is written.</param>
    /// <exception cref="StoreException">It was not kept.</exception>
    public async Task<(AccountSaving Outcome, KeptAccount Kept)> AddAsync(KeptAccount account, bool mustBeFirst, CancellationToken cancellationToken)
    {
        await _changing.WaitAsync(cancellationToken);
        try
        {
            var all = await AllAsync(cancellationToken);
            if (mustBeFirst && !all.IsEmpty)
                return (AccountSaving.NotTheFirst, account);
            if (all.Values.Any(other => IsSameEmail(other.Account.Email, account.Account.Email)))
                return (AccountSaving.EmailIsTaken, account);
            if (all.IsEmpty)
                account = account with { Account = account.Account with { Id = Account.FirstId } };
            await KeepAsync(all, account);
            Tell(new(account.Account, AccountChangeKind.Changed));
            return (AccountSaving.Saved, account);
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>Keeps an account in place of the one it was made from.</summary>
    /// <param name="before">As it was read; anything else there now refuses the change.</param>
    /// <param name="after">As it is to be.</param>
    /// <param name="cancellationToken">Gives up waiting for others; what is being written is written.</param>
    /// <exception cref="StoreException">It was not kept.</exception>
    public async Task<AccountSaving> ChangeAsync(KeptAccount before, KeptAccount after, CancellationToken cancellationToken)
    {
        await _changing.WaitAsync(cancellationToken);
        try
        {
            var all = await AllAsync(cancellationToken);
            if (!ReferenceEquals(all.GetValueOrDefault(before.Account.Id), before))
                return AccountSaving.ChangedMeanwhile;
            if (all.Values.Any(other => other.Account.Id != after.Account.Id && IsSameEmail(other.Account.Email, after.Account.Email)))
                return AccountSaving.EmailIsTaken;
            if (Administrates(before) && !Administrates(after) && !all.Values.Any(other => other.Account.Id != after.Account.Id && Administrates(other)))
                return AccountSaving.LastAdministrator;
            await KeepAsync(all, after);
            if (KindOf(before, after) is { } kind)
                Tell(new(after.Account, kind));
            return AccountSaving.Saved;
        }
        finally
        {
            _changing.Release();
        }
    }

    public void Dispose() => _changing.Dispose();

    private static bool Administrates(KeptAccount kept) => kept.Account is { IsAdministrator: true, IsDisabled: false };

    private static bool IsSameEmail(string one, string other) => string.Equals(one.Trim(), other.Trim(), StringComparison.OrdinalIgnoreCase);

    private static AccountChangeKind? KindOf(KeptAccount before, KeptAccount after) =>
        after.Account.IsDisabled && !before.Account.IsDisabled ? AccountChangeKind.Disabled
        : after.Credentials.SecurityStamp != before.Credentials.SecurityStamp ? AccountChangeKind.SignedOutEverywhere
        : after.Account != before.Account ? AccountChangeKind.Changed
        : null;

    private async Task KeepAsync(ImmutableDictionary<string, KeptAccount> all, KeptAccount account)
    {
        await records.SaveAsync(account);
        _accounts = all.SetItem(account.Account.Id, account);
    }

    private async ValueTask<ImmutableDictionary<string, KeptAccount>> AllAsync(CancellationToken cancellationToken)
    {
        if (_accounts is { } known)
            return known;
        var read = (await records.ListAsync(cancellationToken)).ToImmutableDictionary(static kept => kept.Account.Id);
        // Two that read at once read the same: nobody changes an account before it was read.
        return Interlocked.CompareExchange(ref _accounts, read, null) ?? read;
    }

    private void Tell(AccountChange change)
    {
        foreach (var subscriber in _subscribers)
            subscriber(change);
    }

    private sealed class Subscription(AccountDirectory directory, Action<AccountChange> subscriber) : IDisposable
    {
        public void Dispose()
        {
            lock (directory._subscribing)
                directory._subscribers = directory._subscribers.Remove(subscriber);
        }
    }
}
