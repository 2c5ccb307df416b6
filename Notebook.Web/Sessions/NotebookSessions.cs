using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Notebook.Web.Documents;
using Notebook.Web.Kernels;
using Notebook.Web.Packages;
using Notebook.Web.Storage;

namespace Notebook.Web.Sessions;

/// <summary>One session per open notebook. Sessions stay open until the server ends; disposing ends them all.</summary>
internal sealed class NotebookSessions(
    INotebookStore store, IKernelLauncher launcher, KernelTerms terms, IPackageRestorer packages, IOptions<SessionOptions> options, TimeProvider time, ILogger<NotebookSession> logger)
    : INotebookSessions, IAsyncDisposable
{
    private readonly ConcurrentDictionary<NotebookId, Lazy<Task<NotebookSession?>>> _sessions = [];
    private volatile bool _isClosing;

    public event Action<NotebookRun>? Ran;

    public async ValueTask<INotebookSession?> OpenAsync(NotebookId id, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_isClosing, this);
        // Everyone who opens at the same time shares one opening, which no single one of them may cancel.
        var opening = _sessions.GetOrAdd(id, key => new(() => LoadAsync(key)));
        try
        {
            if (await opening.Value.WaitAsync(cancellationToken) is { } session)
                return session;
        }
        catch (Exception) when (opening.Value.IsFaulted)
        {
            _sessions.TryRemove(new(id, opening));
            throw;
        }

        _sessions.TryRemove(new(id, opening));
        return null;
    }

    public INotebookSession? FindOpen(NotebookId id) =>
        _sessions.TryGetValue(id, out var opening) && opening is { IsValueCreated: true, Value: { IsCompletedSuccessfully: true } open } ? open.GetAwaiter().GetResult() : null;

    public async ValueTask<NotebookId> CreateAsync(NotebookDocument document, string ownerId, CancellationToken cancellationToken = default)
    {
        await store.CommitAsync([NotebookCreated.For(ownerId, document)], cancellationToken);
        return document.Id;
    }

    public async Task TrashAsync(NotebookId id, CancellationToken cancellationToken = default)
    {
        // The closing takes the session's place, so that nobody opens the notebook between its end and the commit.
        Lazy<Task<NotebookSession?>>? open = null;
        var closing = new Lazy<Task<NotebookSession?>>(() => CloseAndTrashAsync(id, open));
        do
            open = _sessions.GetValueOrDefault(id);
        while (open is null ? !_sessions.TryAdd(id, closing) : !_sessions.TryUpdate(id, closing, open));

        try
        {
            await closing.Value.WaitAsync(cancellationToken);
        }
        finally
        {
            if (closing.Value.IsCompleted)
                _sessions.TryRemove(new(id, closing));
        }
    }

    public async ValueTask DisposeAsync()
    {
        _isClosing = true;
        foreach (var opening in _sessions.Values)
            try
            {
                if (await opening.Value is { } session)
                    await session.DisposeAsync();
            }
            catch (StoreException)
            {
                // It never opened, and whoever asked was told.
            }
    }

    private async Task<NotebookSession?> CloseAndTrashAsync(NotebookId id, Lazy<Task<NotebookSession?>>? open)
    {
        Task CommitAsync() => store.CommitAsync([new NotebookTrashed(id, time.GetUtcNow())], CancellationToken.None);

        if (open is not null && await open.Value is { } session)
            await session.CloseAsync("The notebook was moved to the trash while this cell ran.", CommitAsync);
        else
            await CommitAsync();
        return null;
    }

    private async Task<NotebookSession?> LoadAsync(NotebookId id)
    {
        if (!NotebookId.TryParse(id.Value, out _) || await store.LoadAsync(id, CancellationToken.None) is not { } document)
            return null;
        return new(document, store, launcher, terms, packages, options.Value, time, logger) { Ran = run => Ran?.Invoke(run) };
    }
}
