namespace Notebook.Web.Sharing;

/// <summary>What somebody may do with a notebook. Each role includes those before it.</summary>
public enum NotebookRole
{
    /// <summary>Does not even learn that the notebook exists.</summary>
    None,

    /// <summary>Reads and sees live output.</summary>
    Viewer,

    /// <summary>Also runs, and so reads whatever the notebook's kernel can.</summary>
    Runner,

    /// <summary>Also edits.</summary>
    Editor,

    /// <summary>Also grants and deletes.</summary>
    Owner,
}
