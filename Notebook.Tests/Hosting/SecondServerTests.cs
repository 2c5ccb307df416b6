namespace Notebook.Tests.Hosting;

public sealed class SecondServerTests
{
    [Fact]
    public async Task SecondServer_OnTheSameDataFolder_IsRefusedWithASentence()
    {
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path);

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => ServerProcess.StartAsync(data.Path));

        Assert.Contains(data.Path, refused.Message, StringComparison.Ordinal);
        Assert.Contains("another", refused.Message, StringComparison.OrdinalIgnoreCase);
    }
}
