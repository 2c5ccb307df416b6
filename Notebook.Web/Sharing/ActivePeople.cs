using System.Collections.Immutable;
using Notebook.Web.Accounts;

namespace Notebook.Web.Sharing;

/// <summary>Follows the accounts, so that a role needs no waiting: knows those that are disabled. Begins with the server, before it listens.</summary>
internal sealed class ActivePeople(IAccountDirectory accounts) : IActivePeople, IHostedService, IDisposable
{
    private IDisposable? _subscription;
    private ImmutableHashSet<string> _disabled = [];

    public event Action? Changed;

    public bool IsActive(string personId) => !Volatile.Read(ref _disabled).Contains(personId);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // Listens first: what changes while the list is read is heard, and heard after it.
        _subscription = accounts.Subscribe(change =>
        {
            Note(change.Account);
            Changed?.Invoke();
        });
        foreach (var account in await accounts.ListAsync(cancellationToken))
            Note(account);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _subscription?.Dispose();

    private void Note(Account account) =>
        ImmutableInterlocked.Update(ref _disabled, static (disabled, account) => account.IsDisabled ? disabled.Add(account.Id) : disabled.Remove(account.Id), account);
}
