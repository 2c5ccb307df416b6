using Notebook.Protocol;
using Notebook.Web.Kernels;
using Notebook.Web.Sandbox;

namespace Notebook.Benchmarks.Kernels;

/// <summary>A published kernel as the server starts it, in a sandbox of a row's own.</summary>
internal sealed class SandboxedKernel(IKernel kernel) : IAsyncDisposable
{
    private long _submissions;

    public IKernel Kernel => kernel;

    public static ProcessKernelLauncher Launcher(PublishedProduct product, KernelSandbox sandbox) => new(new KernelExecutable(product.KernelAssembly), sandbox, TimeProvider.System);

    public static KernelSandbox Sandbox(PublishedProduct product, SandboxMode mode, SandboxOptions options)
    {
        var data = product.NewFolder();
        return new(new KernelExecutable(product.KernelAssembly), new SandboxEnvironment { Options = options, Mode = mode, DataFolder = data, ScratchFolder = Path.Combine(data, "scratch") }, TimeProvider.System);
    }

    /// <summary>Runs code to its end.</summary>
    public async Task RunAsync(string code, CancellationToken cancellationToken)
    {
        var id = new SubmissionId(++_submissions);
        await kernel.SendAsync(new Submit { SubmissionId = id, SourceName = "cell", Code = code }, cancellationToken);
        await foreach (var told in kernel.Events.ReadAllAsync(cancellationToken))
        {
            if (told is SubmissionCompleted completed && completed.SubmissionId == id)
                return;
        }

        throw new InvalidOperationException($"The kernel ended: {(await kernel.Ended).Message}");
    }

    public ValueTask DisposeAsync() => kernel.DisposeAsync();
}
