namespace Notebook.Web.Sharing;

/// <summary>What somebody may do with a notebook. Each role includes those before it.</summary>
public enum NotebookRole
{
    /// <summary>Reads and sees live output.</summary>
    Viewer = 1,

    /// <summary>Also runs.</summary>
    Runner,

    /// <summary>Also edits.</summary>
    Editor,

    /// <summary>Also grants and deletes.</summary>
    Owner,
}
