namespace Notebook.Kernel.Running;

/// <summary>The kernel's own threads: never aborted, and an exception on one of them is a defect of the kernel's, not of a cell.</summary>
internal static class KernelThread
{
    [ThreadStatic]
    private static bool _isCurrent;

    /// <summary>Whether the calling thread is one of them.</summary>
    public static bool IsCurrent => _isCurrent;

    public static Thread Start(string name, Action body, int stackBytes = 256 * 1024)
    {
        var thread = new Thread(() =>
        {
            _isCurrent = true;
            body();
        }, stackBytes) { IsBackground = true, Name = name };
        thread.UnsafeStart();
        return thread;
    }
}
