using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.FileProviders;
using Notebook.Protocol;

namespace Notebook.Web.Outputs;

/// <summary>
/// The documents that are shown in frames: what a cell's code wrote as HTML, JavaScript or an active SVG, with a small script
/// of ours in front that tells the page how high it is, and the empty document that draws diagrams. One instance per server.
/// </summary>
internal sealed class FrameDocuments
{
    /// <summary>
    /// What makes such a document harmless: an origin of its own, without cookies or storage, and no address but itself. The
    /// header stands on everything that this area serves, so that opening an output's address in a tab gains nothing either.
    /// </summary>
    public const string Policy = "sandbox allow-scripts; default-src 'none'; img-src data:; script-src 'unsafe-inline'; style-src 'unsafe-inline'; font-src data:";

    private readonly IFileProvider _webRoot;
    private readonly Lazy<string> _head;
    private readonly Lazy<Diagram> _diagram;

    /// <param name="webRoot">The server's <c>wwwroot</c>: scripts are written into the documents, since a frame may load none.</param>
    public FrameDocuments(IFileProvider webRoot)
    {
        _webRoot = webRoot;
        _head = new(() => $"<meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><style>{Read("lib/frame/frame.css")}</style><script>{Script("lib/frame/frame.js")}</script>");
        _diagram = new(MakeDiagram);
    }

    /// <summary>Changes when the diagram document does: a browser that has it loads it no second time.</summary>
    public string DiagramVersion => _diagram.Value.Version;

    /// <summary>The document that draws Mermaid diagrams, UTF-8, gzip. It holds nobody's text: the page sends it to the frame.</summary>
    public byte[] DiagramGzip => _diagram.Value.Gzip;

    /// <summary>The document of a form; JSON as it is written here leaves no angle bracket that could end the script.</summary>
    /// <returns>Null for a form that is not shown in a frame.</returns>
    public string? Of(string mimeType, string content) => mimeType switch
    {
        MimeTypes.Html or MimeTypes.Svg => Page(content),
        MimeTypes.JavaScript => Page($$"""
            <div id="output"></div><script>{
            const element = document.getElementById("output"), script = document.createElement("script");
            window.element = element;
            script.textContent = {{JsonSerializer.Serialize(content)}};
            document.body.append(script);
            }</script>
            """),
        _ => null,
    };

    private Diagram MakeDiagram()
    {
        var page = Encoding.UTF8.GetBytes(Page($"<div id=\"diagram\"></div><script>{Script("lib/mermaid/mermaid.min.js")}</script><script>{Script("lib/frame/diagram.js")}</script>"));
        using var gzip = new MemoryStream();
        using (var zip = new GZipStream(gzip, CompressionLevel.Optimal, leaveOpen: true))
            zip.Write(page);
        return new(Convert.ToHexStringLower(SHA256.HashData(page))[..16], gzip.ToArray());
    }

    // A document of the author's own may follow: the parser merges its html and body elements into these.
    private string Page(string body) => $"<!DOCTYPE html><html lang=\"en\"><head>{_head.Value}</head><body>{body}</body></html>";

    // Written so that no text of the script ends its element or begins a comment in it.
    private string Script(string path) => Read(path).Replace("</script", "<\\/script", StringComparison.OrdinalIgnoreCase).Replace("<!--", "<\\x21--", StringComparison.Ordinal);

    private string Read(string path)
    {
        using var reader = new StreamReader(_webRoot.GetFileInfo(path).CreateReadStream(), Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private sealed record Diagram(string Version, byte[] Gzip);
}
