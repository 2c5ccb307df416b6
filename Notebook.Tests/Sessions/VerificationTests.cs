using Microsoft.Extensions.Time.Testing;
using Notebook.Web.Documents;
using Notebook.Web.History;
using Notebook.Web.Sessions;
using Notebook.Web.Sharing;

namespace Notebook.Tests.Sessions;

/// <summary>Verifying over the real session: a kernel beside its own, a copy of the folder, a result that is kept.</summary>
public sealed class VerificationTests : IAsyncDisposable
{
    private static readonly CellId A = SessionTable.Id(0);

    private readonly FakeTimeProvider _time = new(SessionTable.Noon);
    private readonly SessionHost _host;

    public VerificationTests()
    {
        _host = new(time: _time);
        _host.Script.Echo();
    }

    [Fact]
    public async Task Verify_SameOutputs_HoldsAndIsKept()
    {
        var session = await RanAsync("one", "two");

        await session.MustAsync(new VerifyNotebook(), SessionTable.Person("Ben", NotebookRole.Runner));
        var found = await FoundAsync(session);

        Assert.True(found.Held);
        Assert.Equal((2, "Ben", false), (found.Compared, found.By, found.IsOutdated));
        Assert.True((await _host.ReopenAsync(session.NotebookId)).Snapshot.Document.Verification!.Held);
    }

    [Fact]
    public async Task Verify_OtherOutput_SaysWhichCellAndWhat()
    {
        var session = await RanAsync("one", "two");
        _host.Script.On("two", static run => run.Print("three"));

        await session.MustAsync(new VerifyNotebook());

        var verdict = Assert.Single((await FoundAsync(session)).Differing);
        Assert.Equal((2, "two", "three"), (verdict.Number, verdict.Expected, verdict.Actual));
        Assert.Equal("two", session.Snapshot.Document.Cells[1].PlainOutput());
    }

    [Fact]
    public async Task Verify_DoesNotTouchTheSessionsKernel()
    {
        var session = await RanAsync("one");
        var before = session.Snapshot;

        await session.MustAsync(new VerifyNotebook());
        Assert.True(session.Snapshot.IsVerifying);
        await FoundAsync(session);

        Assert.Equal((before.Kernel, before.Document.Find(A)!.LastRun), (session.Snapshot.Kernel, session.Snapshot.Document.Find(A)!.LastRun));
    }

    [Fact]
    public async Task Edit_AfterAVerification_MakesItOutdated_AlsoForTheNextOpening()
    {
        var session = await RanAsync("one");
        await session.MustAsync(new VerifyNotebook());
        await FoundAsync(session);

        await session.MustAsync(SessionTable.Typing(session, A, "!"));

        Assert.True(session.Snapshot.Document.Verification!.IsOutdated);
        Assert.True((await _host.ReopenAsync(session.NotebookId)).Snapshot.Document.Verification!.IsOutdated);
    }

    [Fact]
    public async Task Verify_EditedMeanwhile_IsOutdatedWhenItIsDone()
    {
        var session = await RanAsync("one");
        _host.Script.Hold("one");
        await session.MustAsync(new VerifyNotebook());
        await session.MustAsync(SessionTable.Typing(session, A, "!"));
        Assert.True(await Eventually.TrueAsync(() => Task.FromResult(_host.Kernels.LaunchCount == 2)));
        _time.Advance(TimeSpan.FromMinutes(11));

        Assert.True((await FoundAsync(session)).IsOutdated);
    }

    [Fact]
    public async Task Verify_TakesTooLong_IsStoppedAndSaysSo()
    {
        var session = await RanAsync("one");
        _host.Script.Hold("one");
        await session.MustAsync(new VerifyNotebook());
        Assert.True(await Eventually.TrueAsync(() => Task.FromResult(_host.Kernels.LaunchCount == 2)));

        _time.Advance(TimeSpan.FromMinutes(11));

        Assert.Contains("longer than 10 minutes", (await FoundAsync(session)).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_EndsItWithoutAResult()
    {
        var session = await RanAsync("one");
        _host.Script.Hold("one");
        await session.MustAsync(new VerifyNotebook());

        await session.MustAsync(new StopVerifying());

        Assert.Null((await session.UntilAsync(static snapshot => !snapshot.IsVerifying)).Document.Verification);
    }

    [Fact]
    public async Task Verify_Twice_OrWithNothingToCompare_IsRefusedInWords()
    {
        var fresh = await _host.OpenAsync("one");
        Assert.Contains("Run all first", Assert.IsType<OperationResult.Rejected>(await fresh.AskAsync(new VerifyNotebook())).Message, StringComparison.Ordinal);

        var session = await RanAsync("one");
        _host.Script.Hold("one");
        await session.MustAsync(new VerifyNotebook());
        Assert.Contains("already", Assert.IsType<OperationResult.Rejected>(await session.AskAsync(new VerifyNotebook())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_KernelThatDoesNotStart_SaysWhy()
    {
        var session = await RanAsync("one");
        _host.Kernels.Refusal = "There is no memory for another kernel.";

        await session.MustAsync(new VerifyNotebook());

        Assert.Equal("There is no memory for another kernel.", (await FoundAsync(session)).Problem);
    }

    [Fact]
    public async Task Verify_RunsInACopyOfTheFolder_ThatIsGoneAfterwards()
    {
        var session = await RanAsync("one");
        var folder = _host.Folder.NotebookFolder(session.NotebookId);
        Directory.CreateDirectory(Path.Combine(folder, "sub"));
        await File.WriteAllTextAsync(Path.Combine(folder, "sub", "data.csv"), "1", TestContext.Current.CancellationToken);
        var seen = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        _host.Script.On("one", run =>
        {
            run.Print("one");
            seen.TrySetResult(File.Exists(Path.Combine(folder + ".verify", "sub", "data.csv")));
        });

        await session.MustAsync(new VerifyNotebook());

        Assert.True((await FoundAsync(session)).Held);
        Assert.True(await seen.Task);
        Assert.False(Directory.Exists(folder + ".verify"));
        Assert.True(File.Exists(Path.Combine(folder, "sub", "data.csv")));
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private static async Task<Verification> FoundAsync(INotebookSession session) =>
        (await session.UntilAsync(static snapshot => snapshot is { IsVerifying: false, Document.Verification: not null })).Document.Verification!;

    private async Task<INotebookSession> RanAsync(params string[] sources)
    {
        var session = await _host.OpenAsync(sources);
        await session.MustAsync(new RunAll());
        await session.UntilAsync(static snapshot => snapshot.Document.Cells.TrueForAll(static cell => cell.LastRun?.State == CellRunState.Succeeded));
        return session;
    }
}
