namespace Notebook.Web.Documents;

/// <summary>Where code comes from, as a kernel names it: the id of a cell, or a file that a cell loads or imports.</summary>
internal static class SourceNames
{
    /// <summary>The file's name without its folder, such as <c>lib.csx</c> or <c>setup.dib, cell 2</c>; null when it is a cell's id.</summary>
    public static string? FileOf(string sourceName) =>
        CellId.TryParse(sourceName, out _) || sourceName.Length == 0 ? null : sourceName[(sourceName.LastIndexOf('/') + 1)..];
}
