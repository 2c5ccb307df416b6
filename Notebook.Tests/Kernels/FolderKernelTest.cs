using Notebook.Web.Kernels;

namespace Notebook.Tests.Kernels;

/// <summary>A test of cells in a kernel process of its own, which works in a folder of the test.</summary>
public abstract class FolderKernelTest : IAsyncLifetime
{
    private KernelConversation? _kernel;

    protected TemporaryFolder Folder { get; } = new();

    protected KernelConversation Kernel => _kernel ?? throw new InvalidOperationException("The kernel is not open yet.");

    public async ValueTask InitializeAsync() =>
        _kernel = new KernelConversation(await TestKernel.NewLauncher().LaunchAsync(new KernelLaunchOptions { WorkingFolder = Folder.Path }, TestContext.Current.CancellationToken));

    public async ValueTask DisposeAsync()
    {
        if (_kernel is not null)
            await _kernel.DisposeAsync();
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }
}
