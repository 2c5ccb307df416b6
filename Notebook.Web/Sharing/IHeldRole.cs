namespace Notebook.Web.Sharing;

/// <summary>A role that is looked up whenever it matters, never kept: what was taken away a moment ago is gone.</summary>
public interface IHeldRole
{
    NotebookRole Now { get; }
}
