using System.Diagnostics;
using System.Globalization;
using Notebook.Protocol;

namespace Notebook.Benchmarks.Kernels;

/// <summary>A published kernel driven over its own protocol, with nothing of the server around it.</summary>
public sealed class MeasuredKernel : IAsyncDisposable
{
    private readonly Process _process;
    private readonly FramePipe _pipe;
    private long _submissions;

    private MeasuredKernel(Process process)
    {
        _process = process;
        _pipe = new FramePipe(process.StandardOutput.BaseStream, process.StandardInput.BaseStream);
    }

    public static async Task<MeasuredKernel> StartAsync(PublishedProduct product, CancellationToken cancellationToken)
    {
        var kernel = new MeasuredKernel(Process.Start(new ProcessStartInfo("dotnet")
        {
            ArgumentList = { product.KernelAssembly },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // As the product starts it.
            Environment = { ["DOTNET_TieredPGO"] = "0", ["DOTNET_EnableDiagnostics"] = "0", ["DOTNET_NOLOGO"] = "1" },
        })!);
        await kernel._pipe.WriteAsync<KernelRequest>(
            new OpenKernel { ProtocolVersion = ProtocolVersion.Current, WorkingFolder = product.NewFolder() }, ProtocolJson.Default.KernelRequest, cancellationToken);
        if (await kernel.ReadAsync(cancellationToken) is not KernelOpened)
            throw new InvalidOperationException("The kernel did not open.");
        return kernel;
    }

    /// <summary>Runs code and returns its result as text.</summary>
    /// <exception cref="InvalidOperationException">It did not succeed.</exception>
    public async Task<string?> SubmitAsync(string code, CancellationToken cancellationToken, string sourceName = "cell") =>
        (await RunAsync(code, sourceName, cancellationToken))?.PlainText;

    /// <summary>Runs code and returns its result in all its forms.</summary>
    /// <exception cref="InvalidOperationException">It did not succeed, or has none.</exception>
    public async Task<MimeBundle> ShowAsync(string code, CancellationToken cancellationToken) =>
        await RunAsync(code, "cell", cancellationToken) ?? throw new InvalidOperationException($"{code} has no result.");

    /// <summary>Asks for a page of a table.</summary>
    /// <exception cref="InvalidOperationException">The kernel does not have it.</exception>
    public async Task<TablePaged> PageAsync(PageTable request, CancellationToken cancellationToken)
    {
        await _pipe.WriteAsync<KernelRequest>(request with { RequestId = ++_submissions }, ProtocolJson.Default.KernelRequest, cancellationToken);
        var page = (TablePaged)await ReadAsync(cancellationToken);
        return page.Problem is null ? page : throw new InvalidOperationException(page.Problem);
    }

    private async Task<MimeBundle?> RunAsync(string code, string sourceName, CancellationToken cancellationToken)
    {
        var id = new SubmissionId(++_submissions);
        await _pipe.WriteAsync<KernelRequest>(new Submit { SubmissionId = id, SourceName = sourceName, Code = code }, ProtocolJson.Default.KernelRequest, cancellationToken);
        MimeBundle? result = null;
        while (true)
        {
            switch (await ReadAsync(cancellationToken))
            {
                case OutputProduced { Output: DisplayValue { IsResult: true } display }:
                    result = display.Data;
                    break;
                case OutputProduced { Output: ErrorOutput error }:
                    throw new InvalidOperationException(error.Error.Message);
                case SubmissionCompleted completed when completed.SubmissionId == id:
                    return completed.Outcome == SubmissionOutcome.Succeeded ? result : throw new InvalidOperationException($"{code}: {completed.Outcome}");
            }
        }
    }

    /// <summary>Submits code that prints something and goes on; returns once it has printed.</summary>
    /// <returns>What <see cref="StopAsync"/> stops.</returns>
    public async Task<SubmissionId> BeginAsync(string code, CancellationToken cancellationToken)
    {
        var id = new SubmissionId(++_submissions);
        await _pipe.WriteAsync<KernelRequest>(new Submit { SubmissionId = id, SourceName = "cell", Code = code }, ProtocolJson.Default.KernelRequest, cancellationToken);
        while (true)
        {
            switch (await ReadAsync(cancellationToken))
            {
                case OutputProduced { Output: StreamText }:
                    return id;
                case OutputProduced { Output: ErrorOutput error }:
                    throw new InvalidOperationException(error.Error.Message);
            }
        }
    }

    /// <summary>Stops a submission and waits for its end.</summary>
    /// <exception cref="InvalidOperationException">It ended otherwise, or left work running.</exception>
    public async Task StopAsync(SubmissionId id, CancellationToken cancellationToken)
    {
        await _pipe.WriteAsync<KernelRequest>(new Interrupt { SubmissionId = id }, ProtocolJson.Default.KernelRequest, cancellationToken);
        while (true)
        {
            if (await ReadAsync(cancellationToken) is SubmissionCompleted completed && completed.SubmissionId == id)
            {
                if (completed is not { Outcome: SubmissionOutcome.Interrupted, WorkLeftRunning: false })
                    throw new InvalidOperationException($"It ended as {completed.Outcome}{(completed.WorkLeftRunning ? ", with work left running" : "")}.");
                return;
            }
        }
    }

    /// <summary>Proportional set size, in MB.</summary>
    public double ProportionalMegabytes() => Megabytes("Pss:");

    /// <summary>Private dirty memory, in MB.</summary>
    public double PrivateDirtyMegabytes() => Megabytes("Private_Dirty:");

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        await _pipe.DisposeAsync();
        _process.Dispose();
    }

    private async Task<KernelEvent> ReadAsync(CancellationToken cancellationToken) =>
        await _pipe.ReadAsync(ProtocolJson.Default.KernelEvent, cancellationToken) ?? throw new InvalidOperationException("The kernel ended: " + await _process.StandardError.ReadToEndAsync(cancellationToken));

    private double Megabytes(string field)
    {
        var line = File.ReadLines($"/proc/{_process.Id}/smaps_rollup").First(line => line.StartsWith(field, StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }
}
