using System.Net;
using System.Text;
using Notebook.Protocol;
using Notebook.Web.Documents;
using Notebook.Web.Outputs;

namespace Notebook.Tests.Outputs;

/// <summary>What the server serves of outputs, and to whom: the headers are what makes hostile HTML harmless.</summary>
public sealed class OutputEndpointTests
{
    private const string Policy = "sandbox allow-scripts; default-src 'none'; img-src data:; script-src 'unsafe-inline'; style-src 'unsafe-inline'; font-src data:";
    private const string Dot = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Outputs_OfANotebook_AreServedToThoseSignedInWithTheHeadersThatTameThem()
    {
        var printed = string.Concat(Enumerable.Range(0, 30_000).Select(static i => $"line {i} é 🦉\r\n"));
        var document = StoredNotebook.Of(
            StoredNotebook.Display(MimeTypes.Html, "<b>bold</b>"), StoredNotebook.Display(MimeTypes.JavaScript, "document.title = '</script><b>';"),
            StoredNotebook.Display(MimeTypes.Png, Dot), StoredNotebook.Display(MimeTypes.Png, "not base64"), StoredNotebook.Display(MimeTypes.Table, """{"columns":[],"rows":[]}"""),
            StoredNotebook.Display(MimeTypes.Svg, "<svg xmlns='http://www.w3.org/2000/svg'/>"), StoredNotebook.Stream(printed), StoredNotebook.Display(MimeTypes.Plotly, """{"data":[{"y":[1,2]}]}"""));
        using var data = new TemporaryFolder();
        await StoredNotebook.PutAsync(data.Path, document);
        await using var server = await ServerProcess.StartAsync(data.Path);
        var (html, script, png, broken, table, svg) = (Address(document, 0), Address(document, 1), Address(document, 2), Address(document, 3), Address(document, 4), Address(document, 5));
        var stream = $"/n/{document.Id}/streams/{document.Cells[6].Id}/s";

        using var stranger = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = server.Address };
        var figure = $"/n/{document.Id}/figures/{document.Cells[7].Id}/o";
        foreach (var path in new[] { html, png, table, stream, figure, "/frames/diagram" })
        {
            using var refused = await stranger.GetAsync(path, Stop);
            Assert.Equal(HttpStatusCode.Redirect, refused.StatusCode);
        }

        using var client = new HttpClient { BaseAddress = server.Address };
        await server.SignInAsync(client);

        foreach (var (path, type) in new[]
                 {
                     (html, "text/html"), (script, "text/html"), (png, "image/png"), (table, "application/json"), (svg, "text/html"), (svg + "?picture", "image/svg+xml"),
                     (html + "?download", "application/octet-stream"), (stream, "text/plain"), ("/frames/diagram", "text/html"),
                 })
        {
            using var served = await client.GetAsync(path, Stop);
            Assert.True(served.IsSuccessStatusCode, path);
            Assert.Equal(type, served.Content.Headers.ContentType!.MediaType);
            Assert.Equal([Policy], served.Headers.GetValues("Content-Security-Policy"));
            Assert.Equal(["nosniff"], served.Headers.GetValues("X-Content-Type-Options"));
            Assert.True(served.Headers.CacheControl is { Private: true, NoCache: true }, path);
        }

        Assert.EndsWith("<body><b>bold</b></body></html>", await client.GetStringAsync(html, Stop), StringComparison.Ordinal);
        Assert.DoesNotContain("'</script><b>'", await client.GetStringAsync(script, Stop), StringComparison.Ordinal);
        Assert.Equal(Convert.FromBase64String(Dot), await client.GetByteArrayAsync(png, Stop));
        Assert.Equal(Encoding.UTF8.GetBytes(printed), await client.GetByteArrayAsync(stream + "?download", Stop));

