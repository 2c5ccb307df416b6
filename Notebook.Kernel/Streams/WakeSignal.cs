namespace Notebook.Kernel.Streams;

/// <summary>
/// Lets one thread wake another without a managed wait on either side, so that neither an abort nor an interrupt of a cell's
/// thread can lose or corrupt a signal.
/// </summary>
internal sealed unsafe class WakeSignal : IDisposable
{
    /// <summary>The descriptor that becomes readable when the signal is set.</summary>
    public int Descriptor { get; } = Libc.Check(Libc.EventFd(0, Libc.CloseOnExec | Libc.NonBlocking), "eventfd");

    /// <summary>Wakes the waiting thread, or lets its next wait return at once.</summary>
    public void Set()
    {
        ulong one = 1;
        _ = Libc.Write(Descriptor, (byte*)&one, sizeof(ulong));
    }

    /// <summary>Waits until the signal is set and takes it back.</summary>
    /// <param name="timeoutMilliseconds">How long at most; -1 is for ever.</param>
    /// <returns>Whether the signal was set.</returns>
    public bool Wait(int timeoutMilliseconds = -1)
    {
        var poll = new Libc.PollFd { Descriptor = Descriptor, Events = Libc.PollIn };
        _ = Libc.Poll(&poll, 1, timeoutMilliseconds);
        return Reset();
    }

    /// <summary>Takes the signal back.</summary>
    /// <returns>Whether it was set.</returns>
    public bool Reset()
    {
        ulong value;
        return Libc.Read(Descriptor, (byte*)&value, sizeof(ulong)) == sizeof(ulong);
    }

    public void Dispose() => _ = Libc.Close(Descriptor);
}
