using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Notebook.Kernel.Directives;
using Notebook.Kernel.Packages;
using Notebook.Kernel.Scripting;
using Notebook.Protocol;

namespace Notebook.Kernel.Language;

/// <summary>
/// A cell as the compiler may see it: text of the same length, in which everything that is not C# has become comments, so that every
/// position stays what it was; and what its directives mean to the program around it.
/// </summary>
internal sealed record CellSource
{
    /// <summary>A file that imports itself must end.</summary>
    private const int MaxImportDepth = 4;

    private const int MaxPreludes = 200;

    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.Latest, DocumentationMode.None, SourceCodeKind.Script);

    private bool? _namesAwait;

    public static CellSource Empty { get; } = new() { Code = "" };

    /// <summary>As long as the cell's text.</summary>
    public required string Code { get; init; }

    /// <summary>The stretches that are none of the compiler's business.</summary>
    public ImmutableArray<TextSpan> Masked { get; init; } = [];

    /// <summary>Code that runs before the cell's own: what it loads and imports, and variables that directives set.</summary>
    public ImmutableArray<string> Preludes { get; init; } = [];

    public ImmutableArray<PackageReference> Packages { get; init; } = [];

    public ImmutableArray<string> Sources { get; init; } = [];

    /// <summary>Files whose text is code.</summary>
    public ImmutableArray<string> CodeFiles { get; init; } = [];

    /// <summary>Files that are assemblies.</summary>
    public ImmutableArray<string> AssemblyFiles { get; init; } = [];

    /// <summary>What its SQL names.</summary>
    public QueryNames Queries { get; init; } = QueryNames.None;

    /// <summary>What is wrong with its directives.</summary>
    public ImmutableArray<DirectiveError> Errors { get; init; } = [];

    /// <summary>Whether it declares something of the name <c>await</c>, which that word means from then on.</summary>
    public bool NamesAwait => _namesAwait ??= Code.Contains("await", StringComparison.Ordinal) && AwaitedParentheses.Declares(CSharpSyntaxTree.ParseText(Code, Parsing).GetRoot());

    /// <summary>Whether the compiler has nothing to do with this place.</summary>
    public bool IsMasked(int position) => Masked.Any(span => span.Start <= position && position <= span.End);

    /// <param name="language">The language that the text begins in.</param>
    /// <param name="text">With <c>\n</c> line ends.</param>
    /// <param name="files">The content of files, by the names that cells use.</param>
    public static CellSource Of(string language, string text, IReadOnlyDictionary<string, string> files) => Of(language, text, files, depth: 0);

    private static CellSource Of(string language, string text, IReadOnlyDictionary<string, string> files, int depth)
    {
        if (language == CellLanguages.CSharp && !CellParser.HasDirectives(text))
            return text.Contains('#', StringComparison.Ordinal) ? WithoutReferences(new CellSource { Code = text }, files, depth) : new CellSource { Code = text };

        var (parts, errors) = CellParser.Parse(text, language);
        var lines = text.Split('\n');
        var isCode = new bool[lines.Length];
        var preludes = ImmutableArray.CreateBuilder<string>();
        var codeFiles = ImmutableArray.CreateBuilder<string>();
        var queries = QueryNames.None;
        foreach (var part in parts)
        {
            switch (part)
            {
                case TextPart { Language: CellLanguages.CSharp } code:
                    var kept = code.Text.Split('\n');
                    for (var line = 0; line < kept.Length && line < lines.Length; line++)
                        isCode[line] |= kept[line].Length > 0;
                    break;
                case TextPart { Language: CellLanguages.Sql } query:
                    queries = queries.With(QueryNames.Of(query.Content));
                    if (query.ResultName is { } result)
                        preludes.Add(VariableCode.OfQuery(result));
                    break;
                case DirectivePart { Name: "import" } import when import.Arguments["file", orFirst: true]?.Text is { } file:
                    codeFiles.Add(file);
                    preludes.AddRange(Imported(file, files, depth));
                    break;
                case DirectivePart { Language: CellLanguages.CSharp } directive when DeclarationOf(directive) is { } declaration:
                    preludes.Add(declaration);
                    break;
            }
        }

        var (masked, spans) = Mask(lines, isCode);
        var source = new CellSource
        {
            Code = masked, Masked = spans, Preludes = [.. preludes.Take(MaxPreludes)], CodeFiles = codeFiles.ToImmutable(), Queries = queries, Errors = errors,
        };
        return masked.Contains('#', StringComparison.Ordinal) ? WithoutReferences(source, files, depth) : source;
    }

    /// <summary>Takes <c>#r</c>, <c>#i</c> and <c>#load</c> out of the code, wherever the compiler finds them.</summary>
    private static CellSource WithoutReferences(CellSource source, IReadOnlyDictionary<string, string> files, int depth)
    {
        var packages = PackageDirectives.Find(source.Code);
        var tree = CSharpSyntaxTree.ParseText(source.Code, Parsing);
        var text = tree.GetText();
        var isCode = Enumerable.Repeat(true, text.Lines.Count).ToArray();
        List<string> loaded = [], assemblies = [];
        foreach (var directive in tree.GetRoot().DescendantTrivia().Where(static trivia => trivia.IsDirective).Select(static trivia => trivia.GetStructure()).OfType<DirectiveTriviaSyntax>())
        {
            var line = text.Lines.GetLineFromPosition(directive.HashToken.SpanStart).LineNumber;
            switch (directive)
            {
                case LoadDirectiveTriviaSyntax load:
                    loaded.Add(load.File.ValueText);
                    isCode[line] = false;
                    break;
                case ReferenceDirectiveTriviaSyntax reference:
                    if (!reference.File.ValueText.TrimStart().StartsWith("nuget", StringComparison.OrdinalIgnoreCase))
                        assemblies.Add(reference.File.ValueText);
                    isCode[line] = false;
                    break;
                // #i, and #r without quotes, are none of the compiler's.
                case BadDirectiveTriviaSyntax bad when bad.Identifier.ValueText is "i" or "r":
                    isCode[line] = false;
                    break;
            }
        }

        if (Array.TrueForAll(isCode, static line => line))
            return source;
        var (code, spans) = Mask(source.Code.Split('\n'), isCode);
        return source with
        {
            Code = code,
            Masked = source.Masked.AddRange(spans),
            Preludes = [.. source.Preludes.Concat(loaded.SelectMany(file => Imported(file, files, depth))).Take(MaxPreludes)],
            Packages = packages?.References ?? [],
            Sources = packages?.Sources ?? [],
            CodeFiles = [.. source.CodeFiles, .. loaded],
            AssemblyFiles = [.. assemblies],
            Errors = [.. source.Errors, .. packages?.Errors ?? []],
        };
    }

    private static IEnumerable<string> Imported(string file, IReadOnlyDictionary<string, string> files, int depth)
    {
        if (depth == MaxImportDepth || !files.TryGetValue(file, out var text))
            yield break;
        foreach (var (language, content) in Cells(file, text))
        {
            var source = Of(language, content, files, depth + 1);
            foreach (var prelude in source.Preludes)
                yield return prelude;
            if (!string.IsNullOrWhiteSpace(source.Code))
                yield return source.Code;
        }
    }

    private static IReadOnlyList<(string Language, string Text)> Cells(string file, string text)
    {
        try
        {
            return ImportedFile.Parse(file, text);
        }
        catch (DirectiveException)
        {
            // Running the cell says what is wrong with the file.
            return [];
        }
    }

    /// <summary>What a directive declares; null when it declares nothing, or is wrong, which running it says.</summary>
    private static string? DeclarationOf(DirectivePart directive)
    {
        try
        {
            var arguments = directive.Arguments;
            return directive.Name switch
            {
                "set" when arguments["name", orFirst: true] is { } name && arguments["value"] is { } value => value.Reference switch
                {
                    ("password", _) or ("", "password") => $"global::Microsoft.DotNet.Interactive.PasswordString @{VariableCode.Checked(name.Text)} = null!;",
                    ("" or CellLanguages.CSharp, not "input" and var other) => VariableCode.OfVariable(name.Text, other),
                    _ => VariableCode.OfText(name.Text, ""),
                },
                "share" when arguments["name", orFirst: true] is { } name && arguments["from"] is { } from => (CellLanguages.Find(from.Text), arguments["as"]?.Text) switch
                {
                    (CellLanguages.CSharp, null) => null,
                    (CellLanguages.CSharp, { } target) => target == name.Text ? null : VariableCode.OfVariable(target, name.Text),
                    (_, var target) => VariableCode.OfText(target ?? name.Text, ""),
                },
                _ => null,
            };
        }
        catch (DirectiveException)
        {
            return null;
        }
    }

    /// <summary>Makes a comment of every line that is no code; of one that has no room for a comment, blanks.</summary>
    private static (string Code, ImmutableArray<TextSpan> Spans) Mask(string[] lines, bool[] isCode)
    {
        var spans = ImmutableArray.CreateBuilder<TextSpan>();
        var masked = new string[lines.Length];
        for (var (index, start) = (0, 0); index < lines.Length; start += lines[index].Length + 1, index++)
        {
            var line = lines[index];
            masked[index] = line;
            if (isCode[index] || line.Length == 0)
                continue;
            spans.Add(new TextSpan(start, line.Length));
            var indent = line.Length - line.AsSpan().TrimStart().Length;
            masked[index] = line.Length - indent < 2 ? new string(' ', line.Length) : string.Concat(line.AsSpan(0, indent), "//", line.AsSpan(indent + 2));
        }

        return (string.Join('\n', masked), spans.ToImmutable());
    }
}
