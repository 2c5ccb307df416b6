using System.Net;
using System.Text;
using Notebook.Tests.Outputs;
using Notebook.Web.Documents;
using Notebook.Web.Files;

namespace Notebook.Tests.Files;

/// <summary>Files over HTTP: who gets in, what comes back, and that nothing leads out of the folder.</summary>
public sealed class FileEndpointTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Files_AreAddedAndServedToThoseSignedIn_AndToNoOtherSite()
    {
        using var data = new TemporaryFolder();
        var document = StoredNotebook.Of();
        await StoredNotebook.PutAsync(data.Path, document);
        await using var server = await ServerProcess.StartAsync(data.Path);
        var files = $"/n/{document.Id}/files/";
        using var stranger = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = server.Address };
        using (var refused = await PutAsync(stranger, files + "?name=a.csv", "a,b"))
            Assert.Equal(HttpStatusCode.Redirect, refused.StatusCode);

        using var client = new HttpClient { BaseAddress = server.Address };
        await server.SignInAsync(client);

        foreach (var (name, value) in new[] { ("Origin", "https://evil.example"), ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Site", "same-site") })
        {
            using var crossed = await PutAsync(client, files + "?name=a.csv", "a,b", request => request.Headers.Add(name, value));
            Assert.Equal(HttpStatusCode.Forbidden, crossed.StatusCode);
        }

        using (var form = await PutAsync(client, files + "?name=a.csv", "a,b", static request => request.Headers.Remove(FileEndpoints.UploadHeader)))
            Assert.Equal(HttpStatusCode.Forbidden, form.StatusCode);
        Assert.False(Directory.Exists(data[$"notebooks/{document.Id}"]) && Directory.EnumerateFileSystemEntries(data[$"notebooks/{document.Id}"]).Any());

        using (var added = await PutAsync(client, files + "?name=" + Uri.EscapeDataString("../../wörld.csv"), "a;b\n1;2\n", request => request.Headers.Add("Origin", server.Address.GetLeftPart(UriPartial.Authority))))
        {
            Assert.Equal(HttpStatusCode.OK, added.StatusCode);
            Assert.Contains("\"path\":\"w", await added.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        }

        Assert.Equal("a;b\n1;2\n", await File.ReadAllTextAsync(data[$"notebooks/{document.Id}/wörld.csv"], Stop));
        using (var served = await client.GetAsync(files + "w%C3%B6rld.csv", Stop))
        {
            Assert.Equal("a;b\n1;2\n", await served.Content.ReadAsStringAsync(Stop));
            Assert.Equal("attachment", served.Content.Headers.ContentDisposition!.DispositionType);
            Assert.Equal("wörld.csv", served.Content.Headers.ContentDisposition.FileNameStar);
            Assert.Equal("application/octet-stream", served.Content.Headers.ContentType!.MediaType);
            Assert.Equal(["nosniff"], served.Headers.GetValues("X-Content-Type-Options"));
            Assert.StartsWith("sandbox;", served.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        }

        Assert.Contains("separator: ';'", await client.GetStringAsync(files + "w%C3%B6rld.csv?code=csharp", Stop), StringComparison.Ordinal);
        Assert.Contains("SELECT * FROM 'wörld.csv'", await client.GetStringAsync(files + "w%C3%B6rld.csv?code=sql", Stop), StringComparison.Ordinal);

        // What a kernel may plant, and what an address may say.
        File.CreateSymbolicLink(data[$"notebooks/{document.Id}/link"], data["notebook.db"]);
        Directory.CreateSymbolicLink(data[$"notebooks/{document.Id}/way"], data.Path);
        foreach (var path in new[] { "link", "way/notebook.db", "..%2f..%2fnotebook.db", "%2fetc%2fpasswd", "a%00b", "nothing" })
        {
            using var refused = await client.GetAsync(files + path, Stop);
            Assert.False(refused.IsSuccessStatusCode, path);
        }

        foreach (var folder in new[] { "way/", "..%2f..%2f", "%2ftmp/" })
        {
            using var refused = await PutAsync(client, files + folder + "?name=a.csv", "x");
            Assert.False(refused.IsSuccessStatusCode, folder);
        }

        Assert.False(File.Exists(data["a.csv"]));
        using var missing = await PutAsync(client, $"/n/{NotebookId.New()}/files/?name=a.csv", "x");
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        using var noCommon = await client.GetAsync($"/n/{document.Id}/common-files/etc/passwd", Stop);
        Assert.Equal(HttpStatusCode.NotFound, noCommon.StatusCode);
    }

    [Fact]
    public async Task Upload_Large_DoesNotGrowTheServersMemory()
    {
        var length = (Capability.IsSoak ? 200L : 80L) * 1024 * 1024;
        using var data = new TemporaryFolder();
        var document = StoredNotebook.Of();
        await StoredNotebook.PutAsync(data.Path, document);
        await using var server = await ServerProcess.StartAsync(data.Path);
        using var client = new HttpClient { BaseAddress = server.Address };
        await server.SignInAsync(client);

        using (await PutAsync(client, $"/n/{document.Id}/files/?name=small", "x"))
        {
        }

        var before = PeakMegabytes(server.ProcessId);
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/n/{document.Id}/files/?name=large.bin") { Content = new StreamContent(new ZeroStream(length)) };
        request.Headers.Add(FileEndpoints.UploadHeader, "1");
        using var added = await client.SendAsync(request, Stop);

        Assert.Equal(HttpStatusCode.OK, added.StatusCode);
        Assert.Equal(length, new FileInfo(data[$"notebooks/{document.Id}/large.bin"]).Length);
        Assert.InRange(PeakMegabytes(server.ProcessId) - before, 0, 40);
    }

    private static long PeakMegabytes(int process) => long.Parse(
        File.ReadLines($"/proc/{process}/status").Single(static line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
        System.Globalization.CultureInfo.InvariantCulture) / 1024;

    private static Task<HttpResponseMessage> PutAsync(HttpClient client, string address, string content, Action<HttpRequestMessage>? change = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, address) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(content)) };
        request.Headers.Add(FileEndpoints.UploadHeader, "1");
        change?.Invoke(request);
        return client.SendAsync(request, Stop);
    }

    /// <summary>So many bytes that nobody holds.</summary>
    private sealed class ZeroStream(long length) : Stream
    {
        private long _left = length;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = (int)Math.Min(_left, count);
            _left -= read;
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
