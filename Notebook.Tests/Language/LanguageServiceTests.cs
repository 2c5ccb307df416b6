using Notebook.Protocol.Language;
using static Notebook.Tests.Language.LanguageConversation;

namespace Notebook.Tests.Language;

/// <summary>Each service on small notebooks, through the host that the process has.</summary>
public sealed class LanguageServiceTests
{
    [Fact]
    public async Task Complete_NameOfCellAbove_ListsItsMembers()
    {
        await using var language = await OfAsync("var numbers = new List<int> { 1, 2 };", "");

        var listed = await language.CompleteAsync("b", "numbers.|", '.');

        Assert.Contains(listed.Items, static item => item is { Label: "Add", Kind: "method" });
        Assert.Contains(listed.Items, static item => item is { Label: "Count", Kind: "property" });
        Assert.Contains(listed.Items, static item => item.Label == "Where");
    }

    [Fact]
    public async Task Complete_RedefinedName_TakesTheLastAbove()
    {
        await using var language = await OfAsync("var x = 1;", "var x = \"text\";", "");

        var listed = await language.CompleteAsync("c", "x.|", '.');

        Assert.Contains(listed.Items, static item => item.Label == "Length");
    }

    [Fact]
    public async Task Complete_CellBelow_IsNotSeen()
    {
        await using var language = await OfAsync("", "var later = 1;");

        var listed = await language.CompleteAsync("a", "lat|");

        Assert.DoesNotContain(listed.Items, static item => item.Label == "later");
    }

    [Fact]
    public async Task Complete_Item_IsDescribedWithDocumentation()
    {
        await using var language = await OfAsync("");
        var listed = await language.CompleteAsync("a", "Console.|", '.');

        var described = await language.AskAsync<CompletionDescribed>(new DescribeCompletion
        {
            RequestId = language.NextId(), NotebookId = NotebookId, ListId = listed.ListId, Index = listed.Items.First(static item => item.Label == "WriteLine").Index,
        });

        Assert.Contains("Console.WriteLine", described.Signature, StringComparison.Ordinal);
        Assert.NotEqual("", described.Documentation);
    }

    [Fact]
    public async Task Complete_Directive_ListsDirectivesAndParameters()
    {
        await using var language = await OfAsync("");

        var names = await language.CompleteAsync("a", "#!im|");
        var parameters = await language.CompleteAsync("a", "#!set --|");

        Assert.Contains(names.Items, static item => item.Label == "import");
        Assert.Contains(names.Items, static item => item.Label == "sql");
        Assert.Contains(parameters.Items, static item => item.Label == "--value");
    }

