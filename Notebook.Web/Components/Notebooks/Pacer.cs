namespace Notebook.Web.Components.Notebooks;

/// <summary>Lets a handful of steps through at once and then one per interval.</summary>
internal sealed class Pacer(TimeProvider time, TimeSpan interval, int burst)
{
    private double _steps = burst;
    private long _filledAt = time.GetTimestamp();

    public Func<CancellationToken, ValueTask> Paced(Func<CancellationToken, ValueTask> step) => async cancellationToken =>
    {
        Fill();
        if (_steps < 1)
        {
            await Task.Delay((1 - _steps) * interval, time, cancellationToken);
            Fill();
        }

        _steps = Math.Max(0, _steps - 1);
        await step(cancellationToken);
    };

    private void Fill()
    {
        var now = time.GetTimestamp();
        _steps = Math.Min(burst, _steps + time.GetElapsedTime(_filledAt, now) / interval);
        _filledAt = now;
    }
}
