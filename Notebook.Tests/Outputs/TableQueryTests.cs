using System.Text;
using Microsoft.AspNetCore.Http;
using Notebook.Protocol;
using Notebook.Tests.Sessions.Fakes;
using Notebook.Web.Outputs;

namespace Notebook.Tests.Outputs;

/// <summary>What browsers ask of tables that a kernel keeps, and the file they get.</summary>
public sealed class TableQueryTests
{
    private const string Json = """{"columns":[{"name":"=Name","type":"string"},{"name":"n","type":"number"}],"rows":[["a",1]],"totalRows":9000,"truncated":true,"table":"t1","keptRows":9000}""";

    [Theory]
    [InlineData("")]
    [InlineData("""{"sorts":[{"column":1,"descending":true}],"filters":[{"column":-1,"kind":"Contains","values":["x"]},{"column":0,"kind":"Empty"}]}""")]
    public void Read_WhatThePageSends_IsWithinTheTable(string json) => Assert.True(TableQuery.Read(json)!.IsWithin(2));

    [Theory]
    [InlineData("""{"sorts":[{"column":2}]}""")]
    [InlineData("""{"sorts":[{"column":-1}]}""")]
    [InlineData("""{"sorts":null}""")]
    [InlineData("""{"sorts":[null]}""")]
    [InlineData("""{"filters":[{"column":-2,"kind":"Empty"}]}""")]
    [InlineData("""{"filters":[{"column":0,"kind":"Contains"}]}""")]
    [InlineData("""{"filters":[{"column":0,"kind":"Contains","values":[null]}]}""")]
    [InlineData("""{"filters":[{"column":0,"kind":77,"values":["x"]}]}""")]
    [InlineData("""{"filters":[{"column":0,"kind":"Nothing","values":["x"]}]}""")]
    [InlineData("[")]
    [InlineData("7")]
    public void Read_AnythingElse_IsRefused(string json) => Assert.True(TableQuery.Read(json) is not { } query || !query.IsWithin(2));

    [Fact]
    public async Task Download_Pages_AreOneFileThatSpreadsheetsOpenWithoutHarm()
    {
        var asked = new List<PageTable>();
        var (context, body) = await DownloadAsync(page =>
        {
            asked.Add(page);
            var count = Math.Min(page.Count, 9_000 - page.Offset);
            return new TablePaged { RequestId = 0, MatchingRows = 9_000, KeptRows = 9_000, RowCount = count, Rows = $"[{string.Join(",", Enumerable.Range(page.Offset, count).Select(static i => i == 1 ? """["=cmd(), \"x\"",null]""" : $"[\"-5\",{i}.50]"))}]" };
        });

        var lines = body.Split("\r\n");
        Assert.Equal(("'=Name,n", "-5,0.50", "\"'=cmd(), \"\"x\"\"\",", "-5,8999.50", ""), (lines[0], lines[1], lines[2], lines[9_000], lines[9_001]));
        Assert.Equal("text/csv; charset=utf-8", context.Response.ContentType);
        Assert.Equal([("t1", 0), ("t1", TableLimits.MaxPageRows)], asked.Select(static a => (a.TableId, a.Offset)));
    }

    [Fact]
    public async Task Download_WithoutTheKernel_IsASentenceAndNoFile()
    {
        var (context, body) = await DownloadAsync(null);

        Assert.Equal((StatusCodes.Status409Conflict, "Run the cell to page the rest."), (context.Response.StatusCode, body));
    }

    private static async Task<(DefaultHttpContext Context, string Body)> DownloadAsync(Func<PageTable, TablePaged>? pages)
    {
        var document = StoredNotebook.Of(StoredNotebook.Display(MimeTypes.Table, Json));
        var table = KeptTable.Find(new FakeNotebookSession(document), OutputAddress.Of(document.Id, MimeTypes.Table, Json)[^64..])!;
        using var body = new MemoryStream();
        var context = new DefaultHttpContext { Response = { Body = body } };
        await new TableDownload(new FakeNotebookSession(document) { Pages = pages }, table, new TableQuery()).ExecuteAsync(context);
        return (context, Encoding.UTF8.GetString(body.ToArray()));
    }
}
