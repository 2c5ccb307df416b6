using Notebook.Protocol.Language;
using static Notebook.Tests.Language.LanguageConversation;

namespace Notebook.Tests.Language;

/// <summary>Which cells SQL rests on: the variables and tables that it names, and what its results are called.</summary>
public sealed class QueryDependencyTests
{
    [Fact]
    public async Task SqlCell_UsesTheVariablesThatItNames_AsTheKernelFindsThem()
    {
        await using var language = await OfAsync(
            "var readings = new[] { 1, 2 };\nvar low = 1;", "var Cities = new[] { \"a\" };", "#!sql\nselect * from READINGS, cities, nothing where value > $low and value < $Low", "#!sql\nselect 'from readings' -- from readings");

        var cells = (await language.DiagnoseAsync()).Cells;

        Assert.Equal([new CellUse("Cities", "b"), new CellUse("low", "a"), new CellUse("readings", "a")], Sorted(cells[2]));
        Assert.Empty(cells[3].Uses);
    }

    [Fact]
    public async Task SqlCell_IsLookedAtAnew_WhenANameMovesOrItsTextChanges()
    {
        await using var language = await OfAsync("var rows = new[] { 1 };", "1 + 1", "#!sql\nfrom rows");
        Assert.Equal("a", Assert.Single((await language.DiagnoseAsync()).Cells[2].Uses).CellId);

        await language.EditAsync("b", "var rows = new[] { 2 };");
        Assert.Equal("b", Assert.Single((await language.DiagnoseAsync()).Cells[2].Uses).CellId);

        await language.EditAsync("c", "#!sql\nselect 1");
        Assert.Empty((await language.DiagnoseAsync()).Cells[2].Uses);
    }

    [Fact]
    public async Task NamedResult_IsDefinedByItsCell_AndUsedByCode()
    {
        await using var language = await OfAsync("var rows = new[] { 1 };", "#!sql --name highest\nselect max(value) from rows", "highest.Rows.Count", "#!sql\nfrom highest");

        var cells = (await language.DiagnoseAsync()).Cells;

        Assert.Equal(["highest"], cells[1].Defines);
        Assert.Equal([new CellUse("rows", "a")], cells[1].Uses);
        Assert.False(cells[1].ChangesLookup);
        Assert.Equal([new CellUse("highest", "b")], cells[2].Uses);
        Assert.Equal([new CellUse("highest", "b")], cells[3].Uses);
    }

    [Fact]
    public async Task Tables_ThatSqlMakes_LinkTheCellsThatFillAndReadThem()
    {
        await using var language = await OfAsync("var t = new[] { 1 };", "#!sql\ncreate or replace table T as select * from t", "#!sql\ninsert into t values (2)", "#!sql\nselect * from t", "Sql.Query(\"delete from t\");");

        var cells = (await language.DiagnoseAsync()).Cells;

        Assert.Equal(["T"], cells[1].Makes);
        Assert.Equal([new CellUse("t", "b", Writes: true)], cells[2].Uses);
        Assert.Equal([new CellUse("t", "b")], cells[3].Uses);
        Assert.Equal([new CellUse("t", "b", Writes: true)], cells[4].Uses);
    }

    [Theory]
    [InlineData("Sql.Query(\"select * from rows where value > $low\")", "low,rows")]
    [InlineData("Sql.Query<int>($\"select * from rows limit {1 + 1}\")", "rows")]
    [InlineData("Sql.Query(\"select * \" + \"from rows\", new { low = 3 })", "rows")]
    [InlineData("Sql.Query(\"from rows where value > $low\", new { low = 3 })", "rows")]
    [InlineData("var text = \"\"\"\nfrom rows\n\"\"\";\nSql.Query(text)", "rows")]
    [InlineData("Notebook.Interactive.Sql.Query(\"from rows\")", "rows")]
    [InlineData("class Sql { public static int Query(string text) => 1; }\nSql.Query(\"from rows\")", "")]
    public async Task QueryInCode_UsesWhatItsTextNames(string code, string expected)
    {
        await using var language = await OfAsync("var rows = new[] { 1, 2 };\nvar low = 1;", code);

        Assert.Equal(expected, string.Join(',', Sorted((await language.DiagnoseAsync()).Cells[1]).Select(static use => use.Name)));
    }

    [Fact]
    public async Task Directive_ThatTakesAVariable_UsesIt()
    {
        await using var language = await OfAsync("var word = 1;", "#!set --name other --value @csharp:word");

        var cell = (await language.DiagnoseAsync()).Cells[1];

        Assert.Equal([new CellUse("word", "a")], cell.Uses);
        Assert.Equal(["other"], cell.Defines);
    }

    private static IEnumerable<CellUse> Sorted(DiagnosedCell cell) => cell.Uses.OrderBy(static use => use.Name, StringComparer.Ordinal);
}
