using System.Collections.Immutable;
using Microsoft.JSInterop;
using Notebook.Protocol.Language;
using Notebook.Web.Collaboration;
using Notebook.Web.Documents;
using Notebook.Web.Language;
using Notebook.Web.Packages;
using Notebook.Web.Sessions;

namespace Notebook.Web.Components.Notebooks;

/// <summary>What a page asks about code. An answer may be null at any time: a later question took its place, or there is nobody to answer.</summary>
internal sealed partial class PageChannel
{
    private const string NobodyAnswers = "The language services do not answer just now. Try again in a moment.";

    /// <param name="cellId">The cell.</param>
    /// <param name="text">Its text as the editor has it.</param>
    /// <param name="position">In UTF-16 code units.</param>
    /// <param name="typed">The character whose typing asks; null for a key.</param>
    [JSInvokable]
    public async Task<Sent<CompletionsListed>> Complete(string cellId, string text, int position, string? typed)
    {
        if (MayRead && PackageWord.Find(text, position) is var (start, word) && view.Language is { } library)
            return new(new()
            {
                RequestId = 0, ListId = 0, Start = start, End = position,
                Items = [.. library.KnownPackages(word).Select(static package => new CompletionChoice { Label = package.Id, Insert = package.Version.Length == 0 ? package.Id : $"{package.Id}, {package.Version}", Suffix = $" {package.Version}", Kind = "package", Index = -1 })],
            });
        return await SendAsync<CompletionsListed>((id, notebook) => new Complete { RequestId = id, NotebookId = notebook, CellId = cellId, Text = text, Position = position, Typed = typed is [var one] ? one : null });
    }

    [JSInvokable]
    public Task<Sent<CompletionDescribed>> DescribeCompletion(long listId, int index) =>
        SendAsync<CompletionDescribed>((id, notebook) => new DescribeCompletion { RequestId = id, NotebookId = notebook, ListId = listId, Index = index });

    /// <summary>What stands at a place.</summary>
    [JSInvokable]
    public Task<Sent<SymbolDescribed>> Describe(string cellId, string text, int position) =>
        SendAsync<SymbolDescribed>((id, notebook) => new DescribeSymbol { RequestId = id, NotebookId = notebook, CellId = cellId, Text = text, Position = position });

    [JSInvokable]
    public Task<Sent<SignaturesListed>> Signatures(string cellId, string text, int position) =>
        SendAsync<SignaturesListed>((id, notebook) => new ListSignatures { RequestId = id, NotebookId = notebook, CellId = cellId, Text = text, Position = position });

    [JSInvokable]
    public Task<Sent<TextClassified>> Classify(string cellId, string text, int position) =>
        SendAsync<TextClassified>((id, notebook) => new Classify { RequestId = id, NotebookId = notebook, CellId = cellId, Text = text, Position = position }, kind: cellId);

    [JSInvokable]
    public Task<Sent<SymbolFound>> FindSymbol(string cellId, string text, int position) =>
        SendAsync<SymbolFound>((id, notebook) => new FindSymbol { RequestId = id, NotebookId = notebook, CellId = cellId, Text = text, Position = position }, isSlow: true);

    /// <summary>What can be renamed at a place: its name, or why nothing can.</summary>
    [JSInvokable]
    public Task<Sent<EditsProposed>> RenameTarget(string cellId, string text, int position) =>
        SendAsync<EditsProposed>((id, notebook) => new RenameSymbol { RequestId = id, NotebookId = notebook, CellId = cellId, Text = text, Position = position });

    /// <summary>Renames what stands at a place in all cells, as one operation.</summary>
    [JSInvokable]
    public Task<EditsReply> RenameSymbol(string cellId, string text, int position, string newName) =>
        ChangeAsync((id, notebook) => new RenameSymbol { RequestId = id, NotebookId = notebook, CellId = cellId, Text = text, Position = position, NewName = newName });

    /// <summary>Lays out cells, as one operation.</summary>
    /// <param name="cellIds">The cells; those that are no C# are left alone.</param>
    [JSInvokable]
    public Task<EditsReply> Format(string[] cellIds)
    {
        var asked = Ids(cellIds).ToHashSet();
        ImmutableArray<LanguageCell> cells = [.. view.Session.Snapshot.Document.Cells.Where(cell => asked.Contains(cell.Id) && cell.Kind == CellKind.Code)
            .Select(static cell => new LanguageCell { CellId = cell.Id.Value, Language = cell.Language, Text = cell.Source })];
        return ChangeAsync((id, notebook) => new Format { RequestId = id, NotebookId = notebook, Cells = cells });
    }

