namespace Notebook.Tests.Hosting;

/// <summary>A real server with warm kernels.</summary>
public sealed class WarmServerTests
{
    private static readonly Dictionary<string, string> TwoWarm = new() { ["Kernels__Warm"] = "2" };

    [Fact]
    public async Task KilledServer_WithWarmKernels_LeavesNoneBehind()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(folder["data"], settings: TwoWarm);
        var kernels = await WarmKernelsOfAsync(server);

        await server.KillAsync();

        Assert.True(await Eventually.TrueAsync(() => Task.FromResult(!kernels.Any(static id => Directory.Exists($"/proc/{id}")))), $"Kernels of {string.Join(", ", kernels)} outlived the server.");
    }

    [Fact]
    public async Task StoppedServer_WithWarmKernels_EndsThemAndTheNextOneStartsClean()
    {
        using var folder = new TemporaryFolder();
        await using (var server = await ServerProcess.StartAsync(folder["data"], settings: TwoWarm))
        {
            var kernels = await WarmKernelsOfAsync(server);
            await server.StopAsync();
            Assert.True(await Eventually.TrueAsync(() => Task.FromResult(!kernels.Any(static id => Directory.Exists($"/proc/{id}")))), server.Output);
        }

        await using var next = await ServerProcess.StartAsync(folder["data"]);
        Assert.True(await Eventually.TrueAsync(() => Task.FromResult(!Directory.EnumerateFileSystemEntries(folder["data/slots"]).Any())));
    }

    private static async Task<IReadOnlyList<int>> WarmKernelsOfAsync(ServerProcess server)
    {
        IReadOnlyList<int> kernels = [];
        Assert.True(await Eventually.TrueAsync(() =>
        {
            kernels = KernelProcesses.AllOf(server.ProcessId);
            return Task.FromResult(kernels.Count == 2);
        }), $"There are {kernels.Count} warm kernels. {server.Output}");
        return kernels;
    }
}
