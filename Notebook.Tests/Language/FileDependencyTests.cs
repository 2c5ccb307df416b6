using Notebook.Protocol.Language;
using static Notebook.Tests.Language.LanguageConversation;

namespace Notebook.Tests.Language;

/// <summary>Which cells rest on files that other cells write, as far as their names stand in the text.</summary>
public sealed class FileDependencyTests
{
    [Theory]
    [InlineData("File.WriteAllText(\"x.csv\", \"a\");", "File.ReadAllText(\"x.csv\")")]
    [InlineData("await File.WriteAllLinesAsync(\"./x.csv\", [\"a\"]);", "File.ReadLines(\"x.csv\").Count()")]
    [InlineData("using (var writer = new StreamWriter(\"x.csv\")) writer.Write(1);", "using var reader = new StreamReader(\"x.csv\");")]
    [InlineData("using (var stream = File.Create(Path.Combine(\"data\", \"x.csv\"))) { }", "File.ReadAllBytes(\"data/x.csv\")")]
    [InlineData("using (var stream = new FileStream(\"x.csv\", FileMode.Create)) { }", "using (var stream = new FileStream(\"x.csv\", FileMode.Open)) { }")]
    [InlineData("var path = \"x.csv\";\nFile.WriteAllText(path, \"a\");", "var from = \"x.csv\";\nFile.ReadAllText(from)")]
    [InlineData("File.Copy(\"raw.csv\", \"x.csv\", true);", "File.ReadAllText(\"x.csv\")")]
    [InlineData("File.AppendAllText(\"x.csv\", \"a\");", "File.ReadAllText(\"x.csv\")")]
    [InlineData("File.WriteAllText(\"x.csv\", \"a\");", "#!sql\nselect * from 'x.csv'")]
    [InlineData("File.WriteAllText(\"x.csv\", \"a\");", "#!sql\nselect * from read_csv('*.csv')")]
    [InlineData("File.WriteAllText(\"x.csv\", \"a\");", "Sql.Query(\"select * from 'x.csv'\")")]
    [InlineData("#!sql\ncopy (select 1) to 'x.csv'", "File.ReadAllText(\"x.csv\")")]
    [InlineData("Sql.Query(\"copy (select 1) to 'x.csv' (header)\");", "#!sql\nfrom 'x.csv'")]
    public async Task File_ThatOneCellWritesAndAnotherReads_LinksThem(string writes, string reads)
    {
        await using var language = await OfAsync(writes, reads);

        var cells = (await language.DiagnoseAsync()).Cells;

        var name = Assert.Single(cells[0].Makes);
        Assert.EndsWith("x.csv", name, StringComparison.Ordinal);
        Assert.Equal(new CellUse(name, "a"), Assert.Single(cells[1].Uses));
        Assert.Empty(cells[0].Uses);
    }

    [Theory]
    [InlineData("File.WriteAllText(\"x.csv\", \"a\");", "Console.WriteLine(\"y.csv\")")]
    [InlineData("File.ReadAllText(\"x.csv\")", "File.ReadAllText(\"x.csv\")")]
    [InlineData("Console.WriteLine(\"x.csv\");", "File.ReadAllText(\"x.csv\")")]
    [InlineData("File.WriteAllText(\"flag\", \"a\");", "new Dictionary<string, int> { [\"flag\"] = 1 }")]
    [InlineData("var n = 1;\nFile.WriteAllText($\"{n}.csv\", \"a\");", "File.ReadAllText(\"1.csv\")")]
    [InlineData("class File { public static void WriteAllText(string path, string text) { } }\nFile.WriteAllText(\"x.csv\", \"a\");", "System.IO.File.ReadAllText(\"x.csv\")")]
    [InlineData("File.WriteAllText(\"x.csv\", \"a\");", "File.WriteAllText(\"x.csv\", \"b\");")]
    public async Task File_ThatIsNotWrittenOrNotRead_LinksNothing(string first, string second)
    {
        await using var language = await OfAsync(first, second);

        Assert.Empty((await language.DiagnoseAsync()).Cells[1].Uses.Where(static use => use.Name.Contains('.', StringComparison.Ordinal)));
    }

    [Fact]
    public async Task File_ThatIsWrittenAgainAndAddedTo_IsTheLastWritersAndChangedByWhoAdds()
    {
        await using var language = await OfAsync(
            "File.WriteAllText(\"x.csv\", \"a\");", "File.ReadAllText(\"x.csv\")", "File.WriteAllText(\"x.csv\", \"b\");", "File.AppendAllText(\"x.csv\", \"c\");", "File.ReadAllText(\"x.csv\")");

        var cells = (await language.DiagnoseAsync()).Cells;

        Assert.Equal([new CellUse("x.csv", "a")], cells[1].Uses);
        Assert.Empty(cells[2].Uses);
        Assert.Equal([new CellUse("x.csv", "c", Writes: true)], cells[3].Uses);
        Assert.Equal([new CellUse("x.csv", "c")], cells[4].Uses);
    }

    [Fact]
    public async Task File_NamedByAConstantOfAnotherCell_IsFollowed_AlsoWhenItChanges()
    {
        await using var language = await OfAsync("const string path = \"x.csv\";", "File.WriteAllText(path, \"a\");", "File.ReadAllText(path)", "#!sql\nfrom 'x.csv'");

        var cells = (await language.DiagnoseAsync()).Cells;
        Assert.Contains(new CellUse("x.csv", "b"), cells[2].Uses);
        Assert.Equal([new CellUse("x.csv", "b")], cells[3].Uses);

        await language.EditAsync("a", "const string path = \"y.csv\";");
        Assert.Empty((await language.DiagnoseAsync()).Cells[3].Uses);
    }
}
