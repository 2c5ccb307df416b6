using Microsoft.Extensions.Time.Testing;
using Notebook.Tests.Sessions;
using Notebook.Web.Accounts;
using Notebook.Web.Documents;
using Notebook.Web.Sessions;
using Notebook.Web.Sharing;

namespace Notebook.Tests.Sharing;

/// <summary>Who ran which notebook, in the audit log: each once an hour.</summary>
public sealed class RunAuditTests : IAsyncDisposable
{
    private static readonly Participant Ada = SessionTable.Person("Ada") with { PersonId = "ada" };
    private static readonly Participant Ben = SessionTable.Person("Ben") with { PersonId = "ben" };

    private readonly FakeTimeProvider _time = new(SessionTable.Noon);
    private readonly SessionHost _host;
    private readonly RunAudit _runs;

    public RunAuditTests()
    {
        _host = new(time: _time);
        _runs = new(_host.Sessions, _host.Audit, _time);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Runs_OfTwoPeople_AreWrittenOnceAnHourEach()
    {
        await _runs.StartAsync(TestContext.Current.CancellationToken);
        var session = await _host.OpenAsync("1", "2");

        foreach (var by in new[] { Ada, Ada, Ben, Ada })
            await session.MustAsync(new RunCells([SessionTable.Id(0)]), by);
        Assert.Equal(["Ada ran Test", "Ben ran Test"], Entries());

        _time.Advance(RunAudit.Period);
        await session.MustAsync(new RunAll(), Ada);
        Assert.Equal(["Ada ran Test", "Ben ran Test", "Ada ran Test"], Entries());
        await _runs.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task WhatRunsNothing_OrIsRefused_IsNotWritten()
    {
        await _runs.StartAsync(TestContext.Current.CancellationToken);
        var session = await _host.OpenAsync("1");

        await session.MustAsync(new Rename("Other"), Ada);
        Assert.IsType<OperationResult.Rejected>(await session.ApplyAsync(new RunAll(), Ada with { Holds = new FixedRole(NotebookRole.Viewer) }, TestContext.Current.CancellationToken));
        Assert.IsType<OperationResult.Rejected>(await session.ApplyAsync(new RunAll(), Ada with { OnlyLooks = true }, TestContext.Current.CancellationToken));

        Assert.Empty(Entries());
        Assert.NotEqual(CellRunState.Running, session.Snapshot.Document.Cells[0].LastRun?.State);
    }

    private IEnumerable<string> Entries() => _host.Audit.Entries.Where(static entry => entry.Action == AuditActions.RunStarted).Select(static entry => $"{entry.DisplayName} {entry.Action} {entry.Subject}");
}
