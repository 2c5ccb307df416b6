using System.Data;
using System.Dynamic;
using Notebook.Interactive;
using Notebook.Interactive.Formatting;
using Notebook.Protocol;

namespace Notebook.Tests.Interactive.Formatting;

public sealed class StructuredFormTests
{
    [Fact]
    public void Format_SequenceOfObjects_IsATableWithTypedColumns()
    {
        var rows = new[]
        {
            new { Name = "Ann", Age = 31, Member = true, Since = new DateTime(2020, 1, 2), Big = long.MaxValue, Ratio = double.NaN, Tags = new[] { "a", "b" } },
            new { Name = "Bo", Age = 7, Member = false, Since = new DateTime(2021, 1, 2), Big = 5L, Ratio = 1e-7, Tags = Array.Empty<string>() },
        };

        var table = ValueFormatter.Format(rows)[MimeTypes.Table];

        Assert.Equal(
            """
            {"columns":[{"name":"Name","type":"string"},{"name":"Age","type":"number"},{"name":"Member","type":"boolean"},{"name":"Since","type":"date"},{"name":"Big","type":"number"},{"name":"Ratio","type":"number"},{"name":"Tags","type":"any"}],
            "rows":[["Ann",31,true,"2020-01-02 00:00:00Z","9223372036854775807","NaN","[ a, b ]"],
            ["Bo",7,false,"2021-01-02 00:00:00Z",5,1E-07,"[ ]"]],
            "totalRows":2,"truncated":false}
            """.ReplaceLineEndings(""), table);
    }

    [Fact]
    public void Format_LongLazySequence_ShowsTheHeadAndKeepsTheRest()
    {
        var bundle = ValueFormatter.Format(Enumerable.Range(0, 5_000).Select(static i => new { i }).Where(static r => r.i >= 0));

        Assert.Contains("[999]],\"totalRows\":5000,\"truncated\":true,\"table\":", bundle[MimeTypes.Table], StringComparison.Ordinal);
        Assert.EndsWith(",\"keptRows\":5000}", bundle[MimeTypes.Table], StringComparison.Ordinal);
        Assert.EndsWith("... (4,980 more rows)", bundle.PlainText, StringComparison.Ordinal);
    }

    [Fact]
    public void Format_RowsThatThrow_KeepTheRowsBeforeAndSayWhy()
    {
        static IEnumerable<object> Rows()
        {
            yield return new { A = 1 };
            throw new InvalidOperationException("connection lost");
        }

        var bundle = ValueFormatter.Format(Rows());

        Assert.Equal("""{"columns":[{"name":"A","type":"number"}],"rows":[[1]],"totalRows":null,"truncated":true,"note":"the rows end here, because the sequence threw InvalidOperationException: connection lost"}""", bundle[MimeTypes.Table]);
    }

    [Fact]
    public void Format_ExpandoObjects_HaveTheirKeysAsColumns()
    {
        dynamic first = new ExpandoObject();
        first.a = 1;
        dynamic second = new ExpandoObject();
        second.b = "x";

        var table = ValueFormatter.Format(new List<object> { first, second })[MimeTypes.Table];

        Assert.Equal("""{"columns":[{"name":"a","type":"number"},{"name":"b","type":"string"}],"rows":[[1,null],[null,"x"]],"totalRows":2,"truncated":false}""", table);
    }

    [Fact]
    public void Format_EmptyDataTable_StillHasItsColumns()
    {
        using var table = new DataTable();
        table.Columns.Add("id", typeof(int));

        var bundle = ValueFormatter.Format(table);

        Assert.Equal("""{"columns":[{"name":"id","type":"any"}],"rows":[],"totalRows":0,"truncated":false}""", bundle[MimeTypes.Table]);
        Assert.Equal("id\n--\n(no rows)", bundle.PlainText);
    }

