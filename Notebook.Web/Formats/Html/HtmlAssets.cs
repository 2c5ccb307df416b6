using System.Collections.Concurrent;

namespace Notebook.Web.Formats.Html;

/// <summary>What an exported page carries with it: parts of this assembly, so that an export needs no server and no files.</summary>
internal static class HtmlAssets
{
    private static readonly ConcurrentDictionary<string, ReadOnlyMemory<byte>> Known = [];

    /// <param name="name">tokens.css, outputs.css, page.css, page.js or plotly.js.</param>
    public static ReadOnlyMemory<byte> Read(string name) => Known.GetOrAdd(name, static name =>
    {
        using var stream = typeof(HtmlAssets).Assembly.GetManifestResourceStream($"export/{name}") ?? throw new InvalidOperationException($"The assembly was built without export/{name}.");
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    });
}
