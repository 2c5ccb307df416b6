using System.Diagnostics;
using Notebook.Protocol;
using Notebook.Tests.Kernels;

namespace Notebook.Tests.Queries;

/// <summary>SQL in a kernel of its own, with DuckDB of the preinstalled packages.</summary>
public sealed class SqlTests : FolderKernelTest
{
    [Fact]
    public async Task Query_FilesOfTheFolder_AreTables()
    {
        await WriteAsync("data.csv", "city,price\nEsbjerg,3\nCuxhaven,4\nEsbjerg,5\n");
        await WriteAsync("more.json", "[{\"n\": 7}]");

        await RunAsync("#!sql\ncopy (select * from 'data.csv') to 'data.parquet'");
        var sum = await RunAsync("Sql.Query(\"select city, sum(price) as total from 'data.parquet' group by city order by city\").Rows[1][1] is 8L");
        var json = await RunAsync("Sql.Query<long>(\"select n from 'more.json'\")[0]");
        var shown = await RunAsync("#!sql\nselect * from 'data.csv' where price > 3 order by price");

        Assert.Equal(("True", "7"), (sum.Result, json.Result));
        Assert.Contains("\"Cuxhaven\"", shown.Outputs.OfType<DisplayValue>().Single(static value => value.IsResult).Data[MimeTypes.Table], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("record Reading(string Station, double Level, DateTime Moment, int? Number, decimal Price);\nvar readings = new[] { new Reading(\"Esbjerg\", 1.5, new DateTime(2024, 5, 6), null, 1.25m), new Reading(\"Cuxhaven\", 2.5, new DateTime(2024, 5, 7), 4, 2.5m) };",
        "select max(Level) || '|' || sum(Number) || '|' || max(Price) || '|' || max(Moment) from readings", "2.5|4|2.50|2024-05-07 00:00:00")]
    [InlineData("var numbers = Enumerable.Range(1, 1000);", "select sum(value) || '' from numbers", "500500")]
    [InlineData("var Mixed = new object[] { new { A = 1 }, new { A = 2.5, B = \"x\" } };", "select sum(a) || '|' || max(B) from mixed", "3.5|x")]
    [InlineData("var frame = new Microsoft.Data.Analysis.DataFrame(new Microsoft.Data.Analysis.Int32DataFrameColumn(\"n\", new[] { 1, 2 }));", "select sum(n) || '' from frame", "3")]
    [InlineData("var counts = new Dictionary<string, int> { [\"a\"] = 1, [\"b\"] = 2 };", "select max(\"Key\") || max(\"Value\") from counts", "b2")]
    [InlineData("var empty = new List<(int A, string B)>();", "select count(*) || '' from empty", "0")]
    public async Task Query_VariablesOfCSharp_AreTables(string declaration, string query, string expected)
    {
        await RunAsync(declaration);

        Assert.Equal(expected, (await RunAsync($"Sql.Query<string>(\"\"\"\n    {query}\n    \"\"\")[0]")).Result);
    }

    [Fact]
    public async Task Cell_NamesItsResult_AndTakesParametersFromVariables()
    {
        await RunAsync("var low = 2; var numbers = new[] { 1, 2, 3 };");

        await RunAsync("#!sql --name above\nselect value as n from numbers where value > $low");
        var result = await RunAsync("above.Rows.Count + \" \" + above.Rows[0][\"n\"] + \" \" + Sql.Query(\"select $x + 1\", new { x = 41 }).Rows[0][0]");

        Assert.Equal("1 3 42", result.Result);
    }

    [Fact]
    public async Task Cell_WhatItCreates_StaysAndComesBeforeVariables()
    {
        await RunAsync("#!sql\ncreate table numbers as select 42 as value");
        await RunAsync("var numbers = new[] { 1 };");

        Assert.Equal("42", (await RunAsync("Sql.Query<int>(\"from numbers\")[0]")).Result);
    }

    [Fact]
    public async Task Query_RowsAsObjects()
    {
        var result = await RunAsync("record Sale(string City, int UnitPrice, DateOnly? Day);\nSql.Query<Sale>(\"select 3::bigint as unit_price, 'Esbjerg' as city, null as day\")[0]");

        Assert.Contains("UnitPrice = 3", result.Result!.Replace(": ", " = ", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("#!sql\nselect\n  nope from range(3)", "(3,3): error SQL: Referenced column \"nope\" not found in FROM clause!\nCandidate bindings: \"range\"")]
    [InlineData("var one = 1;\n#!sql\nselect 1;\nselec 2", "(4,1): error SQL: syntax error at or near \"selec\"")]
    [InlineData("#!sql\nselect * from gone", "(2,15): error SQL: There is no table and no C# variable gone. A file's name stands in quotes: from 'data.csv'.")]
    [InlineData("#!sql\nselect * from 'gone.csv'", "(1,1): error SQL: There is no file “gone.csv” in the notebook's folder or the common folder.")]
    [InlineData("#!sql\nselect * from 'https://example.org/a.csv'", "(1,1): error SQL: SQL reads files of the notebook's folder and of the common folder; there is no network in a cell. Upload the file.")]
    [InlineData("#!sql\ninstall httpfs", "(1,1): error SQL: Extensions of DuckDB can't be installed or loaded here. Reading CSV, Parquet and JSON needs none.")]
    [InlineData("var five = 5;\n#!sql\nselect * from five", "(3,15): error SQL: The C# variable five is of the type int, which is no table. A table is a sequence, a DataTable or a DataFrame.")]
    [InlineData("#!sql\nselect $nothing", "(1,1): error SQL: $nothing stands for the value of a C# variable nothing, and there is none.")]
    [InlineData("var endless = Enumerable.Repeat(1, int.MaxValue);\n#!sql\nselect * from endless", "(1,1): error SQL: The C# variable endless has more than 1,000,000 rows, which is as many as SQL takes from C#. Filter it first, or write it to a file and query that.")]
    [InlineData("#!sql --name\nselect 1", "(1,1): error DNI211: “” can't be the name of a variable: letters, digits and _ only, and no digit first.")]
    [InlineData("#!sql --name 1x\nselect 1", "(1,1): error DNI211: “1x” can't be the name of a variable: letters, digits and _ only, and no digit first.")]
    [InlineData("#!sql --name x\ncreate table made as select 1", "(1,1): error DNI211: The query has no result that x could be.")]
    public async Task Query_ThatCannot_SaysWhyAndWhere(string code, string expected)
    {
        var result = await Kernel.RunAsync(code);

        Assert.Equal(SubmissionOutcome.Failed, result.Outcome);
        Assert.Equal(expected, string.Join('\n', result.Error!.Diagnostics));
        Assert.Equal("2", (await RunAsync("#!sql --name after\nselect 2 as n\n#!csharp\nafter.Rows[0][0]")).Outputs.OfType<DisplayValue>().Last().Data.PlainText);
    }

    [Fact]
    public async Task Query_Stopped_EndsAndTheNextRuns()
    {
        await RunAsync("var kept = 41;");
        var id = await Kernel.SubmitAsync("Console.WriteLine(\"running\");\nSql.Query(\"select count(*) from range(100000000000) a where a.range % 7 = 9\")");
        await Kernel.PrintedAsync(id, "running");
        var began = Stopwatch.GetTimestamp();
        await Kernel.InterruptAsync(id);
        var result = await Kernel.EndOfAsync(id);

        Assert.Equal(SubmissionOutcome.Interrupted, result.Outcome);
        Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(10));
        Assert.Equal("42", (await RunAsync("kept + Sql.Query<int>(\"select 1\")[0]")).Result);
    }

    private Task WriteAsync(string name, string text) => File.WriteAllTextAsync(Folder[name], text, TestContext.Current.CancellationToken);

    private async Task<CellResult> RunAsync(string code)
    {
        var result = await Kernel.RunAsync(code);
        Assert.True(result.Outcome == SubmissionOutcome.Succeeded, result.Error?.Message ?? result.Outcome.ToString());
        return result;
    }
}
