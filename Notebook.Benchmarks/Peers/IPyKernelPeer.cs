using System.Diagnostics;
using System.Globalization;

namespace Notebook.Benchmarks.Peers;

/// <summary>Jupyter's Python kernel, driven by its own client library as Jupyter drives it (Debian: python3-ipykernel, python3-jupyter-client).</summary>
internal static class IPyKernelPeer
{
    private const string Python = "/usr/bin/python3";

    private const string Script = """
        import sys, time
        from jupyter_client.manager import KernelManager

        def run(client, code):
            message = client.execute(code)
            while True:
                event = client.get_iopub_msg(timeout=60)
                if event['parent_header'].get('msg_id') == message and event['msg_type'] == 'status' and event['content']['execution_state'] == 'idle':
                    return

        started = time.perf_counter()
        manager = KernelManager(kernel_name='python3')
        manager.start_kernel()
        client = manager.client()
        client.start_channels()
        client.wait_for_ready(timeout=60)
        run(client, '1+1')
        print((time.perf_counter() - started) * 1000)
        for i in range(int(sys.argv[1])):
            started = time.perf_counter()
            run(client, f'1+{i}')
            print((time.perf_counter() - started) * 1000)
        client.stop_channels()
        manager.shutdown_kernel(now=True)
        """;

    public const string DisplayName = "ipykernel";

    public static bool IsInstalled { get; } = Probe();

    /// <summary>Milliseconds from the start of the kernel to its first result; the client library is loaded before the clock starts.</summary>
    public static async Task<double> ColdStartAsync(CancellationToken cancellationToken) => (await RunAsync(0, cancellationToken))[0];

    /// <summary>Milliseconds of each of some round trips in a running kernel.</summary>
    public static async Task<IReadOnlyList<double>> WarmAsync(int submissions, CancellationToken cancellationToken) =>
        [.. (await RunAsync(submissions + 50, cancellationToken)).Skip(51)];

    private static async Task<IReadOnlyList<double>> RunAsync(int submissions, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo(Python)
        {
            ArgumentList = { "-c", Script, submissions.ToString(CultureInfo.InvariantCulture) },
            RedirectStandardOutput = true,
            Environment = { ["PYDEVD_DISABLE_FILE_VALIDATION"] = "1" },
        })!;
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => double.Parse(line, CultureInfo.InvariantCulture))];
    }

    private static bool Probe()
    {
        if (!File.Exists(Python))
            return false;
        using var process = Process.Start(new ProcessStartInfo(Python) { ArgumentList = { "-c", "import ipykernel, jupyter_client" }, RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
