using System.Collections.Immutable;
using Notebook.Web.Documents;

namespace Notebook.Web.Sharing;

/// <summary>What is kept about a notebook beside its document: where it belongs, and where it came from.</summary>
public sealed record NotebookAttributes
{
    public const int MaxTags = 10;

    public const int MaxTagLength = 30;

    public required NotebookId NotebookId { get; init; }

    /// <summary>The group whose folder its kernel sees; null for none.</summary>
    public GroupId? Group { get; init; }

    public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>For a copy that a class link made: of which notebook.</summary>
    public NotebookId? ClassOf { get; init; }

    /// <summary>For a copy that a class link made: whose it is.</summary>
    public string? StudentId { get; init; }

    /// <summary>For a playground: a copy of which notebook. It is discarded unless it is kept.</summary>
    public NotebookId? PlaygroundOf { get; init; }

    /// <summary>Words as people type them between commas, without doubles.</summary>
    public static ImmutableArray<string> ReadTags(string text) =>
    [
        .. text.Split([',', ';', '\n'], StringSplitOptions.RemoveEmptyEntries)
            .Select(static word => string.Concat(word.Where(static c => !char.IsControl(c))).Trim().TrimStart('#'))
            .Where(static word => word.Length > 0)
            .Select(static word => word.Length <= MaxTagLength ? word : word[..MaxTagLength])
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Take(MaxTags),
    ];
}
