using System.Collections.Immutable;

namespace Notebook.Web.Kernels;

/// <summary>Starts kernels: the seam behind which a kernel may one day run on another machine.</summary>
public interface IKernelLauncher
{
    /// <summary>Starts a kernel and completes its handshake.</summary>
    /// <exception cref="KernelLaunchException">It did not start; the message says why in plain words.</exception>
    Task<IKernel> LaunchAsync(KernelLaunchOptions options, CancellationToken cancellationToken);
}

/// <summary>What a new kernel gets.</summary>
public sealed record KernelLaunchOptions
{
    /// <summary>The kernel's current folder, made when it is missing.</summary>
    public required string WorkingFolder { get; init; }

    /// <summary>Folders that the kernel reads and never writes, such as those of packages; those that do not exist yet come into being while it runs.</summary>
    public ImmutableArray<string> ReadOnlyFolders { get; init; } = [];
}

/// <summary>A kernel could not be started; the message is a sentence for people.</summary>
public sealed class KernelLaunchException(string message, Exception? innerException = null) : Exception(message, innerException);