    [Fact]
    public async Task Describe_Method_TellsSignatureAndSummary()
    {
        await using var language = await OfAsync("/// <summary>Adds what is there.</summary>\nint Sum(int[] items) => items.Sum();", "");

        var described = await language.At("b", "S|um([1])", (text, position) =>
            language.AskAsync<SymbolDescribed>(new DescribeSymbol { RequestId = language.NextId(), NotebookId = NotebookId, CellId = "b", Text = text, Position = position }));

        Assert.Contains("int Sum(int[] items)", described.Signature, StringComparison.Ordinal);
        Assert.Contains("Adds what is there.", described.Documentation, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Math.Max(1, |", "Math.Max(", 1)]
    [InlineData("new List<int>(|)", "List<int>(", 0)]
    [InlineData("Add(1, Add(|", "Add(int left, int right)", 0)]
    [InlineData("Add(right: |", "Add(int left, int right)", 1)]
    public async Task Signatures_InACall_TellOverloadsAndParameter(string marked, string label, int parameter)
    {
        await using var language = await OfAsync("int Add(int left, int right) => left + right;", "");

        var listed = await language.At("b", marked, (text, position) =>
            language.AskAsync<SignaturesListed>(new ListSignatures { RequestId = language.NextId(), NotebookId = NotebookId, CellId = "b", Text = text, Position = position }));

        Assert.Contains(label, listed.Signatures[listed.Active].Label, StringComparison.Ordinal);
        Assert.Equal(parameter, listed.Parameter);
    }

    [Fact]
    public async Task Format_Cell_LaysOutCodeAndLeavesDirectives()
    {
        const string text = "#!time\nvar   x=1;\nif(x==1){x++;}";
        await using var language = await OfAsync(text);

        var proposed = await language.AskAsync<EditsProposed>(new Format { RequestId = language.NextId(), NotebookId = NotebookId, Cells = [new LanguageCell { CellId = "a", Language = "csharp", Text = text }] });

        Assert.Equal("#!time\nvar x = 1;\nif (x == 1) { x++; }", language.After(Assert.Single(proposed.Cells)));
    }

    [Fact]
    public async Task Find_NameOverCells_ListsDefinitionAndUses()
    {
        await using var language = await OfAsync("var total = 1;", "total += 2;", "// total\nConsole.WriteLine(total);", "var total = 5;", "total");

        var found = await language.At("c", "// total\nConsole.WriteLine(to|tal);", (text, position) =>
            language.AskAsync<SymbolFound>(new FindSymbol { RequestId = language.NextId(), NotebookId = NotebookId, CellId = "c", Text = text, Position = position }));

        Assert.Equal(["a", "b", "c"], found.Places.Select(static place => place.CellId));
        Assert.True(found.Places[0].IsDefinition);
        Assert.Equal(2, found.Places[2].Line);
    }

    [Fact]
    public async Task Rename_OverThreeCells_ChangesEachPlaceAndNothingElse()
    {
        await using var language = await OfAsync("var total = 1;", "total += 2; // total", "total", "var total = 5;");

        var proposed = await RenameAsync(language, "c", "tot|al", "sum");

        Assert.Null(proposed.Problem);
        Assert.Equal(["var sum = 1;", "sum += 2; // total", "sum"], proposed.Cells.Select(language.After));
    }

    [Fact]
    public async Task Rename_Class_TakesItsConstructorsAlong()
    {
        await using var language = await OfAsync("class Point { public Point(int x) { } }", "new Point(1)");

        var proposed = await RenameAsync(language, "b", "new Po|int(1)", "Place");

        Assert.Equal(["class Place { public Place(int x) { } }", "new Place(1)"], proposed.Cells.Select(language.After));
    }

    [Theory]
    [InlineData("var to|tal = 1;", "2x", "can't be a name")]
    [InlineData("var to|tal = 1;", "class", "can't be a name")]
    [InlineData("var to|tal = 1;", "other", "already")]
    [InlineData("Conso|le.WriteLine();", "Terminal", "only what cells define")]
    [InlineData("// no|thing", "x", "Nothing")]
    public async Task Rename_ThatWouldBreak_SaysWhy(string marked, string name, string words)
    {
        await using var language = await OfAsync("", "var other = 2;", "total + other");
        await language.EditAsync("a", Unmark(marked).Text);

        var proposed = await RenameAsync(language, "a", marked, name);

        Assert.Contains(words, proposed.Problem, StringComparison.Ordinal);
        Assert.Empty(proposed.Cells);
    }

    [Fact]
    public async Task Fixes_UnknownType_OfferItsNamespace()
    {
        await using var language = await OfAsync("");

        var listed = await language.At("a", "#!time\nvar w = new Stop|watch();", (text, position) =>
            language.AskAsync<FixesListed>(new ListFixes { RequestId = language.NextId(), NotebookId = NotebookId, CellId = "a", Text = text, Position = position }));

        var fix = listed.Fixes[0];
        Assert.Equal("using System.Diagnostics;", fix.Title);
        Assert.Equal(new TextEdit(7, 7, "using System.Diagnostics;\n"), Assert.Single(fix.Edits));
    }

    [Fact]
    public async Task Fixes_UnknownNamespace_NamesItForPackages()
    {
        await using var language = await OfAsync("");

        var listed = await language.At("a", "using Some.Pack|age;", (text, position) =>
            language.AskAsync<FixesListed>(new ListFixes { RequestId = language.NextId(), NotebookId = NotebookId, CellId = "a", Text = text, Position = position }));

        Assert.Equal(["Some.Package"], listed.UnknownNamespaces);
    }

    [Fact]
    public async Task Classify_Cell_TellsTypesMethodsAndVariables()
    {
        const string text = "#!time\nvar list = new List<int>();\nlist.Add(1);";
        await using var language = await OfAsync(text);

        var classified = await language.AskAsync<TextClassified>(new Classify { RequestId = language.NextId(), NotebookId = NotebookId, CellId = "a", Text = text, Position = 0 });

        var words = classified.Spans.Chunk(3).Select(span => (Word: text.Substring(span[0], span[1]), Kind: classified.Kinds[span[2]])).ToList();
        Assert.Contains(("List", "type"), words);
        Assert.Contains(("Add", "method"), words);
        Assert.Contains(("list", "local"), words);
        Assert.All(classified.Spans.Chunk(3), static span => Assert.True(span[0] > 6));
    }

    private static Task<EditsProposed> RenameAsync(LanguageConversation language, string cellId, string marked, string name) => language.At(cellId, marked, (text, position) =>
        language.AskAsync<EditsProposed>(new RenameSymbol { RequestId = language.NextId(), NotebookId = NotebookId, CellId = cellId, Text = text, Position = position, NewName = name }));
}
