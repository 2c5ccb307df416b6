namespace Notebook.Tests;

/// <summary>Waits for what happens in another process, where there is nothing to await.</summary>
public static class Eventually
{
    /// <summary>Asks until the answer is yes, at most half a minute; the caller's own assertion then says what is wrong.</summary>
    public static async Task<bool> TrueAsync(Func<Task<bool>> condition)
    {
        var deadline = TimeProvider.System.GetTimestamp() + (30 * TimeProvider.System.TimestampFrequency);
        while (!await condition())
        {
            if (TimeProvider.System.GetTimestamp() > deadline)
                return false;
            await Task.Delay(TimeSpan.FromMilliseconds(20), TestContext.Current.CancellationToken);
        }

        return true;
    }
}
