using Notebook.Web.Kernels;

namespace Notebook.Web.Sandbox;

/// <summary>Probes the sandbox and starts the kernel's program in it: in this process, or at its request in the root process that started it.</summary>
internal interface IProgramStart : IDisposable
{
    /// <summary>What the probes found. The first call runs them; later ones share the result.</summary>
    Task<SandboxReport> Report { get; }

    /// <summary>The same for a folder that stays its owner's.</summary>
    Task<SandboxReport> OwnersReport { get; }

    /// <summary>Starts the program, to be a kernel or the language process.</summary>
    /// <param name="options">What it gets.</param>
    /// <param name="layers">What is put around it, as the report says.</param>
    /// <exception cref="IOException">It could not be started.</exception>
    /// <exception cref="System.ComponentModel.Win32Exception">The system could not start it.</exception>
    Task<StartedProgram> StartAsync(KernelLaunchOptions options, SandboxLayers layers);
}
