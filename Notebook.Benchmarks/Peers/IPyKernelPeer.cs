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

    private const string MemoryScript = """
        import sys, time
        from jupyter_client.manager import KernelManager
        managers = []
        for i in range(int(sys.argv[1])):
            manager = KernelManager(kernel_name='python3')
            manager.start_kernel()
            client = manager.client()
            client.start_channels()
            client.wait_for_ready(timeout=60)
            client.execute_interactive('1+1', timeout=60, output_hook=lambda message: None)
            client.stop_channels()
            managers.append(manager)
        time.sleep(3)
        def kilobytes(manager, field):
            with open(f'/proc/{manager.provisioner.pid}/smaps_rollup') as rollup:
                return next(int(line.split()[1]) for line in rollup if line.startswith(field))
        for field in ('Pss:', 'Private_Dirty:'):
            print(sum(kilobytes(manager, field) for manager in managers) / len(managers) / 1024)
        for manager in managers:
            manager.shutdown_kernel(now=True)
        """;

    public const string DisplayName = "ipykernel";

    public static bool IsInstalled { get; } = Probe();

    /// <summary>Milliseconds from the start of the kernel to its first result; the client library is loaded before the clock starts.</summary>
    public static async Task<double> ColdStartAsync(CancellationToken cancellationToken) => (await RunAsync(Script, 0, cancellationToken))[0];

    /// <summary>Milliseconds of each of some round trips in a running kernel.</summary>
    public static async Task<IReadOnlyList<double>> WarmAsync(int submissions, CancellationToken cancellationToken) =>
        [.. (await RunAsync(Script, submissions + 50, cancellationToken)).Skip(51)];

    /// <summary>Megabytes of each of some idle kernels, on average: proportional set size and private dirty memory.</summary>
    public static async Task<(double Proportional, double PrivateDirty)> MemoryAsync(int kernels, CancellationToken cancellationToken) =>
        await RunAsync(MemoryScript, kernels, cancellationToken) is [var proportional, var dirty] ? (proportional, dirty)
            : throw new InvalidOperationException("The Python kernels did not start.");

    private static async Task<IReadOnlyList<double>> RunAsync(string script, int count, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo(Python)
        {
            ArgumentList = { "-c", script, count.ToString(CultureInfo.InvariantCulture) },
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
