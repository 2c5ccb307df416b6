using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Notebook.Tests.Formats;
using Notebook.Tests.Sessions;
using Notebook.Web.Documents;
using Notebook.Web.Storage;

namespace Notebook.Tests.Hosting;

public sealed class ExportTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Export_OfANotebook_IsAWholeFileForThoseWhoAreSignedIn()
    {
        using var data = new TemporaryFolder();
        var lines = string.Concat(Enumerable.Range(0, 8_000).Select(static i => $"line {i}\n"));
        var document = SessionTable.NotebookOf("1") with { Title = "żółw/\"5\"" };
        document = document.With(document.Cells[0] with { Outputs = [new StreamOutput { OutputId = "o", Stream = Protocol.StreamName.Output, Text = StreamBuffer.Of(lines) }] });
        await using (var store = new LiteDbNotebookStore(new DataFolder(data.Path), new StorageOptions(), DatabaseSchema.Current, NullLogger.Instance))
            await store.CommitAsync([NotebookCreated.For("owner", document)], Stop);
        await using var server = await ServerProcess.StartAsync(data.Path);
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = server.Address };
        var path = $"/n/{document.Id}/export?format=";

        using (var stranger = await client.GetAsync(path + "ipynb", Stop))
            Assert.Equal(HttpStatusCode.Redirect, stranger.StatusCode);
        await server.SignInAsync(client);

        using var response = await client.GetAsync(path + "ipynb", Stop);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(("attachment", "żółw--5-.ipynb"), (response.Content.Headers.ContentDisposition!.DispositionType, response.Content.Headers.ContentDisposition.FileNameStar));
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        var cell = Assert.Single(Reading.Document("a.ipynb", await response.Content.ReadAsByteArrayAsync(Stop)).Cells);
        Assert.Equal(lines, cell.PlainOutput());

        using var unknownFormat = await client.GetAsync(path + "exe", Stop);
        Assert.Equal(HttpStatusCode.BadRequest, unknownFormat.StatusCode);
        using var unknown = await client.GetAsync("/n/aaaaaaaaaaaaaaaa/export?format=dib", Stop);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }
}
