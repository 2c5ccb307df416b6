using System.Diagnostics;

namespace Notebook.Tests.Editor;

/// <summary>The JavaScript sources: their own tests, and that the bundle which is checked in is the one they build.</summary>
public sealed class EditorBundleTests
{
    private static readonly string Folder = Path.Combine(RepositoryFolders.Root, "Notebook.Web", "Editor");

    [Fact(Skip = "node and npm are missing: install the packages nodejs and npm.", SkipType = typeof(Capability), SkipUnless = nameof(Capability.HasNode), Timeout = 600_000)]
    public async Task Sources_TestedAndBundled_PassAndEqualWhatIsCheckedIn()
    {
        await NpmAsync(TestContext.Current.CancellationToken, "ci", "--no-audit", "--no-fund");
        await NpmAsync(TestContext.Current.CancellationToken, "test");
        await NpmAsync(TestContext.Current.CancellationToken, "run", "check");
    }

    private static async Task NpmAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        using var npm = Process.Start(new ProcessStartInfo(Capability.NpmPath ?? throw new InvalidOperationException("npm is missing."), arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = npm.StandardError.ReadToEndAsync(cancellationToken);
        var output = await npm.StandardOutput.ReadToEndAsync(cancellationToken);
        await npm.WaitForExitAsync(cancellationToken);
        Assert.True(npm.ExitCode == 0, $"npm {string.Join(' ', arguments)}\n{output}\n{await errors}");
    }
}
