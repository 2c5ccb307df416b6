namespace Notebook.Tests.Hosting;

/// <summary>Assets must arrive with their bodies: linked the plain way they answer 200 with nothing in them.</summary>
public sealed class StaticAssetTests
{
    [Theory]
    [InlineData("Production")]
    [InlineData("Development")]
    public async Task EveryAsset_OfTheBuiltServer_HasItsBody(string environment)
    {
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path, environment: environment);

        await AssertAssetsHaveBodiesAsync(server);
    }

    internal static async Task AssertAssetsHaveBodiesAsync(ServerProcess server)
    {
        using var client = new HttpClient { BaseAddress = server.Address };
        var root = Path.Combine(RepositoryFolders.Root, "wwwroot");
        var files = Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).ToList();
        Assert.NotEmpty(files);

        foreach (var file in files)
        {
            var body = await client.GetByteArrayAsync(Path.GetRelativePath(root, file), TestContext.Current.CancellationToken);
            Assert.True(body.Length == new FileInfo(file).Length, $"{file} is served with {body.Length} bytes");
        }

        foreach (var path in new[] { "_framework/blazor.web.js", "_content/MudBlazor/MudBlazor.min.css", "_content/Plotly.Blazor/plotly-3.7.0.min.js" })
        {
            var body = await client.GetByteArrayAsync(path, TestContext.Current.CancellationToken);
            Assert.True(body.Length > 10_000, $"{path} is served with {body.Length} bytes");
        }
    }
}
