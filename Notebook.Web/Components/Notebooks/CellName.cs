namespace Notebook.Web.Components.Notebooks;

/// <summary>What a code cell is called where there is no room for it: its first comment, or its first line.</summary>
internal static class CellName
{
    private const int MaxLength = 120;

    /// <returns>Null when the text says nothing.</returns>
    public static string? Of(string source)
    {
        foreach (var line in source.AsSpan().EnumerateLines())
            if (line.Trim().TrimStart('/').TrimStart("*").Trim() is { IsEmpty: false } words)
                return (words.Length <= MaxLength ? words : words[..MaxLength]).ToString();
        return null;
    }
}
