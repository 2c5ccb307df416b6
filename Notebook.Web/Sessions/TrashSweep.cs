using Notebook.Web.Storage;

namespace Notebook.Web.Sessions;

/// <summary>Empties the trash of what has been there long enough: when the server starts, and every hour.</summary>
internal sealed class TrashSweep(NotebookList notebooks, TimeProvider time, ILogger<TrashSweep> logger) : BackgroundService
{
    internal static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await notebooks.SweepTrashAsync(stoppingToken);
            }
            catch (StoreException exception)
            {
                logger.LogWarning(exception, "The trash could not be swept; it is tried again in an hour.");
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
