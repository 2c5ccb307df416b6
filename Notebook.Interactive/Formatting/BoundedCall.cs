namespace Notebook.Interactive.Formatting;

/// <summary>
/// Runs a value's own code (getters, enumerators, formatters) for at most a given time. The calling thread belongs to a cell and must
/// not be aborted for what one value does, so the code runs on another.
/// </summary>
internal static class BoundedCall
{
    /// <summary>How long an interrupted or aborted call may take to leave before its thread is given up.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(100);

    /// <summary>Runs <paramref name="code"/> to its end or until <paramref name="time"/> is up; then calls <paramref name="timeIsUp"/>.</summary>
    /// <returns>Whether it came to its end.</returns>
    /// <remarks>What the code throws is thrown here. A call from inside another runs under the outer one's time.</remarks>
    public static bool Run(Action code, TimeSpan time, Action timeIsUp)
    {
        if (BoundedThread.IsCurrent)
        {
            code();
            return true;
        }

        // Not disposed: after a cut, Cancel may still be at work.
        var cut = new CancellationTokenSource();
        var thread = BoundedThread.Rent();
        var ended = false;
        try
        {
            thread.Start(code, cut.Token);
            ended = thread.WaitForEnd(time);
        }
        finally
        {
            // Also when Stop interrupts the cell while it waits here.
            if (!ended)
                Cut(thread, cut, timeIsUp);
        }

        if (!ended)
            return false;
        var thrown = thread.Thrown;
        thread.Release();
        thrown?.Throw();
        return true;
    }

    private static void Cut(BoundedThread thread, CancellationTokenSource cut, Action timeIsUp)
    {
        timeIsUp();
        // Cancel returns only when the abort has landed.
        new Thread(cut.Cancel) { IsBackground = true, Name = "Display cut" }.Start();
        thread.Dismiss();
        thread.WaitForEnd(Grace);
    }
}