        using (var served = await client.GetAsync(figure, Stop))
        {
            Assert.Equal("""{"data":[{"y":[1,2]}]}""", await served.Content.ReadAsStringAsync(Stop));
            Assert.Equal("application/json", served.Content.Headers.ContentType!.MediaType);
            Assert.Equal([Policy], served.Headers.GetValues("Content-Security-Policy"));
            Assert.True(served.Headers.CacheControl!.NoStore);
        }

        foreach (var path in new[] { $"/n/{document.Id}/figures/{document.Cells[0].Id}/o", $"/n/{document.Id}/figures/{document.Cells[7].Id}/p", $"/n/{document.Id}/figures/nothing/o" })
            Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(path, Stop)).StatusCode);

        var other = new string('0', 64);
        foreach (var path in new[] { broken, $"/n/{document.Id}/outputs/{other}", $"/n/{NotebookId.New()}/outputs/{html[^64..]}", $"/n/{document.Id}/streams/{document.Cells[0].Id}/s", $"/n/x/outputs/{other}" })
        {
            using var missing = await client.GetAsync(path, Stop);
            Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        }

        // What a frame may be sent to: outputs, and no page of the site.
        foreach (var (path, status) in new[] { (html, HttpStatusCode.OK), ("/", HttpStatusCode.Forbidden), ($"/n/{document.Id}", HttpStatusCode.Forbidden), (stream, HttpStatusCode.Forbidden) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Sec-Fetch-Dest", "iframe" } } };
            using var framed = await client.SendAsync(request, Stop);
            Assert.Equal(status, framed.StatusCode);
        }

        // A browser that has it is told so, after it was let in.
        using var again = new HttpRequestMessage(HttpMethod.Get, png) { Headers = { { "If-None-Match", $"\"{png[^64..]}\"" } } };
        using var unchanged = await client.SendAsync(again, Stop);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
    }

    [Fact]
    public async Task Table_WhoseKernelIsGone_IsAConflictInWords_AndForNobodyElse()
    {
        var document = StoredNotebook.Of(
            StoredNotebook.Display(MimeTypes.Table, """{"columns":[{"name":"City","type":"text"}],"rows":[["Oslo"]],"totalRows":5000,"truncated":true,"table":"t1"}"""),
            StoredNotebook.Display(MimeTypes.Table, """{"columns":[{"name":"All","type":"text"}],"rows":[["here"]],"totalRows":1,"truncated":false}"""));
        using var data = new TemporaryFolder();
        await StoredNotebook.PutAsync(data.Path, document);
        await using var server = await ServerProcess.StartAsync(data.Path);
        string Table(int cell) => Address(document, cell).Replace("/outputs/", "/tables/", StringComparison.Ordinal);

        using var stranger = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = server.Address };
        using (var refused = await stranger.GetAsync(Table(0), Stop))
            Assert.Equal(HttpStatusCode.Redirect, refused.StatusCode);

        using var client = new HttpClient { BaseAddress = server.Address };
        await server.SignInAsync(client);
        using (var gone = await client.GetAsync(Table(0), Stop))
        {
            Assert.Equal(HttpStatusCode.Conflict, gone.StatusCode);
            Assert.Contains("Run the cell", await gone.Content.ReadAsStringAsync(Stop), StringComparison.OrdinalIgnoreCase);
        }

        using (var odd = await client.GetAsync(Table(0) + "?query=%7Bnot-json", Stop))
            Assert.Equal(HttpStatusCode.BadRequest, odd.StatusCode);
        // All rows of the second are in its output; the third is none.
        foreach (var path in new[] { Table(1), $"/n/{document.Id}/tables/{new string('0', 64)}", $"/n/{NotebookId.New()}/tables/{Table(0)[^64..]}" })
        {
            using var missing = await client.GetAsync(path, Stop);
            Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        }
    }

    private static string Address(NotebookDocument document, int cell)
    {
        var (type, content) = ((DisplayOutput)document.Cells[cell].Outputs[0]).Data.Contents.Single(static form => form.Key != MimeTypes.PlainText);
        return "/" + OutputAddress.Of(document.Id, type, content);
    }
}
