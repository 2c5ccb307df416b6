using Notebook.Web.Documents;
using Notebook.Web.Sessions;

namespace Notebook.Web.Sharing;

/// <summary>Ends kernels that read the folder of a group to which their notebook does not belong any more: what a kernel sees is fixed when it starts.</summary>
public sealed class GroupKernels(INotebookSessions sessions)
{
    private static readonly Participant Server = new() { Id = "server", DisplayName = "Server", Holds = new FixedRole(NotebookRole.Runner) };

    /// <summary>Gives the notebook a new kernel, if it has one.</summary>
    public async Task RenewAsync(NotebookId id)
    {
        if (sessions.FindOpen(id) is { Snapshot.Kernel.State: not (KernelState.NotStarted or KernelState.Stopped) } session)
            await session.ApplyAsync(new RestartKernel(), Server);
    }
}
