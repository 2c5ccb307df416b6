using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using Notebook.Kernel.Scripting;

namespace Notebook.Kernel.Language;

/// <summary>
/// A notebook as one program: a chain of script submissions in the order of the notebook, each a project that refers to the one before.
/// All references and imports stand at the root; a submission that repeated them would make memory grow with the square of the chain
/// (docs/decisions/0060-language-process.md). Immutable: whoever answers a question keeps the one it began with.
/// </summary>
internal sealed record NotebookProgram
{
    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.Latest, DocumentationMode.Parse, SourceCodeKind.Script);

    private static readonly CSharpCompilationOptions Options = new(
        OutputKind.DynamicallyLinkedLibrary,
        allowUnsafe: true,
        concurrentBuild: false,
        specificDiagnosticOptions: SubmissionCompiler.Noise.Select(static id => KeyValuePair.Create(id, ReportDiagnostic.Suppress)),
        assemblyIdentityComparer: DesktopAssemblyIdentityComparer.Default);

    private NotebookProgram(Solution solution, ProjectId root, ImmutableArray<ProgramCell> cells) => (Solution, Root, Cells) = (solution, root, cells);

    /// <summary>Counts the updates of the notebook.</summary>
    public long Revision { get; init; }

    public Solution Solution { get; private init; }

    private ProjectId Root { get; init; }

    /// <summary>In the order of the notebook.</summary>
    public ImmutableArray<ProgramCell> Cells { get; private init; }

    /// <summary>Counts the changes of references and imports.</summary>
    public int RootVersion { get; private init; }

    /// <summary>A notebook without cells.</summary>
    /// <param name="workspace">Lends its services; never changed.</param>
    /// <param name="references">Those at the root.</param>
    /// <param name="imports">Those at the root.</param>
    public static NotebookProgram Of(Workspace workspace, IEnumerable<MetadataReference> references, IEnumerable<string> imports)
    {
        var root = ProjectId.CreateNewId();
        var project = Submission(root, "root", "", "root", previous: null).WithMetadataReferences(references).WithCompilationOptions(Options.WithUsings(imports));
        return new(workspace.CurrentSolution.AddProject(project), root, []);
    }

    public ProgramCell? Find(string cellId)
    {
        foreach (var cell in Cells)
            if (cell.Id == cellId)
                return cell;
        return null;
    }

    /// <summary>The same notebook with other references and imports.</summary>
    public NotebookProgram WithRoot(IEnumerable<MetadataReference> references, IEnumerable<string> imports) => this with
    {
        Solution = Solution.WithProjectMetadataReferences(Root, references).WithProjectCompilationOptions(Root, Options.WithUsings(imports)),
        RootVersion = RootVersion + 1,
    };

    /// <summary>The notebook with exactly these cells, of which those that are as they were keep what is known of them.</summary>
    public NotebookProgram With(IReadOnlyList<(string Id, string Language, string Text, CellSource Source)> cells)
    {
        var before = Cells.ToDictionary(static cell => cell.Id, StringComparer.Ordinal);
        var solution = Solution;
        var after = ImmutableArray.CreateBuilder<ProgramCell>(cells.Count);
        var previous = Root;
        var namesAwait = false;
        foreach (var (id, language, text, source) in cells)
        {
            var isAwaitAName = namesAwait;
            namesAwait |= source.NamesAwait;
            before.Remove(id, out var old);
            if (old is not null && (old.Preludes.Length != source.Preludes.Length || !old.Source.Preludes.SequenceEqual(source.Preludes)))
            {
                foreach (var document in old.Preludes)
                    solution = solution.RemoveProject(document.ProjectId);
                old = old with { Preludes = [] };
            }

            var preludes = old?.Preludes ?? [];
            if (preludes.Length == 0 && source.Preludes.Length > 0)
            {
                var added = ImmutableArray.CreateBuilder<DocumentId>();
                foreach (var code in source.Preludes)
                {
                    (solution, var document) = Add(solution, $"{id}#{added.Count}", code, previous, added);
                    solution = Awaited(solution, document, code, isAwaitAName);
                }

                preludes = added.ToImmutable();
            }

            foreach (var document in preludes)
            {
                solution = Chain(solution, document.ProjectId, previous);
                previous = document.ProjectId;
            }

            if (old is null)
            {
                (solution, var document) = Add(solution, id, source.Code, previous, null);
                solution = Awaited(solution, document, source.Code, isAwaitAName);
                after.Add(new ProgramCell { Id = id, Language = language, Text = text, Source = source, Document = document, IsAwaitAName = isAwaitAName, Preludes = preludes });
                previous = document.ProjectId;
                continue;
            }

            if (old.Source.Code != source.Code || old.IsAwaitAName != isAwaitAName)
                solution = Awaited(solution.WithDocumentText(old.Document, SourceText.From(source.Code)), old.Document, source.Code, isAwaitAName);
            solution = Chain(solution, old.Document.ProjectId, previous);
            previous = old.Document.ProjectId;
            after.Add(old with { Language = language, Text = text, Source = source, IsAwaitAName = isAwaitAName, Preludes = preludes });
        }

        foreach (var gone in before.Values)
            foreach (var document in gone.Preludes.Append(gone.Document))
                solution = solution.RemoveProject(document.ProjectId);
        return this with { Solution = solution, Cells = after.ToImmutable() };
    }

    /// <summary>
    /// Compiles what has to be compiled anew, one link after the other. Asked for the last of a thousand cells, the compiler would go
    /// down to the first by recursion, and meet the end of the stack on the way.
    /// </summary>
    /// <param name="solution">The notebook, perhaps with another text in it.</param>
    /// <param name="until">The last cell that matters; null for all.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task PrepareAsync(Solution solution, string? until, CancellationToken cancellationToken)
    {
        foreach (var cell in Cells)
        {
            foreach (var document in cell.Preludes.Append(cell.Document))
            {
                var project = solution.GetProject(document.ProjectId)!;
                if (!project.TryGetCompilation(out _) && await project.GetCompilationAsync(cancellationToken).ConfigureAwait(false) is { } compilation)
                    _ = compilation.Assembly; // Binds its references, which is a recursion too.
            }

            if (cell.Id == until)
                return;
        }
    }

    /// <summary>The cell's document, with the text that an editor has.</summary>
    /// <returns>Null when the notebook has no such cell.</returns>
    public (Document Document, CellSource Source)? Open(string cellId, string text, IReadOnlyDictionary<string, string> files)
    {
        if (Find(cellId) is not { } cell || Solution.GetDocument(cell.Document) is not { } document)
            return null;
        if (cell.Text == text)
            return (document, cell.Source);
        var source = CellSource.Of(cell.Language, text, files);
        var solution = Solution.WithDocumentText(cell.Document, SourceText.From(source.Code));
        return (Awaited(solution, cell.Document, source.Code, cell.IsAwaitAName).GetDocument(cell.Document)!, source);
    }

    /// <summary>Gives code the tree that a kernel would: the compiler's own reads <c>await (…)</c> as a call.</summary>
    public static Solution Awaited(Solution solution, DocumentId document, string code, bool isAwaitAName)
    {
        if (isAwaitAName || !code.Contains("await", StringComparison.Ordinal))
            return solution;
        var tree = CSharpSyntaxTree.ParseText(SourceText.From(code), Parsing, solution.GetDocument(document)!.FilePath ?? "");
        var read = AwaitedParentheses.Read(tree);
        return read == tree ? solution : solution.WithDocumentSyntaxRoot(document, read.GetRoot());
    }

    private static (Solution, DocumentId) Add(Solution solution, string path, string code, ProjectId previous, ImmutableArray<DocumentId>.Builder? added)
    {
        if (added is { Count: > 0 })
            previous = added[^1].ProjectId;
        var project = Submission(ProjectId.CreateNewId(), path, code, path, previous);
        added?.Add(project.Documents[0].Id);
        return (solution.AddProject(project), project.Documents[0].Id);
    }

    private static Solution Chain(Solution solution, ProjectId project, ProjectId previous)
    {
        foreach (var reference in solution.GetProject(project)!.ProjectReferences)
            if (reference.ProjectId == previous)
                return solution;
        return solution.WithProjectReferences(project, [new ProjectReference(previous)]);
    }

    private static ProjectInfo Submission(ProjectId id, string name, string code, string path, ProjectId? previous) => ProjectInfo.Create(
        id, VersionStamp.Create(), name, $"cell-{id.Id:n}", LanguageNames.CSharp,
        compilationOptions: Options,
        parseOptions: Parsing,
        documents: [DocumentInfo.Create(DocumentId.CreateNewId(id), name, sourceCodeKind: SourceCodeKind.Script, loader: TextLoader.From(TextAndVersion.Create(SourceText.From(code), VersionStamp.Create())), filePath: path)],
        projectReferences: previous is null ? [] : [new ProjectReference(previous)],
        isSubmission: true);
}
