using System.Collections.Immutable;
using System.Text;
using CsCheck;
using Notebook.Protocol;
using Notebook.Protocol.Language;
using static Notebook.Tests.Language.LanguageConversation;

namespace Notebook.Tests.Language;

/// <summary>What the compiler thinks of whole notebooks: errors, definitions, uses.</summary>
public sealed class DiagnosisTests
{
    [Fact]
    public async Task Diagnose_ErrorAfterAnEditAbove_IsInTheCellBelow()
    {
        await using var language = await OfAsync("int count = 1;", "var more = count + 1;", "more.ToString()");
        Assert.All((await language.DiagnoseAsync()).Cells, static cell => Assert.Empty(cell.Diagnostics));

        await language.EditAsync("a", "string count = \"1\";\nint other = 2;");
        await language.EditAsync("b", "int more = count;");
        var diagnosed = await language.DiagnoseAsync();

        var error = Assert.Single(diagnosed.Cells[1].Diagnostics);
        Assert.Equal(("CS0029", CodeSeverity.Error, 11, 16), (error.Id, error.Severity, error.Start, error.End));
        Assert.Empty(diagnosed.Cells[2].Diagnostics);
    }

    [Fact]
    public async Task Diagnose_ChangedMemberOfAType_ReachesThroughVariables()
    {
        await using var language = await OfAsync("class P { public int X; }", "var p = new P();", "p.X");
        Assert.Empty((await language.DiagnoseAsync()).Cells[2].Diagnostics);

        await language.EditAsync("a", "class P { public int Y; }");

        Assert.Equal("CS1061", Assert.Single((await language.DiagnoseAsync()).Cells[2].Diagnostics).Id);
    }

    [Fact]
    public async Task Diagnose_DeletedCell_LeavesItsNameUnknown()
    {
        await using var language = await OfAsync("var x = 1;", "x + 1");
        await language.DiagnoseAsync();

        await language.SendAsync(new UpdateNotebook { NotebookId = NotebookId, Revision = 9, Order = ["b"] });
        var diagnosed = await language.DiagnoseAsync();

        Assert.Equal("x", Assert.Single(Assert.Single(diagnosed.Cells).Diagnostics).UnknownName);
        Assert.Equal(9, diagnosed.Revision);
    }

    [Fact]
    public async Task Diagnose_Uses_NameTheCellThatDefines()
    {
        await using var language = await OfAsync("var list = new List<int>();", "list.Add(1);", "var list2 = list.Where(n => n > 0);", "int Twice(int n) => 2 * n;", "Twice(list.Count)", "list = null;");

        var cells = (await language.DiagnoseAsync()).Cells;

        Assert.Equal(["list"], cells[0].Defines);
        Assert.Equal(new CellUse("list", "a", Writes: true), Assert.Single(cells[1].Uses));
        Assert.Equal(new CellUse("list", "a"), Assert.Single(cells[2].Uses));
        Assert.Equal([new CellUse("Twice", "d"), new CellUse("list", "a")], cells[4].Uses.OrderBy(static use => use.Name, StringComparer.Ordinal));
        Assert.True(Assert.Single(cells[5].Uses).Writes);
    }

    [Fact]
    public async Task Diagnose_LocalOfTheSameName_IsNoUse()
    {
        await using var language = await OfAsync("var n = 1;", "new[] { 1 }.Select(n => n + 1)");

        Assert.Empty((await language.DiagnoseAsync()).Cells[1].Uses);
    }

    [Fact]
    public async Task Diagnose_Redefinition_IsNoErrorAndTakesOver()
    {
        await using var language = await OfAsync("var x = 1;", "var x = \"a\";", "x.Length");

        var cells = (await language.DiagnoseAsync()).Cells;

        Assert.All(cells, static cell => Assert.Empty(cell.Diagnostics));
        Assert.Equal("b", Assert.Single(cells[2].Uses).CellId);
    }

    [Fact]
    public async Task Diagnose_DirectivesAndOtherLanguages_KeepPositions()
    {
        const string text = "#!html\n<b>no C# here</b>\n#!csharp\nvar x = missing;\n#!set --name who --value Ada";
        await using var language = await OfAsync(text, "who.Length + x");

        var cells = (await language.DiagnoseAsync()).Cells;

        var error = Assert.Single(cells[0].Diagnostics);
        Assert.Equal("missing", text[error.Start..error.End]);
        Assert.Empty(cells[1].Diagnostics);
        Assert.Contains(cells[1].Uses, static use => use is { Name: "who", CellId: "a" });
    }

    [Fact]
    public async Task Diagnose_WrongDirective_IsSaidAtItsLine()
    {
        const string text = "var x = 1;\n#!nonsense";
        await using var language = await OfAsync(text);

        var error = Assert.Single((await language.DiagnoseAsync()).Cells[0].Diagnostics);

        Assert.Equal("#!nonsense", text[error.Start..error.End]);
    }

    [Fact]
    public async Task Diagnose_CellsInSql_AreSkipped()
    {
        await using var language = await OfAsync();
        await language.SetAsync([new LanguageCell { CellId = "a", Language = CellLanguages.Sql, Text = "select 1 from nowhere" }, new LanguageCell { CellId = "b", Language = CellLanguages.CSharp, Text = "1 + 1" }]);

        Assert.All((await language.DiagnoseAsync()).Cells, static cell => Assert.Empty(cell.Diagnostics));
    }

