using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Notebook.Kernel.Directives;
using Notebook.Protocol;

namespace Notebook.Kernel.Packages;

/// <summary>
/// The lines <c>#r "nuget: …"</c> and <c>#i "nuget: …"</c> of a piece of C#, wherever they stand in it, and the code without them.
/// The compiler says what is a directive: the same words in a text or a comment mean nothing.
/// </summary>
internal sealed partial record PackageDirectives
{
    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.Latest, DocumentationMode.None, SourceCodeKind.Script);

    public required ImmutableArray<PackageReference> References { get; init; }

    public required ImmutableArray<string> Sources { get; init; }

    public required ImmutableArray<DirectiveError> Errors { get; init; }

    /// <summary>The code, with an empty line in place of each of these.</summary>
    public required string Code { get; init; }

    /// <returns>Null when there are none, which a look at the text tells for nearly every cell.</returns>
    public static PackageDirectives? Find(string code)
    {
        if (!code.Contains("nuget", StringComparison.OrdinalIgnoreCase) || !code.Contains('#', StringComparison.Ordinal))
            return null;

        var references = ImmutableArray.CreateBuilder<PackageReference>();
        var sources = ImmutableArray.CreateBuilder<string>();
        var errors = ImmutableArray.CreateBuilder<DirectiveError>();
        var lines = code.Split('\n');
        foreach (var line in DirectiveLines(code))
        {
            if (NuGetLine().Match(lines[line]) is not { Success: true } match)
                continue;

            var argument = match.Groups["argument"].Value.Trim();
            if (match.Groups["name"].Value == "i")
                sources.Add(argument);
            else if (Reference(argument) is { } reference)
                references.Add(reference);
            else
                errors.Add(new DirectiveError(DirectiveError.BadPackage, $"Unable to parse package reference: \"nuget:{argument}\". Write #r \"nuget: Id, Version\" or #r \"nuget: Id\".", line + 1, lines[line].Length));
            lines[line] = "";
        }

        return references.Count + sources.Count + errors.Count == 0 ? null : new PackageDirectives
        {
            References = references.ToImmutable(),
            Sources = sources.ToImmutable(),
            Errors = errors.ToImmutable(),
            Code = string.Join('\n', lines),
        };
    }

    private static PackageReference? Reference(string argument)
    {
        var comma = argument.IndexOf(',', StringComparison.Ordinal);
        var id = (comma < 0 ? argument : argument[..comma]).Trim();
        return id.Length == 0 ? null : new PackageReference { Id = id, Version = comma < 0 ? "" : argument[(comma + 1)..].Trim() };
    }

    private static List<int> DirectiveLines(string code)
    {
        var tree = CSharpSyntaxTree.ParseText(code, Parsing);
        var text = tree.GetText();
        return tree.GetRoot().DescendantTrivia(descendIntoTrivia: false).Where(static trivia => trivia.IsDirective && trivia.GetStructure() is Microsoft.CodeAnalysis.CSharp.Syntax.DirectiveTriviaSyntax { IsActive: true })
            .Select(trivia => text.Lines.GetLineFromPosition(((Microsoft.CodeAnalysis.CSharp.Syntax.DirectiveTriviaSyntax)trivia.GetStructure()!).HashToken.SpanStart).LineNumber)
            .Distinct().Order().ToList();
    }

    [GeneratedRegex("""^\s*#\s*(?<name>[ri])\s*(?:"\s*nuget\s*:(?<argument>[^"]*)"|nuget\s*:(?<argument>[^"]*?))\s*(?://.*)?$""", RegexOptions.IgnoreCase)]
    private static partial Regex NuGetLine();
}
