using System.Runtime.InteropServices;
using System.Text;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.DotNet.Interactive;
using Notebook.Protocol;

namespace Notebook.Kernel.Directives;

/// <summary>What <c>#!lsmagic</c> and <c>#!about</c> show.</summary>
internal static class DirectiveHelp
{
    public static MimeBundle List()
    {
        var text = new StringBuilder("| directive | does |\n|---|---|\n");
        var own = RegisteredDirectives.All.Where(static other => !other.Directive.Hidden).Select(static other => DirectiveTable.OfNotebook(other.Directive));
        foreach (var entry in DirectiveTable.All.Concat(own))
        {
            var parameters = entry.Required.Select(static name => $" --{name} …").Concat(entry.Optional.Select(static name => $" [--{name} …]"));
            text.Append("| `#!").Append(entry.Name).AppendJoin("", parameters).Append("` | ").Append(entry.Description).Append(" |\n");
        }

        text.Append("| `#!html` `#!javascript` `#!mermaid` `#!markdown` | Shows the text that follows. |\n");
        text.Append("| `#!csharp` | Runs the text that follows. |\n");
        return Markdown(text.ToString());
    }

    public static MimeBundle About() => Markdown($"""
        | | |
        |---|---|
        | Runtime | {RuntimeInformation.FrameworkDescription} |
        | C# | {LanguageVersionFacts.MapSpecifiedToEffectiveVersion(LanguageVersion.Latest).ToDisplayString()} |
        | System | {RuntimeInformation.OSDescription} ({RuntimeInformation.ProcessArchitecture}) |
        | Kernel protocol | {ProtocolVersion.Current} |
        """);

    private static MimeBundle Markdown(string text) => MimeBundle.Of(MimeTypes.Markdown, text, text);
}
