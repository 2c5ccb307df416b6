using Notebook.Web.Kernels;
using Notebook.Web.Sandbox;

namespace Notebook.Tests.Sandbox;

/// <summary>What a machine that lacks a layer does in each mode.</summary>
public sealed class SandboxModeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false, true, "Landlock is switched off")]
    [InlineData(true, false, "The filter of system calls is switched off")]
    public async Task Required_WithoutALayer_StartsNothingAndNamesTheRemedy(bool landlock, bool seccomp, string words)
    {
        using var sandbox = TestKernel.NewSandbox(new() { Mode = SandboxMode.Required, Options = new() { Bubblewrap = false, Landlock = landlock, Seccomp = seccomp } });

        var refused = await Assert.ThrowsAsync<KernelLaunchException>(() => TestKernel.NewLauncher(sandbox).LaunchAsync(new() { WorkingFolder = _folder.Path }, TestContext.Current.CancellationToken));

        Assert.Contains("Sandbox:Mode is Required", refused.Message, StringComparison.Ordinal);
        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
        Assert.NotNull((await sandbox.Report).Refusal);
    }

    [Fact]
    public async Task Auto_WithoutALayer_StartsAndSaysWhatIsMissing()
    {
        using var sandbox = TestKernel.NewSandbox(new() { Mode = SandboxMode.Auto, Options = new() { Bubblewrap = false, Seccomp = false } });

        await using var kernel = await TestKernel.NewLauncher(sandbox).LaunchAsync(new() { WorkingFolder = _folder.Path }, TestContext.Current.CancellationToken);

        Assert.Contains((await sandbox.Report).Missing, static sentence => sentence.Contains("The filter of system calls is switched off", StringComparison.Ordinal));
    }
}
