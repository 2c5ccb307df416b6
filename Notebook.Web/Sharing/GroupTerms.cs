using Notebook.Web.Documents;
using Notebook.Web.Sandbox;

namespace Notebook.Web.Sharing;

/// <summary>The limits that the kernels of a group's notebooks get. Asked when a kernel starts, so a change holds for new kernels.</summary>
/// <param name="sharing">Knows the groups.</param>
/// <param name="server">What the server gives.</param>
public sealed class GroupTerms(SharingIndex sharing, KernelLimits server)
{
    /// <summary>What the server gives: no group gets more.</summary>
    public KernelLimits Server => server;

    /// <returns>Null for a notebook that gets what the server gives.</returns>
    public KernelLimits? LimitsOf(NotebookId id)
    {
        var state = sharing.State;
        // As much as the server gives is no limit of its own: such a kernel may be one that was kept warm.
        return state.AttributesOf(id).Group is { } group && state.Groups.GetValueOrDefault(group)?.Limits?.Within(server) is { } limits && limits != server ? limits : null;
    }
}
