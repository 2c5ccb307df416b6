using System.Collections.Immutable;

namespace Notebook.Web.History;

/// <summary>That a notebook was changed since its last revision, when, and by whom.</summary>
public sealed record PendingEdits(DateTimeOffset FirstAt, DateTimeOffset LastAt, ImmutableList<string> By)
{
    private const int MaxNames = 4;

    /// <summary>The names, in the order in which they began.</summary>
    public string Names => By.Count <= MaxNames ? string.Join(", ", By) : $"{string.Join(", ", By.Take(MaxNames))} and {By.Count - MaxNames} more";

    /// <summary>Takes note of one more change.</summary>
    public static PendingEdits After(PendingEdits? before, string by, DateTimeOffset at) =>
        before is null ? new(at, at, [by])
        : before with { LastAt = at, By = before.By.Contains(by) ? before.By : before.By.Add(by) };

    /// <summary>When they are worth a revision although nobody runs anything.</summary>
    public DateTimeOffset DueAt(HistoryOptions options) => LastAt + options.Quiet < FirstAt + options.Longest ? LastAt + options.Quiet : FirstAt + options.Longest;
}
