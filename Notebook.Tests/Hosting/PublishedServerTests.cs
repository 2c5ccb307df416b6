using System.Diagnostics;

namespace Notebook.Tests.Hosting;

/// <summary>The published output, started from another folder, as the container starts it.</summary>
public sealed class PublishedServerTests
{
    [Fact(Timeout = 600_000)]
    public async Task PublishedServer_StartedElsewhere_ServesAssetsAndRunsANotebook()
    {
        using var folder = new TemporaryFolder();
        using var publish = Process.Start(new ProcessStartInfo("dotnet")
        {
            // What was built is published: a second build beside the other tests would take minutes of two cores.
            ArgumentList = { "publish", Path.Combine(RepositoryFolders.Root, "Notebook.Web"), "-c", RepositoryFolders.Configuration, "--no-build", "-o", folder["app"], "-v", "quiet", "--nologo" },
            RedirectStandardOutput = true,
        })!;
        var output = await publish.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await publish.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(publish.ExitCode == 0, output);

        await using (var server = await ServerProcess.StartAsync(folder["data"], serverFolder: folder["app"], workingFolder: "/"))
            await StaticAssetTests.AssertAssetsHaveBodiesAsync(server);

        await File.WriteAllTextAsync(folder["sum.dib"], "#!csharp\n\nConsole.WriteLine(1 + 1);\n", TestContext.Current.CancellationToken);
        using var run = Process.Start(new ProcessStartInfo("dotnet")
        {
            ArgumentList = { Path.Combine(folder["app"], "Notebook.Web.dll"), "run", folder["sum.dib"] },
            WorkingDirectory = "/",
            RedirectStandardOutput = true,
        })!;
        var printed = await run.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await run.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal((0, "2"), (run.ExitCode, printed.Trim()));
    }
}
