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

    /// <summary>Whether the kernel may change what is in its current folder.</summary>
    public bool IsWorkingFolderWritable { get; init; } = true;

    /// <summary>Whether the folder stays its owner's, as a person's own does. A notebook's folder may be given to a user id of the kernel's own.</summary>
    public bool KeepsOwner { get; init; }

    /// <summary>Further folders that it may read, such as those of packages. Full paths; made when they are missing, since what comes into them later is seen too.</summary>
    public ImmutableArray<string> ReadableFolders { get; init; } = [];

    /// <summary>Single files that it may read. Full paths.</summary>
    public ImmutableArray<string> ReadableFiles { get; init; } = [];
}

/// <summary>A kernel could not be started; the message is a sentence for people.</summary>
public sealed class KernelLaunchException(string message, Exception? innerException = null) : Exception(message, innerException);
