using System.Diagnostics;

namespace Notebook.Tests.Hosting;

/// <summary>The published output, made once for the tests that start it as the container does.</summary>
public sealed class PublishedServer : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>The folder that the image has as <c>/app</c>; everybody may read it.</summary>
    public string App => _folder["app"];

    public async ValueTask InitializeAsync()
    {
        using var publish = Process.Start(new ProcessStartInfo("dotnet")
        {
            // What was built is published: a second build beside the other tests would take minutes of two cores.
            ArgumentList = { "publish", Path.Combine(RepositoryFolders.Root, "Notebook.Web"), "-c", RepositoryFolders.Configuration, "--no-build", "-o", App, "-v", "quiet", "--nologo" },
            RedirectStandardOutput = true,
        })!;
        var output = await publish.StandardOutput.ReadToEndAsync();
        await publish.WaitForExitAsync();
        Assert.True(publish.ExitCode == 0, output);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
