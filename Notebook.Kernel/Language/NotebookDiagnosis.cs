using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Notebook.Kernel.Directives;
using Notebook.Protocol.Language;

namespace Notebook.Kernel.Language;

/// <summary>
/// What the compiler thinks of all cells of a notebook. A cell is looked at again only when its text has changed, or the surface of
/// something that it names, directly or through the types of what it names: an edit of cell 1 of 200 costs as many cells as it concerns.
/// </summary>
internal sealed class NotebookDiagnosis(NotebookModel model)
{
    /// <summary>Each round adds references that the last one's errors asked for.</summary>
    private const int MaxRounds = 6;

    private readonly Lock _oneAtATime = new();
    private Dictionary<string, Known> _known = new(StringComparer.Ordinal);

    /// <summary>Looks at what is to be looked at, on the calling thread.</summary>
    public NotebookDiagnosed Run(long requestId, CancellationToken cancellationToken)
    {
        lock (_oneAtATime)
        {
            for (var round = 1; ; round++)
            {
                var program = model.Program;
                var (cells, errors, namespaces) = LookAsync(program, cancellationToken).GetAwaiter().GetResult();
                if (round < MaxRounds && errors.Count > 0 && model.Join(errors, namespaces))
                    continue;
                return new NotebookDiagnosed
                {
                    RequestId = requestId,
                    Revision = program.Revision,
                    Cells = cells,
                    Packages = [.. program.Cells.SelectMany(static cell => cell.Source.Packages).Distinct()],
                    Sources = [.. program.Cells.SelectMany(static cell => cell.Source.Sources).Distinct()],
                    Files = [.. program.Cells.SelectMany(static cell => cell.Source.CodeFiles.Concat(cell.Source.AssemblyFiles)).Distinct().Take(LanguageLimits.MaxFiles)],
                };
            }
        }
    }

    private async Task<(ImmutableArray<DiagnosedCell> Cells, List<Diagnostic> Errors, IReadOnlySet<string> Namespaces)> LookAsync(NotebookProgram program, CancellationToken cancellationToken)
    {
        await program.PrepareAsync(program.Solution, until: null, cancellationToken).ConfigureAwait(false);
        var known = new Dictionary<string, Known>(StringComparer.Ordinal);
        var visible = new Dictionary<string, (string CellId, SurfaceDeclaration Declaration)>(StringComparer.Ordinal);
        var lookup = new StringBuilder().Append(program.RootVersion);
        var errors = new List<Diagnostic>();
        var namespaces = new HashSet<string>(StringComparer.Ordinal);
        var results = ImmutableArray.CreateBuilder<DiagnosedCell>(program.Cells.Length);
        var queries = new QueryLinks(name => visible.TryGetValue(name, out var found) && found.Declaration.IsVariable ? found.CellId : null, () => visible.Where(static one => one.Value.Declaration.IsVariable).Select(static one => one.Key));
        foreach (var cell in program.Cells)
        {
            List<Known> before = [];
            foreach (var (document, index) in cell.Preludes.Select(static (document, index) => (document, index)))
            {
                var prelude = await KnowAsync(program, $"{cell.Id}#{index}", document, cell.Source.Preludes[index], cancellationToken).ConfigureAwait(false);
                Declare(prelude.Surface, cell.Id);
                before.Add(prelude);
            }

            var now = await KnowAsync(program, cell.Id, cell.Document, cell.Source.Code, cancellationToken).ConfigureAwait(false);
            Declare(now.Surface, cell.Id);
            namespaces.UnionWith(now.Namespaces);
            var named = before.Append(now).Aggregate(cell.Source.Queries, static (names, known) => names.With(known.Queries));
            var files = before.Append(now).Aggregate(named.Files, static (files, known) => files.With(known.Files));
            results.Add(ResultOf(cell, now, before) with
            {
                Uses = queries.UsesOf(cell.Id, before.Append(now).SelectMany(static known => known.Uses), named, files),
                Makes = [.. named.Made.Concat(files.Made.Union(files.Changed)).Take(LanguageLimits.MaxNames)],
            });
        }

        _known = known;
        return (results.ToImmutable(), errors, namespaces);

        async Task<Known> KnowAsync(NotebookProgram of, string path, DocumentId document, string code, CancellationToken stop)
        {
            var before = _known.GetValueOrDefault(path);
            var mentions = before is not null && before.Code == code ? before.Mentions : CellSurface.Identifiers(code);
            var key = KeyOf(mentions, visible, lookup);
            var now = before is not null && before.Code == code && before.Key == key ? before
                : await LookAtAsync(of, document, code, key, mentions, visible.ContainsKey, errors, stop).ConfigureAwait(false);
            known[path] = now;
            return now;
        }

        void Declare(CellSurface surface, string cellId)
        {
            foreach (var declaration in surface.Declarations)
                visible[declaration.Name] = (cellId, declaration);
            lookup.Append(surface.Lookup);
        }
    }

    private static async Task<Known> LookAtAsync(
        NotebookProgram program, DocumentId id, string code, string key, ImmutableHashSet<string> mentions, Func<string, bool> isVisible, List<Diagnostic> errors, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(code))
            return new Known(code, key, mentions, CellSurface.Empty, [], QueryNames.None, NamedFiles.None, [], [], HasUsings: false);

