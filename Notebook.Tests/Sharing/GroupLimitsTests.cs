using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Notebook.Tests.Accounts;
using Notebook.Tests.Sessions;
using Notebook.Web.Accounts;
using Notebook.Web.Documents;
using Notebook.Web.Sandbox;
using Notebook.Web.Sessions;
using Notebook.Web.Sharing;
using Notebook.Web.Storage;

namespace Notebook.Tests.Sharing;

/// <summary>What kernels of a group's notebooks may use: set by its managers, within what the server gives.</summary>
public sealed class GroupLimitsTests : IAsyncDisposable
{
    private static readonly Visitor Owner = SessionHost.Person(SessionHost.OwnerId);
    private static readonly GroupLimits Small = new() { MemoryMegabytes = 512, CellMinutes = 1.5 };

    private readonly KernelLimits _server = new() { MemoryMegabytes = 2_048, CellMinutes = 60, CellProcessorMinutes = 0 };
    private readonly SessionHost _host = new();
    private readonly AccountHost _accounts = new();
    private readonly GroupTerms _terms;
    private readonly GroupBook _book;

    public GroupLimitsTests()
    {
        _terms = new(_host.Store.Sharing, _server);
        _host.LimitsOf = _terms.LimitsOf;
        _book = new(_host.Store, _host.Access, _accounts.Services.GetRequiredService<IAccountDirectory>(), _host.Areas, _host.GroupKernels, _terms, _host.Audit, TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        _book.Dispose();
        await _accounts.DisposeAsync();
        await _host.DisposeAsync();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SetLimits_ByAManager_HoldsForTheNextKernelsOfTheGroupsNotebooksAndNoOthers()
    {
        var lab = (await _book.CreateAsync("Lab", Owner)).Id!.Value;
        var inside = await _host.OpenAsync("1");
        var outside = await _host.OpenAsync(SessionTable.NotebookOf("1") with { Id = NotebookId.New() });
        await _host.Sharing.MoveToGroupAsync(inside.NotebookId, lab, Owner, Token);
        await inside.MustAsync(new RunAll());
        Assert.Null((await _host.Kernels.NextKernelAsync(Token)).Options.Limits);
        await inside.UntilRunAsync(SessionTable.Id(0), CellRunState.Succeeded);

        Assert.Null(await _book.SetLimitsAsync(lab, Small, Owner));
        await inside.MustAsync(new RestartKernel());
        var limited = (await _host.Kernels.NextKernelAsync(Token)).Options.Limits!;
        await outside.MustAsync(new RunAll());
        var other = await _host.Kernels.NextKernelAsync(Token);

        Assert.Equal((512, 1.5, 0d), (limited.MemoryMegabytes, limited.CellMinutes, limited.CellProcessorMinutes));
        Assert.Equal(_server.Threads, limited.Threads);
        Assert.Null(other.Options.Limits);
        Assert.Null(await _book.SetLimitsAsync(lab, new GroupLimits(), Owner));
        Assert.Null(_terms.LimitsOf(inside.NotebookId));
        Assert.Null(_host.Access.State.Groups[lab].Limits);
    }

    [Fact]
    public async Task SetLimits_ByWhoeverManagesItNot_IsRefused()
    {
        // The first account has the id of the owner.
        await _accounts.CreateAsync("Owner");
        var ada = await _accounts.CreateAsync("Ada");
        var lab = (await _book.CreateAsync("Lab", Owner)).Id!.Value;
        await _book.AddAsync(lab, "ada@lab.example", Owner);

        foreach (var by in new[] { SessionHost.Person(ada.Id), SessionHost.Person("cleo"), Visitor.Nobody })
            Assert.NotNull(await _book.SetLimitsAsync(lab, Small, by));

        Assert.Null(_host.Access.State.Groups[lab].Limits);
    }

    [Fact]
    public async Task Administrators_SetLimitsAndTakeOver_AndTheAuditLogSaysSo()
    {
        var boss = await _accounts.CreateAsync("Boss", isAdministrator: true);
        var ada = await _accounts.CreateAsync("Ada");
        var (manager, administrator) = (SessionHost.Person(ada.Id), SessionHost.Person(boss.Id));
        var lab = (await _book.CreateAsync("Lab", manager)).Id!.Value;

        Assert.Null(await _book.SetLimitsAsync(lab, Small, administrator));

        Assert.Equal(Small, _host.Access.State.Groups[lab].Limits);
        Assert.False(_host.Access.State.Groups[lab].HasMember(boss.Id));
        Assert.Equal((boss.Id, AuditActions.GroupChanged, "Lab", "limits: 512 MB, 1.5 min a cell, as administrator"), Last());
        // Everything else stays the managers' affair.
        Assert.NotNull(await _book.RenameAsync(lab, "Mine", administrator));
        Assert.NotNull(await _book.DeleteAsync(lab, administrator));
        Assert.NotNull(await _book.RemoveAsync(lab, ada.Id, administrator));
        Assert.NotNull((await _book.InviteAsync(lab, administrator)).Problem);

        Assert.NotNull(await _book.TakeOverAsync(lab, manager));
        Assert.Null(await _book.TakeOverAsync(lab, administrator));
        Assert.Equal((boss.Id, AuditActions.GroupTaken, "Lab", "as administrator"), Last());
        Assert.True(_host.Access.State.Groups[lab].IsManagedBy(boss.Id));
        Assert.True(_host.Access.State.Groups[lab].IsManagedBy(ada.Id));
        Assert.NotNull(await _book.TakeOverAsync(lab, administrator));
        Assert.Null(await _book.RenameAsync(lab, "Laboratory", administrator));

        (string?, string, string, string) Last() => _host.Audit.Entries[^1] is var entry ? (entry.PersonId, entry.Action, entry.Subject, entry.Detail) : default;
    }

    [Fact]
    public async Task Folder_ThatIsFull_SaysThatItIsTheGroups()
    {
        var areas = new Web.Files.NotebookAreas(_host.Folder, new() { QuotaMegabytes = 1 });

        var full = await Assert.ThrowsAnyAsync<IOException>(() => areas.OfGroup(GroupId.New()).AddAsync("", "x", new MemoryStream(), 2 * 1024 * 1024, Token));

        Assert.Contains("the group's folder may hold 1 MB", full.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_ForAdministratorsOnly_SaysHowMuchEachGroupIsAndNothingOfItsWork()
    {
        var boss = await _accounts.CreateAsync("Boss", isAdministrator: true);
        var ada = await _accounts.CreateAsync("Ada");
        var manager = SessionHost.Person(ada.Id);
        var lab = (await _book.CreateAsync("Lab", manager)).Id!.Value;
        await _host.Visible.CreateAsync(SessionTable.NotebookOf("1") with { Title = "Hidden" }, manager, lab, Token);
        await _host.Areas.OfGroup(lab).AddAsync("", "data.csv", new MemoryStream([1, 2, 3]), 3, Token);

        var row = Assert.Single((await _book.ListAsync(SessionHost.Person(boss.Id)))!);

        Assert.Equal(("Lab", "Ada", 1, 3L), (row.Group.Name, row.Managers, row.Notebooks, row.Bytes));
        foreach (var other in new[] { manager, SessionHost.Person("cleo"), Visitor.Nobody })
            Assert.Null(await _book.ListAsync(other));
    }

    [Theory]
    [InlineData("255", "", "", "at least 256 MB")]
    [InlineData("2049", "", "", "at most 2048 MB")]
    [InlineData("", "0", "", "more than 0")]
    [InlineData("", "60.5", "", "at most 60 minutes")]
    [InlineData("", "", "0", "more than 0")]
    public async Task SetLimits_OutsideWhatTheServerGives_SaysTheBound(string memory, string minutes, string processor, string words)
    {
        var lab = (await _book.CreateAsync("Lab", Owner)).Id!.Value;

        Assert.Contains(words, await _book.SetLimitsAsync(lab, GroupLimits.Read(memory, minutes, processor).Limits!, Owner), StringComparison.Ordinal);
        Assert.Null(_host.Access.State.Groups[lab].Limits);
    }

    [Theory]
    [InlineData("much", "")]
    [InlineData("-1", "")]
    [InlineData("512.5", "")]
    [InlineData("99999999999", "")]
    [InlineData("", "1e3")]
    [InlineData("", "NaN")]
    public void Read_WhatIsNoNumber_SaysSo(string memory, string minutes) => Assert.NotNull(GroupLimits.Read(memory, minutes, null).Problem);

    [Fact]
    public void Within_AServerThatGivesLessNow_IsCutToThat()
    {
        var (cut, free) = (Small.Within(new() { MemoryMegabytes = 400, CellMinutes = 1 }), Small.Within(new() { MemoryMegabytes = 0, CellMinutes = 0 }));

        Assert.Equal((400, 1d), (cut.MemoryMegabytes, cut.CellMinutes));
        Assert.Equal((512, 1.5), (free.MemoryMegabytes, free.CellMinutes));
    }

    [Fact]
    public async Task Limits_AreKeptWithTheGroup()
    {
        using var data = new TemporaryFolder();
        var group = new Group { Id = GroupId.New(), Name = "Lab", CreatedAt = SessionTable.Noon, Members = System.Collections.Immutable.ImmutableDictionary<string, bool>.Empty.Add("ada", true), Limits = Small };
        await using (var store = Open(data.Path))
            await store.CommitAsync([new GroupChanged(group), new GroupChanged(group with { Id = GroupId.New(), Limits = null })], Token);

        await using var after = Open(data.Path);
        await after.ListAsync(Token);
        Assert.Equal(Small, after.Sharing.State.Groups[group.Id].Limits);
        Assert.Single(after.Sharing.State.Groups.Values, static other => other.Limits is null);
    }

    private static LiteDbNotebookStore Open(string path) => new(new DataFolder(path), new StorageOptions(), DatabaseSchema.Current, NullLogger.Instance);
}
