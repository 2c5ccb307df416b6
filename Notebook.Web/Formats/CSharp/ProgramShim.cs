using System.Text;
using Notebook.Web.Formats.Html;

namespace Notebook.Web.Formats.CSharp;

/// <summary>What a notebook provides and a program lacks, as source at the program's end; only what it uses.</summary>
internal static class ProgramShim
{
    private const string Mark = "// ~";

    /// <param name="program">Everything before it.</param>
    public static string For(string program)
    {
        var shim = new StringBuilder();
        var isUsed = true;
        // The source is in parts; each begins with a line that says which words ask for it.
        foreach (var line in Encoding.UTF8.GetString(HtmlAssets.Read("shim.cs").Span).Split('\n'))
            if (line.TrimStart().StartsWith(Mark, StringComparison.Ordinal))
                isUsed = line.Split(Mark)[1].Trim() is var words && (words.Length == 0 || words.Split(' ').Any(word => program.Contains(word, StringComparison.Ordinal)));
            else if (isUsed)
                shim.Append(line).Append('\n');
        return shim.ToString().TrimEnd() + "\n";
    }
}