        var document = program.Solution.GetDocument(id)!;
        var compilation = await document.Project.GetCompilationAsync(cancellationToken).ConfigureAwait(false);
        var tree = await document.GetSyntaxTreeAsync(cancellationToken).ConfigureAwait(false);
        var root = (CompilationUnitSyntax)await tree!.GetRootAsync(cancellationToken).ConfigureAwait(false);
        var semantics = compilation!.GetSemanticModel(tree);
        // The compilation's and not the model's: of a script's using directives the model says nothing.
        var diagnostics = compilation.GetDiagnostics(cancellationToken).Where(diagnostic => diagnostic.Location.SourceTree == tree).ToList();
        diagnostics.AddRange(UnknownUsings.Of(root, semantics, diagnostics, cancellationToken));
        // Not kept with what is known: a diagnostic holds the whole compilation it came from.
        errors.AddRange(diagnostics.Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Take(LanguageLimits.MaxDiagnostics));
        // A cell's paths are its id, and its id with a number for what runs before it.
        var uses = CellUses.Of(semantics, root, isVisible, static path => path.Length == 0 || path == "root" ? null : path.Split('#')[0], cancellationToken);
        return new Known(
            code, key, mentions, CellSurface.Of(compilation, root), uses, CodeQueries.Of(semantics, root, cancellationToken), CodeFiles.Of(semantics, root, isVisible, cancellationToken),
            [.. diagnostics.Where(static diagnostic => diagnostic.Severity > DiagnosticSeverity.Hidden && !diagnostic.IsSuppressed).Take(LanguageLimits.MaxDiagnostics).Select(Tell)],
            [.. root.Usings.Where(static directive => directive is { Alias: null, Name: not null }).Select(static directive => directive.Name!.ToString())],
            HasUsings: root.Usings.Count > 0);
    }

    private static DiagnosedCell ResultOf(ProgramCell cell, Known known, List<Known> before)
    {
        var problems = known.Diagnostics.Where(diagnostic => !cell.Source.IsMasked(diagnostic.Start) || diagnostic.Start > 0 && !cell.Source.IsMasked(diagnostic.Start - 1));
        var defines = before.Append(known).SelectMany(static one => one.Surface.Declarations).Select(static declaration => declaration.Name);
        return new DiagnosedCell
        {
            CellId = cell.Id,
            Diagnostics = [.. cell.Source.Errors.Select(error => Tell(error, cell.Text)), .. problems],
            Defines = [.. defines.Distinct().Take(LanguageLimits.MaxNames)],
            ChangesLookup = before.Append(known).Any(static one => one.Surface.Lookup.Length > 0 || one.HasUsings) || !cell.Source.CodeFiles.IsEmpty || !cell.Source.Packages.IsEmpty || !cell.Source.AssemblyFiles.IsEmpty || !cell.Source.Sources.IsEmpty,
        };
    }

    /// <summary>All that a look at a cell depends on besides its text: the surfaces of what it names, and of what those name.</summary>
    private static string KeyOf(ImmutableHashSet<string> mentions, Dictionary<string, (string CellId, SurfaceDeclaration Declaration)> visible, StringBuilder lookup)
    {
        var reached = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var waiting = new Stack<string>(mentions);
        while (waiting.TryPop(out var name))
        {
            if (reached.ContainsKey(name) || !visible.TryGetValue(name, out var found))
                continue;
            reached[name] = $"{found.CellId} {found.Declaration.Text}";
            foreach (var next in found.Declaration.Identifiers)
                waiting.Push(next);
        }

        var key = new StringBuilder();
        foreach (var (name, what) in reached)
            key.Append(name).Append('=').Append(what).Append('\n');
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key.Append(lookup).ToString())));
    }

    private static CodeDiagnostic Tell(Diagnostic diagnostic)
    {
        var span = diagnostic.Location.SourceSpan;
        var unknown = diagnostic.Id is "CS0103" or "CS0246" && diagnostic.Location.SourceTree is { } tree ? tree.GetText().ToString(span) : null;
        return new CodeDiagnostic
        {
            Id = diagnostic.Id,
            Message = Clip(diagnostic.GetMessage(CultureInfo.InvariantCulture)),
            Severity = diagnostic.Severity switch
            {
                DiagnosticSeverity.Error => CodeSeverity.Error,
                DiagnosticSeverity.Warning => CodeSeverity.Warning,
                _ => CodeSeverity.Information,
            },
            Start = span.Start,
            End = span.End,
            UnknownName = unknown is { Length: <= LanguageLimits.MaxWordChars } ? unknown : null,
        };
    }

    private static CodeDiagnostic Tell(DirectiveError error, string text)
    {
        var start = 0;
        for (var line = 1; line < error.Line && text.IndexOf('\n', start) is var end and >= 0; line++)
            start = end + 1;
        return new CodeDiagnostic { Id = error.Id, Message = Clip(error.Message), Severity = CodeSeverity.Error, Start = start, End = Math.Min(text.Length, start + error.Length) };
    }

    private static string Clip(string message) => message.Length <= LanguageLimits.MaxMessageChars ? message : message[..LanguageLimits.MaxMessageChars];

    /// <summary>What a look at a piece of code found.</summary>
    private sealed record Known(
        string Code, string Key, ImmutableHashSet<string> Mentions, CellSurface Surface, ImmutableArray<CellUse> Uses, QueryNames Queries, NamedFiles Files,
        ImmutableArray<CodeDiagnostic> Diagnostics, ImmutableArray<string> Namespaces, bool HasUsings);
}
