using Notebook.Web.Kernels;
using Notebook.Web.Packages;
using Notebook.Web.Storage;

namespace Notebook.Web.CommandLine;

/// <summary>What the commands need of the program around them.</summary>
public sealed record CommandLineServices
{
    /// <summary>Runs the server until the token is cancelled; the result is the process's exit code.</summary>
    public required Func<ServeOptions, CancellationToken, Task<int>> Serve { get; init; }

    /// <summary>Starts the kernel of <c>run</c>.</summary>
    public required IKernelLauncher Launcher { get; init; }

    /// <summary>Gets the packages that notebooks ask for in <c>run</c>. Made when the first asks.</summary>
    public Lazy<IPackageRestorer> Packages { get; init; } = new(static () => NoPackages.Instance);

    /// <summary>The data folder of an option, or of the settings.</summary>
    public Func<string?, DataFolder> DataFolder { get; init; } = static path => path is { Length: > 0 } ? new(path) : Storage.DataFolder.From(CommandConfiguration.Read());

    public TextWriter Output { get; init; } = Console.Out;

    public TextWriter Error { get; init; } = Console.Error;

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
