using Notebook.Web.Sharing;

namespace Notebook.Web.Sessions;

/// <summary>What the session knows about an operation beside its content.</summary>
/// <param name="By">Who sent it.</param>
/// <param name="Role">The role they held when the session took it up.</param>
/// <param name="At">When that was.</param>
internal sealed record OperationContext(Participant By, NotebookRole Role, DateTimeOffset At)
{
    public OperationContext(Participant by, DateTimeOffset at)
        : this(by, by.Role, at)
    {
    }
}
