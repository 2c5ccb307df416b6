using System.Collections.Immutable;
using Notebook.Web.Storage;

namespace Notebook.Web.Accounts;

/// <summary>The invitations and password resets that nobody has used yet, in memory over their records. What expired is forgotten when the next is made.</summary>
internal sealed class AccountLinks(IRecords<AccountLink> records, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _changing = new(1, 1);
    private ImmutableDictionary<string, AccountLink>? _links;

    /// <summary>Those that still work, newest first.</summary>
    public async ValueTask<IReadOnlyList<AccountLink>> ListAsync(AccountLinkKind kind, CancellationToken cancellationToken) =>
        [.. (await AllAsync(cancellationToken)).Values.Where(link => link.Kind == kind && Works(link)).OrderByDescending(static link => link.MadeAt)];

    /// <returns>The link that a token is of; null when it expired, was used or withdrawn, or never was.</returns>
    public async ValueTask<AccountLink?> FindAsync(AccountLinkKind kind, string? token, CancellationToken cancellationToken) =>
        LinkToken.IsPlausible(token) && (await AllAsync(cancellationToken)).GetValueOrDefault(LinkToken.HashText(token!)) is { } link && link.Kind == kind && Works(link) ? link : null;

    /// <summary>Keeps a new link. A new password link for an account ends the one before.</summary>
    /// <param name="make">Makes the link of this id.</param>
    /// <param name="cancellationToken">Gives up waiting for others.</param>
    /// <returns>The token, which nobody can ask for again.</returns>
    /// <exception cref="StoreException">It was not kept.</exception>
    public async Task<string> AddAsync(Func<string, AccountLink> make, CancellationToken cancellationToken)
    {
        var token = LinkToken.Create();
        var link = make(LinkToken.HashText(token));
        await _changing.WaitAsync(cancellationToken);
        try
        {
            var all = await AllAsync(cancellationToken);
            await records.SaveAsync(link);
            _links = all = all.SetItem(link.Id, link);
            foreach (var old in all.Values.Where(other => other.Id != link.Id && (!Works(other) || other.AccountId is not null && other.AccountId == link.AccountId)))
                await RemoveAsync(old.Id);
        }
        finally
        {
            _changing.Release();
        }

        return token;
    }

    /// <summary>Uses a link up, unless what it is used for fails; one at a time, so that no link works twice.</summary>
    /// <param name="kind">What it must be.</param>
    /// <param name="token">From the address.</param>
    /// <param name="use">Does what the link is for, and returns whether it is used up by it.</param>
    /// <param name="cancellationToken">Gives up waiting for others.</param>
    /// <returns>Whether there was such a link.</returns>
    public async Task<bool> UseAsync(AccountLinkKind kind, string? token, Func<AccountLink, Task<bool>> use, CancellationToken cancellationToken)
    {
        await _changing.WaitAsync(cancellationToken);
        try
        {
            if (await FindAsync(kind, token, cancellationToken) is not { } link)
                return false;
            if (await use(link))
                await RemoveAsync(link.Id);
            return true;
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>Ends a link before anybody uses it.</summary>
    public async Task<AccountLink?> WithdrawAsync(string id, CancellationToken cancellationToken)
    {
        await _changing.WaitAsync(cancellationToken);
        try
        {
            var link = (await AllAsync(cancellationToken)).GetValueOrDefault(id);
            if (link is not null)
                await RemoveAsync(id);
            return link;
        }
        finally
        {
            _changing.Release();
        }
    }

    public void Dispose() => _changing.Dispose();

    private bool Works(AccountLink link) => time.GetUtcNow() < link.ExpiresAt;

    private async Task RemoveAsync(string id)
    {
        await records.DeleteAsync(id);
        _links = _links!.Remove(id);
    }

    private async ValueTask<ImmutableDictionary<string, AccountLink>> AllAsync(CancellationToken cancellationToken)
    {
        if (_links is { } known)
            return known;
        var read = (await records.ListAsync(cancellationToken)).ToImmutableDictionary(static link => link.Id);
        return Interlocked.CompareExchange(ref _links, read, null) ?? read;
    }
}
