using Notebook.Web.Sandbox;

namespace Notebook.Web.Kernels;

/// <summary>The kernel's program as a process that was just started, with what it has to itself. Whoever takes it disposes it when it has ended.</summary>
internal abstract class StartedProgram : IDisposable
{
    /// <summary>The process that was started: the program itself, or bubblewrap around it.</summary>
    public abstract int Id { get; }

    /// <summary>Its own user id; null when it runs under the server's.</summary>
    public abstract int? UserId { get; }

    /// <summary>What is put around it.</summary>
    public required SandboxLayers Layers { get; init; }

    public abstract Stream Input { get; }

    public abstract Stream Output { get; }

    public abstract Stream Error { get; }

    /// <summary>Completes when it has ended and nothing that it started is left, with its exit code; 128 + signal when a signal ended it.</summary>
    public abstract Task<int> Ended { get; }

    /// <summary>Ends it; nothing when it has ended.</summary>
    public abstract void Kill();

    /// <summary>Lets it give way to others, or not, where that can be changed back.</summary>
    public abstract void SetPriority(bool isLow);

    /// <summary>Gives it everything that came into its folder.</summary>
    /// <param name="folder">Where the folder is now.</param>
    /// <exception cref="IOException">That could not be done.</exception>
    public abstract Task GiveFolderAsync(string folder);

    /// <summary>How much its folders hold.</summary>
    /// <param name="folder">The folder that it may write to; null without one.</param>
    public abstract Task<FolderUsage> MeasureAsync(string? folder);

    public abstract void Dispose();
}
