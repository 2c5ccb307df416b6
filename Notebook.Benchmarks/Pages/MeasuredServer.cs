using System.Diagnostics;

namespace Notebook.Benchmarks.Pages;

/// <summary>The published server in a process of its own, on a free port of the loopback interface.</summary>
public sealed class MeasuredServer : IAsyncDisposable
{
    private readonly Process _process;

    private MeasuredServer(Process process, Uri signInLink)
    {
        _process = process;
        SignInLink = signInLink;
    }

    public Uri SignInLink { get; }

    /// <summary>What the server process holds in memory now, without its kernels.</summary>
    public double ResidentMegabytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / (1024.0 * 1024);
        }
    }

    /// <param name="product">What is started.</param>
    /// <param name="cancellationToken">Gives up waiting for its link.</param>
    /// <param name="dataFolder">The data folder of a server that was killed; a new one when null.</param>
    public static async Task<MeasuredServer> StartAsync(PublishedProduct product, CancellationToken cancellationToken, string? dataFolder = null)
    {
        var process = Process.Start(new ProcessStartInfo("dotnet")
        {
            ArgumentList = { product.WebAssembly, "serve", "--urls", "http://127.0.0.1:0", "--data", dataFolder ?? product.NewFolder() },
            RedirectStandardOutput = true,
        })!;
        while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            var link = Array.Find(line.Split(' '), static word => word.Contains("/sign-in?token=", StringComparison.Ordinal));
            if (link is null)
                continue;
            // A full pipe would block the server; the task ends with it.
            _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
            return new MeasuredServer(process, new Uri(link));
        }

        throw new InvalidOperationException("The server ended before it printed its link.");
    }

    /// <summary>Sends SIGKILL to the server alone: its kernels have to end by themselves.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
