using Notebook.Web.Storage;

namespace Notebook.Web.Sharing;

/// <summary>Discards playgrounds that nobody has used for a day: when the server starts, and every hour.</summary>
internal sealed class PlaygroundSweep(Sessions.NotebookList notebooks, SharingIndex index, TimeProvider time, ILogger<PlaygroundSweep> logger) : BackgroundService
{
    internal static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (StoreException exception)
            {
                logger.LogWarning(exception, "Playgrounds could not be swept; it is tried again in an hour.");
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    internal async Task SweepAsync(CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - Kept;
        foreach (var attributes in index.State.Attributes.Values.Where(static attributes => attributes.PlaygroundOf is not null).ToList())
        {
            if (await notebooks.FindAsync(attributes.NotebookId, cancellationToken) is not { } playground || await LastUseAsync(playground, cancellationToken) > before)
                continue;
            await notebooks.TrashAsync(playground.Id, cancellationToken);
            await notebooks.DeleteForeverAsync(playground.Id, cancellationToken);
        }
    }

    private async Task<DateTimeOffset> LastUseAsync(Documents.NotebookSummary playground, CancellationToken cancellationToken)
    {
        var used = playground.ModifiedAt;
        foreach (var grant in index.State.GrantsOf(playground.Id))
            if (grant.Grantee is Grantee.Person person && (await notebooks.ListVisitsAsync(person.Id, cancellationToken)).TryGetValue(playground.Id, out var visited) && visited > used)
                used = visited;
        return used;
    }
}
