using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Completion;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Notebook.Protocol.Language;

namespace Notebook.Kernel.Language;

/// <summary>What could be typed at a place, and more about one of them. Keeps the last lists, so that an item can be asked about.</summary>
internal sealed class Completions
{
    /// <summary>A list holds the state of its notebook; a tab asks about its newest only.</summary>
    private const int MaxLists = 6;

    private readonly Lock _lock = new();
    private readonly LinkedList<KeptList> _lists = [];
    private long _lastList;

    public async Task<CompletionsListed> ListAsync(Complete question, QuestionScope scope, ReferencePool pool, CancellationToken cancellationToken)
    {
        if (DirectiveCompletions.Of(scope.Text, question.Position) is var (start, names))
            return new CompletionsListed { RequestId = question.RequestId, ListId = 0, Start = start, End = question.Position, Items = names };
        if (!scope.IsCode || CompletionService.GetService(scope.Document) is not { } service)
            return new CompletionsListed { RequestId = question.RequestId, ListId = 0, Start = question.Position, End = question.Position };

        var trigger = question.Typed is { } typed && !SyntaxFacts.IsIdentifierPartCharacter(typed) ? CompletionTrigger.CreateInsertionTrigger(typed) : CompletionTrigger.Invoke;
        var list = await service.GetCompletionsAsync(scope.Document, question.Position, trigger, cancellationToken: cancellationToken).ConfigureAwait(false);
        var span = list.Span.IntersectsWith(question.Position) ? list.Span : new TextSpan(question.Position, 0);
        var prefix = scope.Source.Code[span.Start..question.Position];
        var all = list.ItemsList;
        var id = Keep(scope.Document, [.. all]);
        var found = all.Select(static (item, index) => (item, index));
        var isCut = all.Count > LanguageLimits.MaxItems;
        if (isCut && prefix.Length > 0)
            found = found.Where(entry => IsMatch(entry.item.FilterText, prefix)).OrderByDescending(entry => entry.item.FilterText.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)).ThenBy(static entry => entry.index);
        ImmutableArray<CompletionChoice> items = [.. found.Take(LanguageLimits.MaxItems).Select(static entry => Tell(entry.item, entry.index)), .. await NamespacesAsync(scope, span.Start, all, pool, cancellationToken).ConfigureAwait(false)];
        return new CompletionsListed { RequestId = question.RequestId, ListId = id, Start = span.Start, End = Math.Max(span.End, question.Position), Items = items, IsCut = isCut };
    }

    public async Task<CompletionDescribed> DescribeAsync(DescribeCompletion question, CancellationToken cancellationToken)
    {
        KeptList? kept;
        lock (_lock)
            kept = _lists.FirstOrDefault(list => list.Id == question.ListId);
        if (kept is null || question.Index < 0 || question.Index >= kept.Items.Length || CompletionService.GetService(kept.Document) is not { } service)
            return new CompletionDescribed { RequestId = question.RequestId };

        var item = kept.Items[question.Index];
        var description = await service.GetDescriptionAsync(kept.Document, item, cancellationToken).ConfigureAwait(false);
        var text = description?.Text ?? "";
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        ImmutableArray<TextEdit> edits = [];
        if (item.IsComplexTextEdit)
        {
            var change = await service.GetChangeAsync(kept.Document, item, cancellationToken: cancellationToken).ConfigureAwait(false);
            edits = [.. change.TextChanges.Select(static text => new TextEdit(text.Span.Start, text.Span.End, text.NewText ?? "")).OrderBy(static edit => edit.Start)];
        }

        return new CompletionDescribed
        {
            RequestId = question.RequestId,
            Signature = Documentation.Clip(end < 0 ? text : text[..end].TrimEnd()),
            Documentation = Documentation.Clip(end < 0 ? "" : text[(end + 1)..].Trim()),
            Edits = edits,
        };
    }

    /// <summary>Lists hold notebooks that may be forgotten.</summary>
    public void Clear()
    {
        lock (_lock)
            _lists.Clear();
    }

    private long Keep(Document document, ImmutableArray<CompletionItem> items)
    {
        lock (_lock)
        {
            _lists.AddFirst(new KeptList(++_lastList, document, items));
            if (_lists.Count > MaxLists)
                _lists.RemoveLast();
            return _lastList;
        }
    }

    private static CompletionChoice Tell(CompletionItem item, int index)
    {
        var label = item.DisplayTextPrefix + item.DisplayText;
        var insert = item.Properties.GetValueOrDefault("InsertionText") ?? item.DisplayText;
        return new CompletionChoice
        {
            Label = Clip(label),
            Insert = insert == label ? null : Clip(insert),
            Suffix = item.DisplayTextSuffix.Length == 0 ? null : Clip(item.DisplayTextSuffix),
            Kind = KindOf(item),
            Index = index,
            IsLikely = item.Rules.MatchPriority >= MatchPriority.Preselect,
            IsComplex = item.IsComplexTextEdit,
        };
    }

    // What an item is, in the words of Editor/src/language/completion.js.
    private static string KindOf(CompletionItem item)
    {
        foreach (var tag in item.Tags)
            switch (tag)
            {
                case "Class" or "Structure" or "Interface" or "Enum" or "Delegate" or "Record" or "RecordStruct" or "TypeParameter":
                    return "type";
                case "Method" or "ExtensionMethod" or "Operator":
                    return "method";
                case "Property" or "Event":
                    return "property";
                case "Field" or "Local" or "Parameter" or "RangeVariable":
                    return "variable";
                case "EnumMember" or "Constant":
                    return "constant";
                case "Namespace" or "Module":
                    return "namespace";
                case "Keyword" or "Intrinsic":
                    return "keyword";
                case "Snippet":
                    return "text";
            }

        return "text";
    }

    /// <summary>In a using directive also what preinstalled packages have, which joins when it is named.</summary>
    private static async Task<ImmutableArray<CompletionChoice>> NamespacesAsync(QuestionScope scope, int start, IReadOnlyList<CompletionItem> known, ReferencePool pool, CancellationToken cancellationToken)
    {
        var root = await scope.Document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        if (root is null || start == 0 || root.FindToken(start - 1).Parent?.FirstAncestorOrSelf<UsingDirectiveSyntax>() is not { } directive || directive.SpanStart > start)
            return [];
        var before = scope.Source.Code[directive.SpanStart..start];
        var space = before[(before.LastIndexOf(' ') + 1)..];
        var there = known.Select(static item => item.DisplayText).ToHashSet(StringComparer.Ordinal);
        return [.. pool.Names.Value.SelectMany(static index => index.Namespaces).Where(name => name.StartsWith(space, StringComparison.Ordinal) && name.Length > space.Length)
            .Select(name => name[space.Length..].Split('.')[0]).Distinct().Where(name => !there.Contains(name)).Order(StringComparer.Ordinal).Take(LanguageLimits.MaxItems)
            .Select(static name => new CompletionChoice { Label = name, Kind = "namespace", Index = -1 })];
    }

    private static bool IsMatch(string name, string prefix)
    {
        var at = 0;
        foreach (var letter in name)
            if (at < prefix.Length && char.ToUpperInvariant(letter) == char.ToUpperInvariant(prefix[at]))
                at++;
        return at == prefix.Length;
    }

    private static string Clip(string text) => text.Length <= LanguageLimits.MaxWordChars ? text : text[..LanguageLimits.MaxWordChars];

    private sealed record KeptList(long Id, Document Document, ImmutableArray<CompletionItem> Items);
}
