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

    /// <summary>The terms of a notebook's next kernel.</summary>
    public ValueTask<KernelLaunchOptions> ForAsync(NotebookId id, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(Common with { WorkingFolder = data.NotebookFolder(id), Limits = LimitsOf(id) });
    }

    /// <summary>The limits of a notebook where they are not the server's (<c>Sandbox:Limits</c>): those of its group, once there are groups.</summary>
    private static KernelLimits? LimitsOf(NotebookId id)
    {
        _ = id;
        return null;
    }
}
