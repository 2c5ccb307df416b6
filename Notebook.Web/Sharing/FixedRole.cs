namespace Notebook.Web.Sharing;

/// <summary>A role that nobody can change: of the command line, which acts on its own file.</summary>
public sealed class FixedRole(NotebookRole role) : IHeldRole
{
    public NotebookRole Now => role;
}
