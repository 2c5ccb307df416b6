using Notebook.Web.Documents;

namespace Notebook.Web.Sharing;

/// <summary>The role that a visitor holds on a notebook at the moment of asking.</summary>
/// <param name="access">Knows.</param>
/// <param name="visitor">Who.</param>
/// <param name="id">Which notebook.</param>
/// <param name="atMost">For a look at the notebook as others see it; nobody gets more by it.</param>
internal sealed class LiveRole(NotebookAccess access, Visitor visitor, NotebookId id, NotebookRole atMost = NotebookRole.Owner) : IHeldRole
{
    public NotebookRole Now => access.RoleOf(visitor, id) is var role && role < atMost ? role : atMost;
}
