using Notebook.Tests.Kernels.Fakes;
using Notebook.Web.Collaboration;
using Notebook.Web.Documents;
using Notebook.Web.Sessions;
using Notebook.Web.Sharing;

namespace Notebook.Tests.Sessions;

/// <summary>What session tests put on the table: people, notebooks, and ways to wait without sleeping.</summary>
internal static class SessionTable
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static Participant Person(string name = "Ada", NotebookRole role = NotebookRole.Owner) =>
        new() { Id = $"tab-{name}", PersonId = name.ToLowerInvariant(), DisplayName = name, Holds = new FixedRole(role) };

    /// <summary>A notebook with one C# cell per source, called a, b, c…</summary>
    public static NotebookDocument NotebookOf(params string[] sources) => new()
    {
        Id = NotebookId.New(),
        Title = "Test",
        CreatedAt = Noon,
        ModifiedAt = Noon,
        Cells = [.. sources.Select(static (source, i) => new Cell { Id = Id(i), Kind = CellKind.Code, Language = "csharp", Text = TextDocument.Of(source) })],
    };

    public static CellId Id(int index) => new(((char)('a' + index)).ToString());

    /// <summary>An edit that appends to the text of a cell as it is now.</summary>
    public static EditText Typing(INotebookSession session, CellId cellId, string text, string client = "editor")
    {
        var now = session.Snapshot.Document.Find(cellId)!.Text;
        return new(cellId, now.Version, [new(client, now.Text.Length == 0 ? $"[[0,\"{text}\"]]" : $"[{now.Text.Length},[0,\"{text}\"]]")]);
    }

    public static Task<OperationResult> AskAsync(this INotebookSession session, Operation operation, Participant? by = null) =>
        session.ApplyAsync(operation, by ?? Person()).AsTask().WaitAsync(Patience);

    public static async Task<OperationResult.Accepted> MustAsync(this INotebookSession session, Operation operation, Participant? by = null) =>
        Assert.IsType<OperationResult.Accepted>(await session.AskAsync(operation, by));

    /// <summary>Waits until the session is as a test expects.</summary>
    public static async Task<SessionSnapshot> UntilAsync(this INotebookSession session, Func<SessionSnapshot, bool> condition)
    {
        using var watching = session.Subscribe(Person("Watcher", NotebookRole.Viewer));
        using var patience = new CancellationTokenSource(Patience);
        var snapshot = session.Snapshot;
        try
        {
            while (!condition(snapshot))
                snapshot = (await watching.NextAsync(patience.Token))?.Snapshot ?? throw new InvalidOperationException("The session closed.");
        }
        catch (OperationCanceledException)
        {
            var cells = string.Join("; ", session.Snapshot.Document.Cells.Select(static c => $"{c.Id}: {c.LastRun?.State} {c.PlainOutput()}"));
            Assert.Fail($"The session never became as expected. Kernel {session.Snapshot.Kernel}, cells {cells}");
        }

        return snapshot;
    }

    public static Task<SessionSnapshot> UntilRunAsync(this INotebookSession session, CellId cellId, CellRunState state) =>
        session.UntilAsync(snapshot => snapshot.Document.Find(cellId)?.LastRun?.State == state);

    /// <summary>A cell's outputs as a terminal would show them.</summary>
    public static string PlainOutput(this Cell cell) => string.Concat(cell.Outputs.Select(static output => output switch
    {
        StreamOutput stream => stream.Text.HeadText + stream.Text.TailText,
        DisplayOutput display => display.Data.PlainText,
        ErrorCellOutput error => error.Error.Message,
        _ => "?",
    }));

    /// <summary>A script whose cells print their own code.</summary>
    public static FakeScript Echo(this FakeScript script) => script.OnAny(static run =>
    {
        run.Print(run.Request.Code);
        return Task.CompletedTask;
    });
}
