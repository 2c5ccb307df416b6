using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.FindSymbols;
using Notebook.Protocol.Language;

namespace Notebook.Kernel.Language;

/// <summary>
/// Where a thing is defined and used, in all cells. Looks at the words that are its name and asks what each means, so that a name that
/// several cells define anew is several things.
/// </summary>
internal sealed class SymbolSearch
{
    private readonly Solution _solution;
    private readonly NotebookProgram _program;

    private SymbolSearch(Solution solution, NotebookProgram program, ISymbol symbol) => (_solution, _program, Symbol, Key) = (solution, program, symbol, KeyOf(symbol));

    public ISymbol Symbol { get; }

    /// <summary>Names the thing, the same in every cell.</summary>
    private string Key { get; }

    /// <summary>Whether a cell defines it.</summary>
    public bool IsOfNotebook => Symbol.DeclaringSyntaxReferences.Any(reference => _program.Find(reference.SyntaxTree.FilePath) is not null);

    /// <returns>Null when nothing that has a name stands there.</returns>
    public static async Task<SymbolSearch?> AtAsync(Document document, int position, NotebookProgram program, CancellationToken cancellationToken)
    {
        var symbol = await SymbolAtAsync(document, position, cancellationToken).ConfigureAwait(false)
            ?? (position > 0 ? await SymbolAtAsync(document, position - 1, cancellationToken).ConfigureAwait(false) : null);
        return symbol is null ? null : new(document.Project.Solution, program, symbol);
    }

    public async Task<ImmutableArray<CodePlace>> PlacesAsync(CancellationToken cancellationToken)
    {
        await _program.PrepareAsync(_solution, until: null, cancellationToken).ConfigureAwait(false);
        var places = ImmutableArray.CreateBuilder<CodePlace>();
        foreach (var cell in _program.Cells)
        {
            var document = _solution.GetDocument(cell.Document)!;
            var text = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
            if (!text.ToString().Contains(Symbol.Name, StringComparison.Ordinal))
                continue;
            var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
            foreach (var token in root!.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == Symbol.Name))
            {
                if (await SymbolAtAsync(document, token.SpanStart, cancellationToken).ConfigureAwait(false) is not { } found || KeyOf(found) != Key)
                    continue;
                var line = text.Lines.GetLineFromPosition(token.SpanStart);
                places.Add(new CodePlace(cell.Id, token.SpanStart, token.Span.End, IsDefinition(token), line.LineNumber + 1, Clip(text.ToString(line.Span).Trim())));
            }
        }

        return places.ToImmutable();
    }

    public static async Task<SymbolFound> FindAsync(FindSymbol question, QuestionScope scope, CancellationToken cancellationToken)
    {
        var search = scope.IsCode ? await AtAsync(scope.Document, scope.Position, scope.Program, cancellationToken).ConfigureAwait(false) : null;
        if (search is null)
            return new SymbolFound { RequestId = question.RequestId, Problem = "Nothing that is defined somewhere stands here." };
        var places = await search.PlacesAsync(cancellationToken).ConfigureAwait(false);
        return new SymbolFound
        {
            RequestId = question.RequestId,
            Name = search.Symbol.Name,
            Places = places,
            Problem = search.IsOfNotebook ? null : $"{search.Symbol.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat)} comes from {search.Symbol.ContainingAssembly?.Name ?? "outside"}, not from a cell.",
        };
    }

    private bool IsDefinition(SyntaxToken token) => Symbol.Locations.Any(location => location.SourceTree?.FilePath == token.SyntaxTree!.FilePath && location.SourceSpan == token.Span)
        || token.Parent is Microsoft.CodeAnalysis.CSharp.Syntax.ConstructorDeclarationSyntax or Microsoft.CodeAnalysis.CSharp.Syntax.DestructorDeclarationSyntax;

    private static async Task<ISymbol?> SymbolAtAsync(Document document, int position, CancellationToken cancellationToken)
    {
        var symbol = await SymbolFinder.FindSymbolAtPositionAsync(document, position, cancellationToken).ConfigureAwait(false);
        return symbol switch
        {
            IMethodSymbol { MethodKind: MethodKind.Constructor or MethodKind.Destructor or MethodKind.StaticConstructor } constructor => constructor.ContainingType,
            IMethodSymbol { AssociatedSymbol: { } owner } => owner,
            IMethodSymbol { ReducedFrom: { } extension } => extension,
            INamespaceSymbol => null,
            _ => symbol,
        };
    }

    private static string KeyOf(ISymbol symbol)
    {
        symbol = symbol.OriginalDefinition;
        return symbol.Locations.FirstOrDefault(static location => location.IsInSource) is { } location
            ? $"{location.SourceTree!.FilePath}:{location.SourceSpan.Start}:{symbol.Name}"
            : symbol.GetDocumentationCommentId() ?? $"{symbol.Kind}:{symbol.Name}";
    }

    private static string Clip(string text) => text.Length <= LanguageLimits.MaxWordChars ? text : text[..LanguageLimits.MaxWordChars];
}
