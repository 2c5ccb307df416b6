using System.Security.Claims;
using System.Text;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Notebook.Tests.Sessions;
using Notebook.Web.Accounts;
using Notebook.Web.Components.Notebooks;
using Notebook.Web.Components.Outputs;
using Notebook.Web.Components.Pages;
using Notebook.Web.Documents;
using Notebook.Tests.Components.Fakes;
using Notebook.Web.Language;
using Notebook.Web.Sessions;
using Notebook.Web.Sharing;

namespace Notebook.Tests.Components;

/// <summary>Home and the notebook page over the real sessions with fakes below them.</summary>
public sealed class PageTests : IAsyncDisposable
{
    private readonly SessionHost _host = new();
    private readonly BunitContext _context = new();

    public PageTests()
    {
        // A loaded machine renders a page in more than the second that bUnit would wait.
        BunitContext.DefaultWaitTimeout = SessionTable.Patience;
        Serve(_context, _host, TimeProvider.System, SessionHost.OwnerId);
    }

    [Fact]
    public async Task Home_NotebooksThere_ListsThemAsLinks()
    {
        var id = (await _host.OpenAsync("1", "2")).NotebookId;

        var home = _context.Render<Home>();

        Assert.Equal("Notebooks", home.Find("h1").TextContent);
        var link = home.Find($"a[href='/n/{id}']");
        Assert.Equal("Test", link.TextContent);
        Assert.Equal("2 cells", home.Find(".cells-count").TextContent);
    }

    [Fact]
    public void Home_NothingThere_SaysHowToBegin() =>
        Assert.Contains("saved from the moment you create it", _context.Render<Home>().Find(".empty").TextContent, StringComparison.Ordinal);

