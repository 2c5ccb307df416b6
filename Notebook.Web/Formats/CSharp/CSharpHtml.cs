using System.Net;
using System.Text;

namespace Notebook.Web.Formats.CSharp;

/// <summary>C# with its colours, as HTML of the classes that the page's editor uses.</summary>
internal static class CSharpHtml
{
    public static string Of(string source)
    {
        var tokens = CSharpLexer.Lex(source);
        var html = new StringBuilder(source.Length * 2);
        for (var i = 0; i < tokens.Count; i++)
        {
            var text = WebUtility.HtmlEncode(source.Substring(tokens[i].Start, tokens[i].Length));
            if (ClassOf(source, tokens, i) is { } name)
                html.Append("<span class=\"tok-").Append(name).Append("\">").Append(text).Append("</span>");
            else
                html.Append(text);
        }

        return html.ToString();
    }

    private static string? ClassOf(string source, IReadOnlyList<CSharpToken> tokens, int index) => tokens[index].Kind switch
    {
        CSharpTokenKind.Comment => "comment",
        CSharpTokenKind.Directive or CSharpTokenKind.Keyword => "keyword",
        CSharpTokenKind.Number => "number",
        CSharpTokenKind.Text => "string",
        CSharpTokenKind.Punctuation => "punctuation",
        CSharpTokenKind.Identifier => NameClass(source, tokens, index),
        _ => null,
    };

    private static string? NameClass(string source, IReadOnlyList<CSharpToken> tokens, int index)
    {
        var next = index + 1;
        while (next < tokens.Count && !tokens[next].IsCode)
            next++;
        var isCalled = next < tokens.Count && source[tokens[next].Start] == '(';
        var before = index - 1;
        while (before >= 0 && !tokens[before].IsCode)
            before--;
        var isMember = before >= 0 && source[tokens[before].Start] == '.';
        var isNew = before >= 0 && source.AsSpan(tokens[before].Start, tokens[before].Length).SequenceEqual("new");
        return isCalled ? isNew ? "type" : "method"
            : isMember ? "member"
            : char.IsUpper(source[tokens[index].Start]) ? "type"
            : null;
    }
}