    [Fact]
    public void Format_DataReader_IsReadOnceAndClosed()
    {
        using var table = new DataTable();
        table.Columns.Add("id", typeof(int));
        table.Rows.Add(1);
        table.Rows.Add(2);
        using var reader = table.CreateDataReader();

        Assert.Contains("\"rows\":[[1],[2]]", ValueFormatter.Format(reader)[MimeTypes.Table], StringComparison.Ordinal);
        Assert.True(reader.IsClosed);
    }

    [Fact]
    public void Format_Groups_ShowKeyAndValues()
    {
        var bundle = ValueFormatter.Format(new[] { 1, 2, 3 }.GroupBy(static i => i % 2));

        Assert.Contains("""[[1,"[ 1, 3 ]"],[0,"[ 2 ]"]]""", bundle[MimeTypes.Table], StringComparison.Ordinal);
    }

    [Fact]
    public void Format_Object_IsATree()
    {
        var tree = ValueFormatter.Format(new { Id = 7, Lines = new List<int> { 1, 2 }, Nothing = (string?)null })[MimeTypes.Tree];

        Assert.Equal(
            """
            {"kind":"object","count":3,"parts":[{"name":"Id","value":{"kind":"number","text":"7"}},
            {"name":"Lines","value":{"kind":"sequence","type":"List<int>","count":2,"parts":[{"value":{"kind":"number","text":"1"}},{"value":{"kind":"number","text":"2"}}]}},
            {"name":"Nothing","value":{"kind":"null","text":"<null>"}}]}
            """.ReplaceLineEndings(""), tree);
    }

    [Fact]
    public void Format_UnfinishedTask_DoesNotWaitForItsResult()
    {
        var task = new TaskCompletionSource<int>().Task;

        Assert.Equal("Task<int> { Status = WaitingForActivation }", ValueFormatter.Format(task).PlainText);
        Assert.Contains("Result = 7", ValueFormatter.Format(Task.FromResult(7)).PlainText, StringComparison.Ordinal);
    }

    [Fact]
    public void Format_NumbersAndTexts_AreTextAlone()
    {
        Assert.Single(ValueFormatter.Format(1).Contents);
        Assert.Single(ValueFormatter.Format(new[] { "a" }).Contents);
    }

    [Fact]
    public void Format_AsCsv_QuotesWhatNeedsIt()
    {
        var csv = ValueFormatter.Format(new[] { new { A = "x,y", B = "say \"hi\"" } }, "text/csv")["text/csv"];

        Assert.Equal("A,B\n\"x,y\",\"say \"\"hi\"\"\"\n", csv);
    }

    [Fact]
    public void Format_AsJson_IsWhatTheSerializerMakes()
    {
        var bundle = ValueFormatter.Format(new { A = 1 }, "application/json");

        Assert.Equal("""{"A":1}""", bundle["application/json"]);
        Assert.Equal("""{"A":1}""", bundle.PlainText);
    }

    [Fact]
    public void Format_EndlessSequenceAsJson_SaysWhyItCannot()
    {
        static IEnumerable<int> Endless()
        {
            while (true)
                yield return 1;
        }

        var bundle = ValueFormatter.Format(Endless(), "application/json");

        Assert.Null(bundle["application/json"]);
        Assert.Contains("its JSON is larger than 4 MB", bundle.PlainText, StringComparison.Ordinal);
    }

    [Fact]
    public void Format_ValueThatKnowsHow_IsAskedAndTrustedWithItsForms()
    {
        var bundle = ValueFormatter.Format(new Badge("new"));

        Assert.Equal("<mark>new</mark>", bundle[MimeTypes.Html]);
        Assert.Equal("new", bundle.PlainText);
        Assert.Equal("[ new ]", ValueFormatter.Format(new[] { new Badge("new") }).PlainText);
    }

    private sealed record Badge(string Text) : IDisplayable
    {
        public MimeBundle ToMimeBundle() => MimeBundle.Of(MimeTypes.Html, $"<mark>{Text}</mark>", Text);
    }
}
