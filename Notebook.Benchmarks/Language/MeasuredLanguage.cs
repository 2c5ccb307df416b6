using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Notebook.Protocol;
using Notebook.Protocol.Language;
using Notebook.Web.Packages;

namespace Notebook.Benchmarks.Language;

/// <summary>A published language process driven over its own protocol, with nothing of the server around it.</summary>
internal sealed class MeasuredLanguage : IAsyncDisposable
{
    private readonly Process _process;
    private readonly FramePipe _pipe;
    private readonly ConcurrentDictionary<long, TaskCompletionSource<LanguageAnswer>> _waiting = [];
    private Task _reading = Task.CompletedTask;
    private long _requests;
    private long _revision;

    private MeasuredLanguage(Process process)
    {
        _process = process;
        _pipe = new FramePipe(process.StandardOutput.BaseStream, process.StandardInput.BaseStream);
    }

    public static async Task<MeasuredLanguage> StartAsync(PublishedProduct product, CancellationToken cancellationToken)
    {
        var language = new MeasuredLanguage(Process.Start(new ProcessStartInfo("dotnet")
        {
            ArgumentList = { product.KernelAssembly, LanguageCommand.Name },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["DOTNET_TieredPGO"] = "0", ["DOTNET_EnableDiagnostics"] = "0", ["DOTNET_NOLOGO"] = "1" },
        })!);
        var preinstalled = PreinstalledPackages.In(Path.Combine(Path.GetDirectoryName(product.KernelAssembly)!, "packages")).All;
        await language._pipe.WriteAsync(new OpenLanguage { ProtocolVersion = ProtocolVersion.Current, Preinstalled = preinstalled, MemoryMegabytes = 4_000 }, LanguageJson.Default.LanguageRequest, cancellationToken);
        if (await language._pipe.ReadAsync(LanguageJson.Default.LanguageEvent, cancellationToken) is not LanguageOpened)
            throw new InvalidOperationException("The language process did not open.");
        language._reading = language.ReadAsync();
        return language;
    }

    /// <summary>Cells that each define a value from the one before, as a long analysis does.</summary>
    public static ImmutableArray<LanguageCell> Analysis(int cells) =>
    [
        .. Enumerable.Range(0, cells).Select(static n => new LanguageCell
        {
            CellId = $"c{n}",
            Language = CellLanguages.CSharp,
            Text = n == 0
                ? "var v0 = new[] { 1.0, 2.0, 3.0 }.ToList();\nint Scale(int n) => n * 2;"
                : $"// step {n}\nvar v{n} = v{n - 1}.Select(x => x * {n}).Where(x => x > 0).ToList();\nforeach (var x in v{n})\n    Console.WriteLine($\"{{x}} {{Scale({n})}}\");\nv{n}.Sum()",
        }),
    ];

    public async Task TellAsync(string notebookId, ImmutableArray<LanguageCell> cells, CancellationToken cancellationToken, bool isWhole = true) => await _pipe.WriteAsync(
        new UpdateNotebook { NotebookId = notebookId, Revision = ++_revision, IsWhole = isWhole, Cells = cells, Order = isWhole ? [.. cells.Select(static cell => cell.CellId)] : null },
        LanguageJson.Default.LanguageRequest, cancellationToken);

    public async Task<LanguageAnswer> AskAsync(Func<long, LanguageQuestion> question, CancellationToken cancellationToken)
    {
        var asked = question(Interlocked.Increment(ref _requests));
        var answer = _waiting[asked.RequestId] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await _pipe.WriteAsync(asked, LanguageJson.Default.LanguageRequest, cancellationToken);
        return await answer.Task.WaitAsync(cancellationToken) is var given and not QuestionFailed ? given : throw new InvalidOperationException("The language process did not answer.");
    }

    public Task<LanguageAnswer> DiagnoseAsync(string notebookId, CancellationToken cancellationToken) => AskAsync(id => new Diagnose { RequestId = id, NotebookId = notebookId }, cancellationToken);

    public async Task<double> CompletionAsync(string notebookId, string cellId, string text, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        if (await AskAsync(id => new Complete { RequestId = id, NotebookId = notebookId, CellId = cellId, Text = text, Position = text.Length, Typed = '.' }, cancellationToken) is not CompletionsListed { Items.IsEmpty: false })
            throw new InvalidOperationException("There was nothing to complete.");
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    /// <summary>Memory of the process's own, in MB.</summary>
    public double PrivateMegabytes()
    {
        var line = File.ReadLines($"/proc/{_process.Id}/status").First(static line => line.StartsWith("RssAnon:", StringComparison.Ordinal));
        return double.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        await _reading;
        await _pipe.DisposeAsync();
        _process.Dispose();
    }

    private async Task ReadAsync()
    {
        try
        {
            while (await _pipe.ReadAsync(LanguageJson.Default.LanguageEvent, CancellationToken.None) is { } message)
                if (message is LanguageAnswer answer && _waiting.TryRemove(answer.RequestId, out var waiting))
                    waiting.TrySetResult(answer);
        }
        catch (Exception exception) when (exception is IOException or ProtocolException)
        {
            // It was ended.
        }
    }
}
