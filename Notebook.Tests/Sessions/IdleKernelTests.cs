using Microsoft.Extensions.Time.Testing;
using Notebook.Web.Documents;
using Notebook.Web.Sessions;
using Notebook.Web.Sharing;
using static Notebook.Tests.Sessions.SessionTable;

namespace Notebook.Tests.Sessions;

/// <summary>How a kernel without work ends, and what keeps it.</summary>
public sealed class IdleKernelTests : IAsyncDisposable
{
    private static readonly SessionOptions Options = new() { IdleTime = TimeSpan.FromMinutes(60), Countdown = TimeSpan.FromMinutes(5) };

    private readonly FakeTimeProvider _time = new(Noon);
    private readonly List<ServerOperation> _reported = [];
    private readonly IdleWatch _watch;

    public IdleKernelTests() => _watch = new(Options, _time, operation =>
    {
        _reported.Add(operation);
        return Task.CompletedTask;
    });

    public ValueTask DisposeAsync() => _watch.DisposeAsync();

    [Fact]
    public void Watch_NoWorkForLong_WarnsAndThenEnds()
    {
        _watch.Look(Ready(), wasWork: true);

        _time.Advance(TimeSpan.FromMinutes(54));
        Assert.Empty(_reported);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal([new KernelIdles(1, Noon.AddMinutes(60))], _reported);
        _watch.Look(Warned(), wasWork: false);
        _time.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(new KernelIdled(1, Options.IdleTime), _reported[^1]);
    }

    [Fact]
    public void Watch_WorkMeanwhile_CountsFromThere()
    {
        _watch.Look(Ready(), wasWork: true);
        _time.Advance(TimeSpan.FromMinutes(50));
        _watch.Look(Ready(), wasWork: true);

        _time.Advance(TimeSpan.FromMinutes(54));
        Assert.Empty(_reported);
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal([new KernelIdles(1, Noon.AddMinutes(110))], _reported);
    }

    [Fact]
    public void Watch_BusyKernel_IsNeverIdle()
    {
        _watch.Look(Ready(), wasWork: true);
        _watch.Look(Ready() with { Kernel = new(KernelState.Busy) }, wasWork: false);

        _time.Advance(TimeSpan.FromDays(2));

        Assert.Empty(_reported);
    }

    [Fact]
    public void Watch_NoSetting_LeavesKernelsAlone()
    {
        var watch = new IdleWatch(new SessionOptions(), _time, static _ => throw new InvalidOperationException("It ended a kernel."));
        watch.Look(Ready(), wasWork: true);

        _time.Advance(TimeSpan.FromDays(100));
    }

    [Fact]
    public void Idled_AfterTheCountdown_StopsTheKernelAndSaysWhy()
    {
        var ended = Warned().Observe(new KernelIdled(1, TimeSpan.FromHours(2)), Noon);

        Assert.Equal(KernelState.Stopped, ended.State.Kernel.State);
        Assert.Contains("after 2 hours without work", ended.State.Kernel.Detail, StringComparison.Ordinal);
        Assert.Contains(new StopKernel(1), ended.Effects);
    }

    [Theory]
    [InlineData(NotebookRole.Viewer)]
    [InlineData(NotebookRole.Owner)]
    public void KeepKernel_ByAnyone_EndsTheCountdown(NotebookRole role)
    {
        var kept = Assert.IsType<OperationOutcome.Applied>(Warned().Apply(new KeepKernel(), new(Person(role: role), Noon)));

        Assert.Null(kept.State.Kernel.EndsAt);
        Assert.Equal(kept.State, kept.State.Observe(new KernelIdled(1, Options.IdleTime), Noon).State);
    }

    [Fact]
    public void Rename_WhileItCountsDown_KeepsTheKernel()
    {
        var kept = Assert.IsType<OperationOutcome.Applied>(Warned().Apply(new Rename("New"), new(Person(), Noon)));

        Assert.Null(kept.State.Kernel.EndsAt);
    }

    [Fact]
    public void Idles_KernelThatRuns_IsIgnored()
    {
        var busy = Ready() with { Kernel = new(KernelState.Busy) };

        Assert.Equal(busy, busy.Observe(new KernelIdles(1, Noon), Noon).State);
        Assert.Equal(busy, busy.Observe(new KernelIdled(1, Options.IdleTime), Noon).State);
    }

    [Fact]
    public async Task Session_WithoutWork_EndsItsKernelAndOffersToRebuild()
    {
        await using var host = new SessionHost(options: new() { IdleTime = TimeSpan.FromMilliseconds(400), Countdown = TimeSpan.FromMilliseconds(200) });
        host.Script.Echo();
        var session = await host.OpenAsync("a");
        await session.MustAsync(new RunCells([Id(0)]));
        var kernel = await host.Kernels.NextKernelAsync(TestContext.Current.CancellationToken);

        var ended = await session.UntilAsync(static snapshot => snapshot.Kernel.State == KernelState.Stopped);

        Assert.True(ended.CanRebuild);
        Assert.Equal("a", ended.Document.Cells[0].PlainOutput());
        Assert.Equal(CellRunState.Succeeded, ended.Document.Cells[0].LastRun?.State);
        await kernel.Ended.WaitAsync(Patience, TestContext.Current.CancellationToken);
    }

    private static SessionState Ready() => new() { Document = NotebookOf("a"), OutputIdPrefix = "o", KernelNumber = 1, Kernel = new(KernelState.Ready) };

    private static SessionState Warned() => Ready() with { Kernel = new(KernelState.Ready) { EndsAt = Noon.AddMinutes(60) } };
}