    [Fact]
    public async Task Home_NewNotebook_CreatesOneWithAnEmptyCellAndOpensIt()
    {
        var home = _context.Render<Home>();

        await Button(home, "New notebook").ClickAsync();

        var notebook = Assert.Single(await _host.Notebooks.ListAsync(Xunit.TestContext.Current.CancellationToken));
        Assert.Equal(1, notebook.CellCount);
        Assert.EndsWith($"/n/{notebook.Id}", _context.Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Home_NewNotebookThatCannotBeStored_SaysWhy()
    {
        _host.Memory.CommitRefusal = "The disk is full.";
        var home = _context.Render<Home>();

        await Button(home, "New notebook").ClickAsync();

        Assert.Contains("The disk is full.", home.Find(".imports").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Home_ImportSeveralFiles_KeepsTheGoodAndSaysWhatIsWrongWithTheRest()
    {
        var home = _context.Render<Home>();

        home.FindComponent<InputFile>().UploadFiles(
            InputFileContent.CreateFromText("#!csharp\n1+1\n", "good.dib"),
            InputFileContent.CreateFromBinary(Encoding.UTF8.GetBytes("{\"cells\": ["), "broken.ipynb"),
            InputFileContent.CreateFromText("hello", "notes.txt"));

        home.WaitForAssertion(() =>
        {
            var lines = home.FindAll(".imports li").Select(static li => li.TextContent).ToList();
            Assert.Equal(3, lines.Count);
            Assert.Contains("good.dib: 1 cell", lines[0], StringComparison.Ordinal);
            Assert.Contains("broken.ipynb can't be read", lines[1], StringComparison.Ordinal);
            Assert.Contains("notes.txt is not a notebook", lines[2], StringComparison.Ordinal);
            Assert.Single(home.FindAll(".book"));
        });
    }

    [Fact]
    public async Task Home_Search_ShowsTheMatchingLineMarked()
    {
        var session = await _host.OpenAsync("var storm = 1;", "storm * surge");
        await _host.OpenAsync("calm");
        var home = _context.Render<Home>();

        await home.Find("input[type=search]").InputAsync(new() { Value = "surge" });

        home.WaitForAssertion(() =>
        {
            Assert.Equal($"/n/{session.NotebookId}", Assert.Single(home.FindAll("[aria-label='Search results'] a")).GetAttribute("href"));
            Assert.Equal("surge", home.Find(".found-line mark").TextContent);
            Assert.StartsWith("Cell 2", home.Find(".found-line").TextContent, StringComparison.Ordinal);
        });
        await home.Find("input[type=search]").InputAsync(new() { Value = "" });
        home.WaitForAssertion(() => Assert.Equal(2, home.FindAll(".book").Count));
    }

    [Fact]
    public async Task Home_MenuOfANotebook_RenamesDuplicatesDeletesAndUndoes()
    {
        await _host.OpenAsync("1");
        var home = _context.Render<Home>();

        await ChooseAsync(home, "Test", "Rename");
        await home.Find("input[aria-label='Title of Test']").InputAsync(new() { Value = "Tides" });
        await home.Find("input[aria-label='Title of Test']").KeyDownAsync(new KeyboardEventArgs { Key = "Enter" });
        home.WaitForAssertion(() => Assert.Equal("Tides", home.Find(".book a").TextContent));

        await ChooseAsync(home, "Tides", "Duplicate");
        home.WaitForAssertion(() => Assert.Equal(["Copy of Tides", "Tides"], home.FindAll(".book a").Select(static a => a.TextContent).Order(StringComparer.Ordinal)));

        await ChooseAsync(home, "Tides", "Delete");
        home.WaitForAssertion(() => Assert.Equal("Copy of Tides", Assert.Single(home.FindAll(".book h2 a")).TextContent));

        await Button(home, "Undo").ClickAsync();
        home.WaitForAssertion(() => Assert.Equal(2, home.FindAll(".book h2 a").Count));
    }

    [Fact]
    public async Task Home_SortedByTitle_SaysSoInTheAddress()
    {
        await _host.OpenAsync(SessionTable.NotebookOf("1") with { Title = "b", ModifiedAt = SessionTable.Noon });
        await _host.OpenAsync(SessionTable.NotebookOf("1") with { Title = "A", ModifiedAt = SessionTable.Noon.AddDays(-1) });
        var home = _context.Render<Home>();
        Assert.Equal(["b", "A"], home.FindAll(".book h2 a").Select(static a => a.TextContent));

        await home.Find("select").ChangeAsync(new() { Value = "title" });

        Assert.EndsWith("?sort=title", _context.Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
        home.WaitForAssertion(() => Assert.Equal(["A", "b"], home.FindAll(".book h2 a").Select(static a => a.TextContent)));
    }

    [Fact]
    public async Task Trash_Notebook_IsRestoredOrAskedAboutAndDeletedForever()
    {
        var (first, second) = ((await _host.OpenAsync(SessionTable.NotebookOf("1") with { Title = "One" })).NotebookId, (await _host.OpenAsync(SessionTable.NotebookOf("2") with { Title = "Two" })).NotebookId);
        await _host.Notebooks.TrashAsync(first, Xunit.TestContext.Current.CancellationToken);
        await _host.Notebooks.TrashAsync(second, Xunit.TestContext.Current.CancellationToken);
        var trash = _context.Render<Trash>();

        await Button(trash, "Restore One").ClickAsync();
        trash.WaitForAssertion(() => Assert.Equal(["Two"], trash.FindAll(".book h2").Select(static h => h.TextContent)));
        await Button(trash, "Delete Two forever").ClickAsync();
        await Button(trash, "Keep Two").ClickAsync();
        await Button(trash, "Delete Two forever").ClickAsync();
        await Button(trash, "Really delete Two forever").ClickAsync();

        trash.WaitForAssertion(() => Assert.Contains("The trash is empty.", trash.Markup, StringComparison.Ordinal));
        Assert.Equal([first], (await _host.Notebooks.ListAsync(Xunit.TestContext.Current.CancellationToken)).Select(static n => n.Id));
        Assert.Null(await _host.Notebooks.FindAsync(second, Xunit.TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Notebook_MovedToTheTrashWhileOpen_SaysSoAndOffersToRestoreIt()
    {
        var session = await _host.OpenAsync("1");
        var page = _context.Render<NotebookPage>(p => p.Add(n => n.Id, session.NotebookId.Value));
        page.WaitForElement("section.cell");

        await _host.Notebooks.TrashAsync(session.NotebookId, Xunit.TestContext.Current.CancellationToken);

        page.WaitForAssertion(() => Assert.Equal("This notebook is in the trash", page.Find("h1").TextContent), SessionTable.Patience);
        var later = _context.Render<NotebookPage>(p => p.Add(n => n.Id, session.NotebookId.Value));
        later.WaitForAssertion(() => Assert.Contains("“Test”", later.Find("main p").TextContent, StringComparison.Ordinal), SessionTable.Patience);
        await Button(later, "Restore").ClickAsync();
        Assert.NotNull(await _host.Sessions.OpenAsync(session.NotebookId, Xunit.TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Notebook_ControlsAndCells_HaveTheirNames()
    {
        var session = await _host.OpenAsync("1", "2");

        var page = _context.Render<NotebookPage>(p => p.Add(n => n.Id, session.NotebookId.Value));

        page.WaitForElement("section.cell");
        Assert.Equal("Test", page.Find("input[aria-label='Notebook title']").GetAttribute("value"));
        foreach (var name in (string[])["Run all", "Interrupt", "Restart kernel", "Export", "Add code cell", "Add text cell"])
            Assert.Single(page.FindAll("button"), button => (button.GetAttribute("aria-label") ?? button.TextContent.Trim()) == name);
        Assert.Equal(["Cell 1, code, not run", "Cell 2, code, not run"], page.FindAll("section.cell").Select(static c => c.GetAttribute("aria-label")));
        page.WaitForAssertion(() => Assert.Equal(session.Snapshot.Kernel.Word, page.Find("[role=status][aria-label=Kernel]").TextContent.Trim()), SessionTable.Patience);
    }

    [Fact]
    public async Task Notebook_TitleChanged_RenamesIt()
    {
        var session = await _host.OpenAsync("1");
        var page = _context.Render<NotebookPage>(p => p.Add(n => n.Id, session.NotebookId.Value));
        page.WaitForElement("input.title");

        await page.Find("input.title").ChangeAsync(new() { Value = "  Better  " });

        Assert.Equal("Better", session.Snapshot.Document.Title);
    }

    [Fact]
    public async Task Notebook_CellRunElsewhere_ShowsItsOutput()
    {
        _host.Script.On("1", static run => run.Result("one"));
        var session = await _host.OpenAsync("1");
        var page = _context.Render<NotebookPage>(p => p.Add(n => n.Id, session.NotebookId.Value));
        page.WaitForElement("section.cell");

        await session.MustAsync(new RunAll());

        page.WaitForAssertion(() => Assert.Equal("one", page.Find(".output .value").TextContent), SessionTable.Patience);
        page.WaitForAssertion(() => Assert.Equal("Cell 1, code, succeeded", page.Find("section.cell").GetAttribute("aria-label")), SessionTable.Patience);
    }

    [Fact]
    public async Task Notebook_CellsInsertedMovedAndDeletedElsewhere_FollowTheSession()
    {
        var session = await _host.OpenAsync("1", "2");
        var page = _context.Render<NotebookPage>(p => p.Add(n => n.Id, session.NotebookId.Value));
        page.WaitForElement("section.cell");

        await session.MustAsync(new InsertCell(new("new"), CellKind.Code, null, "0"));
        await session.MustAsync(new MoveCells([SessionTable.Id(0)], SessionTable.Id(1)));
        await session.MustAsync(new DeleteCells([SessionTable.Id(1)]));

        page.WaitForAssertion(() => Assert.Equal(["0", "1"], page.FindAll(".source-text").Select(static s => s.TextContent)), SessionTable.Patience);
    }

    [Fact]
    public async Task Notebook_RoleThatEndsByItself_IsLessAndThenNothingInTheOpenPage()
    {
        var (time, token) = (new FakeTimeProvider(SessionTable.Noon), Xunit.TestContext.Current.CancellationToken);
        await using var host = new SessionHost(time: time);
        await using var context = new BunitContext();
        Serve(context, host, time, "ada");
        var session = await host.OpenAsync("1");
        var owner = SessionHost.Person(SessionHost.OwnerId);
        Assert.Null(await host.Sharing.GrantAsync(session.NotebookId, new Grantee.Person("ada"), NotebookRole.Editor, owner, SessionTable.Noon.AddHours(1), token));
        Assert.Null(await host.Sharing.GrantAsync(session.NotebookId, new Grantee.SignedIn(), NotebookRole.Viewer, owner, SessionTable.Noon.AddHours(2), token));
        var page = context.Render<NotebookPage>(p => p.Add(n => n.Id, session.NotebookId.Value));
        page.WaitForElement("[data-role=editor]");

        time.Advance(TimeSpan.FromHours(1) + TimeSpan.FromSeconds(1));
        page.WaitForElement("[data-role=viewer]");
        Assert.DoesNotContain(page.FindAll("button"), static button => button.TextContent.Contains("Run all", StringComparison.Ordinal));

        time.Advance(TimeSpan.FromHours(1) + TimeSpan.FromSeconds(1));
        page.WaitForAssertion(() => Assert.Equal("You no longer have access to this notebook", page.Find("h1").TextContent));
        Assert.Empty(page.FindAll("section.cell"));
    }

    [Theory]
    [InlineData("aaaaaaaaaaaaaaaa")]
    [InlineData("../../etc/passwd")]
    public void Notebook_NoSuchId_SaysSo(string id)
    {
        var page = _context.Render<NotebookPage>(p => p.Add(n => n.Id, id));

        page.WaitForAssertion(() => Assert.Equal("There is no such notebook", page.Find("h1").TextContent));
    }

    [Fact]
    public async Task Notebook_KernelGone_SaysWhyInWords()
    {
        _host.Script.Hold("1");
        var session = await _host.OpenAsync("1");
        var page = _context.Render<NotebookPage>(p => p.Add(n => n.Id, session.NotebookId.Value));
        page.WaitForElement("section.cell");
        await session.MustAsync(new RunAll());
        var kernel = await _host.Kernels.NextKernelAsync(Xunit.TestContext.Current.CancellationToken);
        await kernel.NextRunAsync(Xunit.TestContext.Current.CancellationToken);

        kernel.End(137, "The kernel ran out of memory.");

        page.WaitForAssertion(() => Assert.Contains("The kernel ran out of memory.", page.Find("[role=alert]").TextContent, StringComparison.Ordinal), SessionTable.Patience);
    }

    /// <summary>What pages need, for somebody who is signed in.</summary>
    private static void Serve(BunitContext context, SessionHost host, TimeProvider time, string personId)
    {
        context.JSInterop.Mode = JSRuntimeMode.Loose;
        context.Services.AddSingleton(host.Sessions);
        context.Services.AddSingleton(host.Visible);
        context.Services.AddSingleton(host.Access);
        context.Services.AddSingleton(host.Sharing);
        context.Services.AddSingleton(host.Copies);
        context.Services.AddSingleton<IAccountDirectory>(host.Accounts);
        context.AddAuthorization().SetAuthorized("Owner").SetClaims(new Claim(ClaimTypes.NameIdentifier, personId));
        context.Services.AddSingleton(time);
        context.Services.AddSingleton<MarkdownRenderer>();
        context.Services.AddSingleton<CellProse>();
        context.Services.AddSingleton<ILanguageService>(new FakeLanguageService());
        context.Services.AddSingleton<CircuitPresence>();
        context.Services.AddScoped<PageScript>();
        context.Services.AddScoped<NotebookViews>();
    }

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        await _host.DisposeAsync();
    }

    private static AngleSharp.Dom.IElement Button<T>(IRenderedComponent<T> page, string name)
        where T : IComponent => page.FindAll("button").Single(button => (button.GetAttribute("aria-label") ?? button.TextContent.Trim()) == name);

    /// <summary>Opens a notebook's menu and takes an item.</summary>
    private static async Task ChooseAsync(IRenderedComponent<Home> home, string title, string item)
    {
        await Button(home, $"More for {title}").ClickAsync();
        await home.FindAll("[role=menuitem]").Single(found => found.TextContent == item).ClickAsync();
    }
}
