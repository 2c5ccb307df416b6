using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Notebook.Benchmarks.Peers;

/// <summary>Jupyter Notebook as Debian packages it (jupyter-notebook, python3-ipykernel), serving a folder on the loopback interface without sign-in.</summary>
internal sealed class JupyterNotebookPeer : IAsyncDisposable
{
    private const string Program = "/usr/bin/jupyter-notebook";

    private readonly Process _process;

    private JupyterNotebookPeer(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    public static string DisplayName => "Jupyter Notebook";

    public static bool IsInstalled => File.Exists(Program);

    public Uri Address { get; }

    public static async Task<JupyterNotebookPeer> StartAsync(string folder, CancellationToken cancellationToken)
    {
        var port = FreePort();
        var process = Process.Start(new ProcessStartInfo(Program)
        {
            ArgumentList =
            {
                "--no-browser", "--allow-root", "--ip=127.0.0.1", $"--port={port}", $"--notebook-dir={folder}",
                "--NotebookApp.token=", "--NotebookApp.password=", "--NotebookApp.iopub_data_rate_limit=1e12", "--NotebookApp.iopub_msg_rate_limit=1e12",
            },
            RedirectStandardError = true,
        })!;
        // A full pipe would block the server; the task ends with it.
        _ = process.StandardError.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);

        var address = new Uri($"http://127.0.0.1:{port}/");
        using var client = new HttpClient();
        for (var attempt = 0; !process.HasExited && attempt < 300; attempt++)
        {
            try
            {
                if ((await client.GetAsync(new Uri(address, "api"), cancellationToken)).IsSuccessStatusCode)
                    return new JupyterNotebookPeer(process, address);
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), cancellationToken);
        }

        process.Kill(entireProcessTree: true);
        process.Dispose();
        throw new InvalidOperationException("Jupyter Notebook did not start.");
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
