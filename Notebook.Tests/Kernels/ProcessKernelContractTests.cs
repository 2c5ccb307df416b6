using Notebook.Web.Kernels;

namespace Notebook.Tests.Kernels;

public sealed class ProcessKernelContractTests : KernelContract, IDisposable
{
    private readonly ProcessKernelLauncher _launcher = TestKernel.NewLauncher();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _folder.Dispose();
    }

    protected override Task<IKernel> LaunchAsync() =>
        _launcher.LaunchAsync(new KernelLaunchOptions { WorkingFolder = _folder.Path }, TestContext.Current.CancellationToken);
}
