using Notebook.Web.Kernels;

namespace Notebook.Tests;

/// <summary>The kernel as Notebook.Web's build published it, of the same configuration as these tests.</summary>
public static class TestKernel
{
    public static KernelExecutable Executable { get; } = new(Find());

    /// <summary>A launcher of real kernels; the caller disposes it.</summary>
    public static ProcessKernelLauncher NewLauncher() => new(Executable, TimeProvider.System);

    private static string Find()
    {
        var path = Path.Combine(RepositoryFolders.WebOutput, "kernel", "Notebook.Kernel.dll");
        return File.Exists(path) ? path : throw new FileNotFoundException("Build Notebook.Web without SkipKernelPublish first: it publishes the kernel that these tests start.", path);
    }
}
