using System.Text.RegularExpressions;

namespace Notebook.Web.Language;

/// <summary>Finds the id of a package that is being typed in <c>#r "nuget: …"</c>.</summary>
internal static partial class PackageWord
{
    /// <returns>Where the id begins and what of it is there; null when the place is in no such line.</returns>
    public static (int Start, string Word)? Find(string text, int position)
    {
        if (position < 0 || position > text.Length)
            return null;
        var lineStart = position == 0 ? 0 : text.LastIndexOf('\n', position - 1) + 1;
        return Line().Match(text[lineStart..position]) is { Success: true } match ? (lineStart + match.Groups["id"].Index, match.Groups["id"].Value) : null;
    }

    [GeneratedRegex("""^\s*#r\s+"\s*nuget\s*:\s*(?<id>[\w.-]*)$""", RegexOptions.IgnoreCase)]
    private static partial Regex Line();
}