    /// <summary>What could be done about the errors at a place.</summary>
    [JSInvokable]
    public async Task<Sent<FixesListed>> Fixes(string cellId, string text, int position)
    {
        var listed = await AskAsync<FixesListed>((id, notebook) => new ListFixes { RequestId = id, NotebookId = notebook, CellId = cellId, Text = text, Position = position });
        if (listed is null || view.Language is not { } library)
            return new(listed);
        // A package is mostly named as the namespace that it brings, or as the beginning of it.
        var packages = listed.UnknownNamespaces.SelectMany(space => library.KnownPackages("").Where(package => space.Equals(package.Id, StringComparison.OrdinalIgnoreCase) || space.StartsWith(package.Id + ".", StringComparison.OrdinalIgnoreCase)))
            .DistinctBy(static package => package.Id).ToList();
        var guesses = packages.Count > 0 ? packages : [.. listed.UnknownNamespaces.Select(static space => new FoundPackage(space, "", ""))];
        return new(listed with { Fixes = [.. listed.Fixes, .. guesses.Select(static package => PackageFix(package))] });
    }

    /// <summary>Runs a cell and, before it, what it needs and the kernel does not have.</summary>
    [JSInvokable]
    public Task<string?> RunWithNeeds(string cellId) => CellId.TryParse(cellId, out var id) ? ApplyAsync(new RunWithNeeds(id)) : Task.FromResult<string?>(NeedsName);

    /// <param name="mode">A name of <see cref="StaleMode"/>.</param>
    [JSInvokable]
    public Task<string?> ChangeStaleMode(string mode) =>
        Enum.TryParse<StaleMode>(mode, ignoreCase: true, out var wanted) ? ApplyAsync(new ChangeStaleMode(wanted)) : Task.FromResult<string?>("There is no such choice.");

    private static CodeFix PackageFix(FoundPackage package)
    {
        var line = package.Version.Length == 0 ? $"#r \"nuget: {package.Id}\"" : $"#r \"nuget: {package.Id}, {package.Version}\"";
        return new CodeFix($"Add the package {package.Id}", [new TextEdit(0, 0, line + "\n")]);
    }

    private async Task<Sent<T>> SendAsync<T>(Func<long, string, LanguageQuestion> question, bool isSlow = false, string kind = "")
        where T : LanguageAnswer => new(await AskAsync<T>(question, isSlow, kind));

    private async Task<T?> AskAsync<T>(Func<long, string, LanguageQuestion> question, bool isSlow = false, string kind = "")
        where T : LanguageAnswer =>
        MayRead && view.Language is { } language && await language.AskAsync<T>(question, isSlow, kind) is var (answer, _) ? answer : null;

    /// <summary>Has changes proposed and makes them, unless the texts that they were made for have moved on.</summary>
    private async Task<EditsReply> ChangeAsync(Func<long, string, LanguageQuestion> question)
    {
        if (!MayRead || view.Language is not { } language || await language.AskAsync<EditsProposed>(question, isSlow: true) is not var (proposed, asked))
            return new(NobodyAnswers, []);
        if (proposed.Problem is { } problem)
            return new(problem, []);

        var changes = ImmutableArray.CreateBuilder<TextChange>();
        foreach (var cell in proposed.Cells)
        {
            if (!CellId.TryParse(cell.CellId, out var id) || asked.Document.Find(id) is not { } there || there.Source.Length != cell.Length
                || ChangeSetWriter.Replace(cell.Length, cell.Edits.Select(static edit => (edit.Start, edit.End, edit.Text))) is not { } json)
                return new("Somebody is typing in one of these cells, so nothing was changed. Try again.", []);
            changes.Add(new(id, there.Text.Version, json));
        }

        return changes.Count > 0 && await ApplyAsync(new ChangeTexts(changes.ToImmutable())) is { } refusal ? new(refusal, []) : new(null, [.. changes.Select(static change => change.CellId.Value)]);
    }
}
