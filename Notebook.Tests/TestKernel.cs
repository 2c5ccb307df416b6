using Notebook.Web.Kernels;
using Notebook.Web.Sandbox;

namespace Notebook.Tests;

/// <summary>The kernel as Notebook.Web's build published it, of the same configuration as these tests.</summary>
public static class TestKernel
{
    public static KernelExecutable Executable { get; } = new(Find());

    /// <summary>The sandbox of all tests that do not bring their own: probed once, as it is when a developer starts the server.</summary>
    public static KernelSandbox Sandbox { get; } = NewSandbox(new() { Mode = SandboxMode.Auto });

    /// <summary>Kernels without a sandbox, for what it forbids and the kernel does all the same.</summary>
    public static KernelSandbox NoSandbox { get; } = NewSandbox(new() { Mode = SandboxMode.Off });

    /// <summary>A launcher of real kernels; whoever launches a kernel disposes it.</summary>
    public static ProcessKernelLauncher NewLauncher(KernelSandbox? sandbox = null) => new(Executable, sandbox ?? Sandbox, TimeProvider.System);

    /// <summary>A sandbox of a test's own; the caller disposes it.</summary>
    public static KernelSandbox NewSandbox(SandboxEnvironment environment) => new(Executable, environment, TimeProvider.System);

    private static string Find()
    {
        var path = Path.Combine(RepositoryFolders.WebOutput, "kernel", "Notebook.Kernel.dll");
        return File.Exists(path) ? path : throw new FileNotFoundException("Build Notebook.Web without SkipKernelPublish first: it publishes the kernel that these tests start.", path);
    }
}
