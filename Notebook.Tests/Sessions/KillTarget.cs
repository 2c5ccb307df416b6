using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Notebook.Tests.Kernels.Fakes;
using Notebook.Web.Documents;
using Notebook.Web.Sessions;
using Notebook.Web.Storage;
using static Notebook.Tests.Sessions.SessionTable;

namespace Notebook.Tests.Sessions;

/// <summary>
/// The server that <see cref="SessionKillTests"/> kills: a session over the real store in which people type and a cell prints,
/// for ever. Writes down what was acknowledged or shown, after it was.
/// </summary>
public sealed class KillTarget
{
    public const int Typists = 4;

    /// <summary>Names the folder and the notebook, with a space between.</summary>
    public const string Variable = "NOTEBOOK_TEST_KILL_TARGET";

    /// <summary>The cell that prints; the cells after it are typed in.</summary>
    public static CellId Printer => Id(0);

    [Fact(Explicit = true)]
    public async Task RunUntilKilled()
    {
        var arguments = (Environment.GetEnvironmentVariable(Variable) ?? throw new InvalidOperationException("Only SessionKillTests starts this.")).Split(' ');
        var folder = arguments[0];
        await using var store = new LiteDbNotebookStore(new DataFolder(Path.Combine(folder, "data")), new StorageOptions(), DatabaseSchema.Current, NullLogger.Instance);
        var launcher = new FakeKernelLauncher();
        launcher.Script.OnAny(PrintForEverAsync);
        await using var host = new SessionHost(store, launcher);
        var session = (await host.Sessions.OpenAsync(new NotebookId(arguments[1]), TestContext.Current.CancellationToken))!;

        // What the run before had shown stays until this one shows something, and is not this one's.
        var former = session.Snapshot.Document.Find(Printer)!.Outputs.Select(static output => output.OutputId).ToHashSet();
        await session.MustAsync(new RunCells([Printer]));
        await Task.WhenAll([WatchAsync(session, folder, former), .. Enumerable.Range(1, Typists).Select(i => TypeAsync(session, folder, Id(i)))]);
    }

    private static async Task PrintForEverAsync(FakeRun run)
    {
        for (var n = 0; ; n++)
        {
            run.Print(string.Create(CultureInfo.InvariantCulture, $"{n}\n"));
            if (n % 20 == 0)
                await Task.Delay(1, run.Interrupted);
        }
    }

    private static async Task TypeAsync(INotebookSession session, string folder, CellId cellId)
    {
        await using var acknowledged = Open(folder, cellId.Value);
        while (true)
        {
            await session.MustAsync(Typing(session, cellId, "x", cellId.Value));
            Write(acknowledged, session.Snapshot.Document.Find(cellId)!.Source.Length);
        }
    }

    private static async Task WatchAsync(INotebookSession session, string folder, HashSet<string> former)
    {
        await using var shown = Open(folder, Printer.Value);
        using var watching = session.Subscribe(Person());
        while (await watching.NextAsync(TestContext.Current.CancellationToken) is { } change)
            if (change.Snapshot.Document.Find(Printer)!.Outputs is [StreamOutput { Text.LineCount: var lines } output] && !former.Contains(output.OutputId))
                Write(shown, lines);
    }

    // Unbuffered, so that a line is with the system before anything else happens.
    private static FileStream Open(string folder, string name) => new(Path.Combine(folder, name), FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);

    private static void Write(FileStream file, long number) => file.Write(System.Text.Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{number}\n")));
}
