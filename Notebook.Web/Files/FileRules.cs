using Notebook.Web.Sharing;

namespace Notebook.Web.Files;

/// <summary>The least role for what people do with a notebook's files: the one place that is asked, over HTTP and on the page.</summary>
internal static class FileRules
{
    /// <summary>
    /// Lists, looks at and downloads: whoever may run, since code reads the same files. Who only views was given the notebook, not the
    /// data beside it.
    /// </summary>
    public const NotebookRole Reads = NotebookRole.Runner;

    /// <summary>Uploads, renames and deletes; in the notebook's own folder only.</summary>
    public const NotebookRole Changes = NotebookRole.Editor;

    /// <summary>Uploads a file that a cell asks for.</summary>
    public const NotebookRole Answers = NotebookRole.Runner;

    /// <returns>Null when it is allowed; otherwise a sentence.</returns>
    public static string? RefuseChange(FileArea area, NotebookRole role) =>
        area == FileArea.Common ? "The common folder is read-only. The person who runs the server looks after it."
        : role < Changes ? "You may not change this notebook's files. Ask its owner for the role editor."
        : null;

    /// <summary>A cell that asks for a file takes it from whoever may run: the notebook's editors wrote the question.</summary>
    /// <inheritdoc cref="RefuseChange"/>
    public static string? RefuseUpload(NotebookRole role, bool isAskedFor) =>
        isAskedFor && role >= Answers ? null : RefuseChange(FileArea.Notebook, role);
}
