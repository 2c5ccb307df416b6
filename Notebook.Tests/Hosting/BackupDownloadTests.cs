using System.Net;
using Notebook.Web.Storage;
using Notebook.Web.Storage.Backup;

namespace Notebook.Tests.Hosting;

/// <summary>The download of a backup from a real server.</summary>
public sealed class BackupDownloadTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Download_ByTheAdministrator_CanBeRestored()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(folder["data"]);
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = server.Address };
        using var refused = await client.GetAsync(BackupEndpoint.Path, Token);
        Assert.NotEqual(HttpStatusCode.OK, refused.StatusCode);

        await server.SignInAsync(client);
        await File.WriteAllBytesAsync(folder["one.backup"], await client.GetByteArrayAsync(BackupEndpoint.Path, Token), Token);

        await new DataRestore(new DataFolder(folder["copy"]), TimeProvider.System).RunAsync(folder["one.backup"], replaces: false, Token);
        Assert.True(File.Exists(folder["copy/notebook.db"]));
        await using var copy = await ServerProcess.StartAsync(folder["copy"]);
    }
}
