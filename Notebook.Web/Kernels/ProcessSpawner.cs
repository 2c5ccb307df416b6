using System.Collections.Concurrent;
using System.Diagnostics;

namespace Notebook.Web.Kernels;

/// <summary>
/// Starts processes on one thread that lives as long as the server: Linux ends a child that asked to die with its parent when the
/// thread that started it ends, and threads of the pool end at any time.
/// </summary>
internal sealed class ProcessSpawner : IDisposable
{
    private readonly BlockingCollection<(ProcessStartInfo Start, TaskCompletionSource<Process> Started)> _requests = [];

    public ProcessSpawner() =>
        new Thread(Run, 256 * 1024) { IsBackground = true, Name = "kernel spawner" }.Start();

    /// <summary>Starts a process.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">The system could not start it.</exception>
    public Task<Process> StartAsync(ProcessStartInfo start)
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        _requests.Add((start, started));
        return started.Task;
    }

    /// <summary>Ends the thread, and with it every process it started.</summary>
    public void Dispose() => _requests.CompleteAdding();

    private void Run()
    {
        foreach (var (start, started) in _requests.GetConsumingEnumerable())
        {
            try
            {
                started.TrySetResult(Process.Start(start)!);
            }
            catch (Exception exception)
            {
                // The caller's to tell; this thread must go on for the others.
                started.TrySetException(exception);
            }
        }
    }
}
