using System.Collections.Concurrent;
using Notebook.Web.Storage;

namespace Notebook.Web.Accounts;

/// <summary>The sign-ins that people ended: cookies are not kept on the server, so it keeps those that are worth nothing any more.</summary>
internal sealed class EndedSignIns(IRecords<EndedSignIn> records, TimeProvider time, ILogger<EndedSignIns> logger)
{
    /// <summary>How long a cookie lasts; it is renewed while it is used.</summary>
    public static readonly TimeSpan SignInLifetime = TimeSpan.FromDays(14);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _ended = [];

    /// <summary>Tells circuits of the sign-in that it is over. The callback is short and does not throw.</summary>
    public event Action<string>? Ended;

    /// <summary>Reads what was kept, and forgets what no cookie can name any more. Once, before the first request.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        foreach (var ended in await records.ListAsync(cancellationToken))
        {
            if (ended.Until > time.GetUtcNow())
                _ended[ended.Id] = ended.Until;
            else
                await records.DeleteAsync(ended.Id);
        }
    }

    public bool Contains(string id) => _ended.ContainsKey(id);

    public async Task AddAsync(string id)
    {
        var ended = new EndedSignIn(id, time.GetUtcNow() + SignInLifetime);
        _ended[id] = ended.Until;
        Ended?.Invoke(id);
        try
        {
            await records.SaveAsync(ended);
        }
        catch (StoreException problem)
        {
            // It holds until the server is started again; signing out must not fail because the disk is full.
            logger.LogError(problem, "A sign-in that was ended could not be kept as ended.");
        }
    }
}
