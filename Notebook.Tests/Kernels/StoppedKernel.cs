using Notebook.Web.Kernels;

namespace Notebook.Tests.Kernels;

/// <summary>One real kernel that many cells are stopped in: that each leaves it fit for the next is part of what is tested. Without the sandbox: some of the cells start programs.</summary>
public sealed class StoppedKernel : IAsyncLifetime
{
    private readonly ProcessKernelLauncher _launcher = TestKernel.NewLauncher(TestKernel.NoSandbox);
    private readonly TemporaryFolder _folder = new();
    private KernelConversation? _kernel;

    public KernelConversation Kernel => _kernel ?? throw new InvalidOperationException("The kernel is not open yet.");

    public async ValueTask InitializeAsync()
    {
        _kernel = new KernelConversation(await _launcher.LaunchAsync(new KernelLaunchOptions { WorkingFolder = _folder.Path }, TestContext.Current.CancellationToken));
        await _kernel.RunAsync("var kept = 41;");
    }

    public async ValueTask DisposeAsync()
    {
        if (_kernel is not null)
            await _kernel.DisposeAsync();
        _folder.Dispose();
    }
}
