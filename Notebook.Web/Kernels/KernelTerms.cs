using Notebook.Web.Documents;
using Notebook.Web.Packages;
using Notebook.Web.Sandbox;
using Notebook.Web.Storage;

namespace Notebook.Web.Kernels;

/// <summary>
/// What a notebook's kernel gets: the one place that knows folders and limits. What differs for a group's notebooks is decided in
/// <see cref="ForAsync"/>; a kernel whose terms differ from <see cref="Common"/> is started cold.
/// </summary>
public sealed class KernelTerms(DataFolder data, IPackageRestorer packages)
{
    /// <summary>What most kernels get, without a folder.</summary>
    public KernelLaunchOptions Common => new() { WorkingFolder = "", ReadableFolders = packages.Folders };

    /// <summary>The limits of a notebook's kernels where they are not the server's own (<c>Sandbox:Limits</c>). Set at the start by whoever knows groups.</summary>
    public Func<NotebookId, KernelLimits?> LimitsOf { get; set; } = static _ => null;

    /// <summary>The terms of a notebook's next kernel.</summary>
    public ValueTask<KernelLaunchOptions> ForAsync(NotebookId id, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(Common with { WorkingFolder = data.NotebookFolder(id), Limits = LimitsOf(id) });
    }
}
