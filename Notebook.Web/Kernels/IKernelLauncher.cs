using System.Collections.Immutable;
using Notebook.Web.Sandbox;

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

    /// <summary>Whether it is the language process, which runs no code of users.</summary>
    public bool IsLanguage { get; init; }

    /// <summary>The folder of the group that its notebook belongs to, one of <see cref="ReadableFolders"/>; null without a group. Code is told where it is.</summary>
    public string? GroupFolder { get; init; }

    /// <summary>Further folders that it may read, such as those of packages. Full paths; made when they are missing, since what comes into them later is seen too.</summary>
    public ImmutableArray<string> ReadableFolders { get; init; } = [];

    /// <summary>Single files that it may read. Full paths.</summary>
    public ImmutableArray<string> ReadableFiles { get; init; } = [];

    /// <summary>What it may use; null for the server's own limits.</summary>
    public KernelLimits? Limits { get; init; }

    /// <summary>What it is for; null for a kernel that is nobody's yet, and on the command line.</summary>
    public KernelPurpose? Purpose { get; init; }

    /// <summary>Whether it is wanted only because somebody opened the notebook: where others wait, it is refused instead of waiting too.</summary>
    public bool IsEarly { get; init; }

    /// <summary>Whether nobody waits for it, so that it starts when the machine has nothing better to do.</summary>
    public bool IsAhead { get; init; }

    /// <summary>Told whenever the place in the queue changes: how many are ahead. Called on any thread; must return at once.</summary>
    public Action<int>? Waiting { get; init; }

    /// <summary>Whether a kernel that was started for one serves for the other, once the folder is exchanged.</summary>
    public bool IsServedBy(KernelLaunchOptions other) =>
        IsWorkingFolderWritable == other.IsWorkingFolderWritable && KeepsOwner == other.KeepsOwner && Limits == other.Limits && ReadableFolders.SequenceEqual(other.ReadableFolders)
        && ReadableFiles.SequenceEqual(other.ReadableFiles);
}

/// <summary>A kernel could not be started; the message is a sentence for people.</summary>
public sealed class KernelLaunchException(string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>Nothing is wrong: others wait, and this kernel was wanted early (<see cref="KernelLaunchOptions.IsEarly"/>).</summary>
    public bool IsPostponed { get; init; }
}
