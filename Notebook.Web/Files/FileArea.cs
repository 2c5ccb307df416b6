namespace Notebook.Web.Files;

/// <summary>The folders that a notebook's kernel sees.</summary>
public enum FileArea
{
    /// <summary>The notebook's own.</summary>
    Notebook,

    /// <summary>The operator's, read-only, the same for every notebook.</summary>
    Common,
}
