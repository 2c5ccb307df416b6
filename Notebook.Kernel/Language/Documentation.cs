using System.Text;
using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Notebook.Protocol.Language;

namespace Notebook.Kernel.Language;

/// <summary>Documentation comments as plain text.</summary>
internal static class Documentation
{
    /// <summary>The summary of a symbol.</summary>
    public static string Of(ISymbol symbol, CancellationToken cancellationToken) => Element(symbol, "summary", null, cancellationToken);

    /// <summary>What a parameter is for.</summary>
    public static string OfParameter(ISymbol symbol, string parameter, CancellationToken cancellationToken) => Element(symbol, "param", parameter, cancellationToken);

    public static string Clip(string text) => text.Length <= LanguageLimits.MaxDocumentationChars ? text : text[..LanguageLimits.MaxDocumentationChars] + "…";

    private static string Element(ISymbol symbol, string name, string? parameter, CancellationToken cancellationToken)
    {
        var xml = symbol.GetDocumentationCommentXml(expandIncludes: false, cancellationToken: cancellationToken);
        if (string.IsNullOrWhiteSpace(xml))
            return "";
        try
        {
            var root = XElement.Parse($"<doc>{xml}</doc>");
            var found = root.Descendants(name).FirstOrDefault(element => parameter is null || element.Attribute("name")?.Value == parameter);
            return found is null ? "" : Clip(Text(found));
        }
        catch (XmlException)
        {
            // Somebody's comment that is no XML documents nothing.
            return "";
        }
    }

    private static string Text(XElement element)
    {
        var text = new StringBuilder();
        Add(element, text);
        return string.Join(' ', text.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    private static void Add(XElement element, StringBuilder text)
    {
        foreach (var node in element.Nodes())
            switch (node)
            {
                case XText words:
                    text.Append(words.Value);
                    break;
                case XElement inner when !inner.Nodes().Any():
                    text.Append((inner.Attribute("cref") ?? inner.Attribute("langword") ?? inner.Attribute("name"))?.Value is { } reference ? ShortName(reference) : " ");
                    break;
                case XElement inner:
                    Add(inner, text);
                    text.Append(inner.Name.LocalName == "para" ? " " : "");
                    break;
            }
    }

    // T:System.Collections.Generic.List`1 is List, M:System.Console.Write(System.String) is Console.Write.
    private static string ShortName(string reference)
    {
        if (reference.Length < 2 || reference[1] != ':')
            return reference;
        var name = reference[2..].Split('(')[0].Split('`')[0];
        var parts = name.Split('.');
        return string.Join('.', reference[0] is 'T' or 'N' ? parts[^1..] : parts[Math.Max(0, parts.Length - 2)..]);
    }
}
