using Notebook.Protocol.Language;
using Notebook.Tests.Components.Fakes;
using Notebook.Tests.Sessions;
using Notebook.Tests.Sessions.Fakes;
using Notebook.Web.Components.Notebooks;
using Notebook.Web.Components.Outputs;
using Notebook.Web.Language;
using Notebook.Web.Sessions;

namespace Notebook.Tests.Components;

/// <summary>What a page asks about code, and how what is proposed becomes an operation.</summary>
public sealed class CodeQuestionsTests : IAsyncDisposable
{
    private readonly FakeNotebookSession _session = new(SessionTable.NotebookOf("var total = 1;", "total"));
    private readonly FakeLanguageService _language = new();
    private readonly PageChannel _channel;

    public CodeQuestionsTests()
    {
        var view = new NotebookView(_session, SessionTable.Person(), TimeProvider.System) { Language = _language.Open(_session) };
        _channel = new PageChannel(view, new MarkdownRenderer(), static () => { }, static () => { }, static () => Task.FromResult<IEnumerable<NotebookLink>>([]));
    }

    public ValueTask DisposeAsync() => _language.DisposeAsync();

    [Fact]
    public async Task RenameSymbol_Proposed_IsOneOperationWithTheVersionsThatItWasMadeFor()
    {
        _language.Answer = static question => new EditsProposed
        {
            RequestId = question.RequestId, Cells = [new CellEdits("a", 14, [new TextEdit(4, 9, "sum")]), new CellEdits("b", 5, [new TextEdit(0, 5, "sum")])],
        };

        var reply = await _channel.RenameSymbol("a", "var total = 1;", 5, "sum");

        Assert.Equal((null, 2), (reply.Refusal, reply.Cells.Length));
        var change = Assert.IsType<ChangeTexts>(Assert.Single(_session.Operations).Operation);
        Assert.Equal([new TextChange(SessionTable.Id(0), 0, "[4,[0,\"sum\"],[5],5]"), new TextChange(SessionTable.Id(1), 0, "[[0,\"sum\"],[5]]")], change.Changes);
    }

    [Fact]
    public async Task RenameSymbol_MadeForAnotherText_ChangesNothing()
    {
        _language.Answer = static question => new EditsProposed { RequestId = question.RequestId, Cells = [new CellEdits("a", 99, [new TextEdit(4, 9, "sum")])] };

        Assert.Contains("typing", (await _channel.RenameSymbol("a", "var total = 1;", 5, "sum")).Refusal, StringComparison.Ordinal);
        Assert.Empty(_session.Operations);
    }

    [Fact]
    public async Task RenameSymbol_WithAProblem_SaysIt()
    {
        _language.Answer = static question => new EditsProposed { RequestId = question.RequestId, Problem = "No." };

        Assert.Equal("No.", (await _channel.RenameSymbol("a", "x", 0, "y")).Refusal);
    }

    [Fact]
    public async Task EveryQuestion_WithoutAnAnswer_IsNullOrASentence()
    {
        Assert.Null((await _channel.Complete("a", "x", 1, null)).Value);
        Assert.Null((await _channel.Describe("a", "x", 1)).Value);
        Assert.Null((await _channel.Signatures("a", "x", 1)).Value);
        Assert.Null((await _channel.Classify("a", "x", 1)).Value);
        Assert.Null((await _channel.FindSymbol("a", "x", 1)).Value);
        Assert.Null((await _channel.Fixes("a", "x", 1)).Value);
        Assert.Contains("do not answer", (await _channel.Format(["a"])).Refusal, StringComparison.Ordinal);
        Assert.NotNull(await _channel.ChangeStaleMode("never"));
    }

    [Fact]
    public async Task Complete_PackageId_NeedsNoLanguageProcess()
    {
        var listed = (await _channel.Complete("a", "#r \"nuget: newt", 15, "t")).Value;

        var item = Assert.Single(listed!.Items);
        Assert.Equal((11, "Newtonsoft.Json, 13.0.3", "package"), (listed.Start, item.Insert, item.Kind));
    }

    [Fact]
    public async Task Fixes_UnknownNamespace_OffersThePackageThatIsHere()
    {
        _language.Answer = static question => new FixesListed { RequestId = question.RequestId, UnknownNamespaces = ["Newtonsoft.Json.Linq"] };

        var listed = (await _channel.Fixes("a", "using Newtonsoft.Json.Linq;", 8)).Value;

        Assert.Equal("#r \"nuget: Newtonsoft.Json, 13.0.3\"\n", Assert.Single(Assert.Single(listed!.Fixes).Edits).Text);
    }

    [Theory]
    [InlineData("#r \"nuget: Abc", "Abc")]
    [InlineData("var x;\n  #r \"nuget:", "")]
    [InlineData("#r \"nuget: Abc, 1", null)]
    [InlineData("// nuget: Abc", null)]
    [InlineData("", null)]
    public void PackageWord_OfALine_IsTheIdThatIsTyped(string text, string? word) => Assert.Equal(word, PackageWord.Find(text, text.Length)?.Word);

    [Fact]
    public async Task DiagnosticsFeed_SendsCellsThatAreOthersThanBefore()
    {
        var browser = new FakeBrowserPage();
        using var stop = new CancellationTokenSource();
        var running = new DiagnosticsFeed(_language, browser).RunAsync(stop.Token);
        var error = new CodeDiagnostic { Id = "CS0103", Message = "unknown", Severity = CodeSeverity.Error, Start = 0, End = 1 };

        _language.Find(Findings(("a", 0, []), ("b", 0, [error])));
        Assert.Equal(["a", "b"], (await NextAsync(browser)).Cells.Select(static cell => cell.CellId).Order(StringComparer.Ordinal));
        _language.Find(Findings(("a", 1, [error]), ("b", 0, [error])));
        var second = await NextAsync(browser);
        Assert.Equal(("a", 1), (second.Cells[0].CellId, second.Cells[0].Version));
        Assert.Single(second.Cells);
        _language.Find(_language.Findings, "It is off.");
        Assert.Equal("It is off.", (await NextAsync(browser)).Problem);

        await stop.CancelAsync();
        await running;
    }

    private static Task<(IReadOnlyList<CellDiagnostics> Cells, string? Problem)> NextAsync(FakeBrowserPage browser) =>
        browser.Diagnostics.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(SessionTable.Patience);

    private static NotebookFindings Findings(params (string Id, int Version, CodeDiagnostic[] Diagnostics)[] cells) => new(System.Collections.Immutable.ImmutableDictionary.CreateRange(
        cells.Select(static cell => KeyValuePair.Create(new Web.Documents.CellId(cell.Id), new CellFindings(cell.Version, new DiagnosedCell { CellId = cell.Id, Diagnostics = [.. cell.Diagnostics] })))));
}