    [Fact]
    public async Task Diagnose_FilesAndPackages_AreAskedForAndUsed()
    {
        ImmutableArray<LanguageCell> cells =
        [
            new() { CellId = "a", Language = CellLanguages.CSharp, Text = "#r \"nuget: Some.Package, 1.2.3\"\n#load \"tools.csx\"\nvar x = Tool(1);" },
            new() { CellId = "b", Language = CellLanguages.CSharp, Text = "#!import more.dib\nmore + x" },
        ];
        await using var language = await OfAsync();
        await language.SetAsync(cells);
        var first = await language.DiagnoseAsync();
        Assert.Equal(["tools.csx", "more.dib"], first.Files);
        Assert.Equal("Some.Package, 1.2.3", Assert.Single(first.Packages).ToString());

        await language.SetAsync(cells, [File("tools.csx", "int Tool(int n) => n + 1;"), File("more.dib", "#!csharp\n\nvar more = 1;\n\n#!html\n\n<b>x</b>")]);
        var second = await language.DiagnoseAsync();

        Assert.All(second.Cells, static cell => Assert.Empty(cell.Diagnostics));
    }

    [Fact]
    public async Task Diagnose_TwoHundredCells_AfterAnEditOfTheFirstKnowsAll()
    {
        await using var language = await OfAsync([.. Enumerable.Range(0, 200).Select(static n => n == 0 ? "var v0 = 0;" : $"var v{n} = v{n - 1} + 1;")]);
        Assert.All((await language.DiagnoseAsync()).Cells, static cell => Assert.Empty(cell.Diagnostics));

        await language.EditAsync("a", "var v0 = 0.5;\nvar extra = 1;");
        var listed = await language.CompleteAsync(NameOf(199), "v198.|", '.');
        await language.EditAsync("b", "string v1 = \"\";");
        var diagnosed = await language.DiagnoseAsync();

        Assert.Contains(listed.Items, static item => item.Label == "CompareTo");
        Assert.All(diagnosed.Cells, static cell => Assert.Empty(cell.Diagnostics));
        Assert.Equal(NameOf(198), Assert.Single(diagnosed.Cells[199].Uses).CellId);
    }

    [Fact]
    public async Task Complete_InTheLastOfAThousandCells_AfterAnEditOfTheFirst_IsAnswered()
    {
        await using var language = await OfAsync([.. Enumerable.Range(0, 1_000).Select(static n => n == 0 ? "var start = 0;" : $"var v{n} = {n};")]);
        await language.DiagnoseAsync();

        await language.EditAsync("a", "var start = \"text\";");
        var listed = await language.CompleteAsync(NameOf(999), "start.|", '.');

        Assert.Contains(listed.Items, static item => item.Label == "Length");
    }

    [Fact]
    public async Task AnyText_AnyPlace_IsAnsweredWithoutADefect()
    {
        await using var language = await OfAsync("var x = 1;", "", "x + 1");
        string[] pieces = ["var x = ", "class C {", "}", "(", ")", "\"", "#!", "#r ", "\"nuget: ", "#load", "\n", "x", ".", "=>", "/*", "\"\"\"", "$\"{", "async ", "await ", "<", ">", "[", "]", ";", "\0", "\ud800", "é", "using ", "%%time", "#!set --name q --value @", "#!sql --name x\n", "create table ", "from ", "$x", "Sql.Query(", "1", "@", "//"];
        await Gen.Int[0, pieces.Length - 1].Select(index => pieces[index]).Array[0, 14].SampleAsync(
            async parts =>
            {
                var text = string.Concat(parts);
                await language.EditAsync("b", text);
                await language.DiagnoseAsync();
                foreach (var position in new[] { 0, text.Length / 2, text.Length })
                {
                    LanguageQuestion[] questions =
                    [
                        new Complete { RequestId = language.NextId(), NotebookId = NotebookId, CellId = "b", Text = text, Position = position, Typed = '.' },
                        new DescribeSymbol { RequestId = language.NextId(), NotebookId = NotebookId, CellId = "b", Text = text, Position = position },
                        new ListSignatures { RequestId = language.NextId(), NotebookId = NotebookId, CellId = "b", Text = text, Position = position },
                        new Classify { RequestId = language.NextId(), NotebookId = NotebookId, CellId = "b", Text = text, Position = position },
                        new FindSymbol { RequestId = language.NextId(), NotebookId = NotebookId, CellId = "b", Text = text, Position = position },
                        new RenameSymbol { RequestId = language.NextId(), NotebookId = NotebookId, CellId = "b", Text = text, Position = position, NewName = "y" },
                        new ListFixes { RequestId = language.NextId(), NotebookId = NotebookId, CellId = "b", Text = text, Position = position },
                        new Format { RequestId = language.NextId(), NotebookId = NotebookId, Cells = [new LanguageCell { CellId = "b", Language = "csharp", Text = text }] },
                    ];
                    foreach (var question in questions)
                        if (await language.AnswerToAsync(question) is QuestionFailed failed)
                            Assert.Fail($"{failed.Detail}\nText: {text}");
                }
            },
            iter: 60, threads: 1);
    }

    [Fact]
    public async Task Question_OfAnUnknownNotebook_SaysSo()
    {
        await using var language = await OfAsync();

        var answer = await language.AnswerToAsync(new Diagnose { RequestId = language.NextId(), NotebookId = "other" });

        Assert.Equal(QuestionFailure.UnknownNotebook, Assert.IsType<QuestionFailed>(answer).Failure);
    }

    private static LanguageFile File(string name, string text) => new() { Name = name, Content = [.. Encoding.UTF8.GetBytes(text)] };
}
