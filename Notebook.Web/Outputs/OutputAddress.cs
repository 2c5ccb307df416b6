using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Notebook.Protocol;
using Notebook.Web.Documents;
using Notebook.Web.Sessions;

namespace Notebook.Web.Outputs;

/// <summary>
/// Where a browser finds one form of a value: by its content, so that the address of what has not changed stays the same and
/// nothing is loaded twice.
/// </summary>
internal static class OutputAddress
{
    // A snapshot shares its texts with the next one, so a text is hashed once however often its cell is rendered.
    private static readonly ConditionalWeakTable<string, Known> Hashes = [];

    private static readonly HashSet<string> Served = new(StringComparer.Ordinal)
    {
        MimeTypes.Html, MimeTypes.JavaScript, MimeTypes.Svg, MimeTypes.Png, MimeTypes.Jpeg, MimeTypes.Gif, MimeTypes.WebP, MimeTypes.Bmp,
        MimeTypes.Table, MimeTypes.Tree, MimeTypes.Json, MimeTypes.Plotly,
    };

    /// <returns>A path without a slash in front: the page's base address is the server's root.</returns>
    public static string Of(NotebookId id, string mimeType, string content) => $"n/{id}/outputs/{Hash(mimeType, content)}";

    /// <returns>The form that has this hash, or null when no output of the notebook and no value that somebody has opened has it (any more).</returns>
    public static (string MimeType, string Content)? Find(INotebookSession session, string hash)
    {
        foreach (var cell in session.Snapshot.Document.Cells)
            foreach (var output in cell.Outputs)
                if (output is DisplayOutput display && Find(display.Data, hash) is { } found)
                    return found;
        foreach (var value in session.ShownValues.All)
            if (Find(value, hash) is { } found)
                return found;
        return null;
    }

    private static (string MimeType, string Content)? Find(MimeBundle bundle, string hash)
    {
        foreach (var (type, content) in bundle.Contents)
            if (Served.Contains(type) && Hash(type, content) == hash)
                return (type, content);
        return null;
    }

    // The type belongs to what is hashed: a text that is shown as HTML and as data has two addresses.
    private static string Hash(string mimeType, string content)
    {
        if (Hashes.TryGetValue(content, out var known) && known.MimeType == mimeType)
            return known.Hash;
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(Encoding.UTF8.GetBytes(mimeType + "\n"));
        sha.AppendData(Encoding.UTF8.GetBytes(content));
        var hash = Convert.ToHexStringLower(sha.GetHashAndReset());
        Hashes.AddOrUpdate(content, new(mimeType, hash));
        return hash;
    }

    private sealed record Known(string MimeType, string Hash);
}
