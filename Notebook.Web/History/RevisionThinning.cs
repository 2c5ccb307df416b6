namespace Notebook.Web.History;

/// <summary>Which revisions of a notebook are kept no longer: many of the last day, few of last year, named ones as long as there is room.</summary>
internal static class RevisionThinning
{
    private static readonly TimeSpan Hourly = TimeSpan.FromDays(7);

    private static readonly TimeSpan Daily = TimeSpan.FromDays(90);

    /// <param name="revisions">Newest first.</param>
    /// <param name="now">The moment.</param>
    /// <param name="options">The budget.</param>
    /// <returns>Those to remove.</returns>
    public static IReadOnlyList<RevisionId> Surplus(IReadOnlyList<Revision> revisions, DateTimeOffset now, HistoryOptions options)
    {
        var kept = new List<Revision>();
        var seen = new HashSet<long>();
        foreach (var revision in revisions)
            // The newest of its hour, day or week stands for the others.
            if (StaysWhateverItsAge(revision) || Period(revision, now, options) is not { } period || seen.Add(period))
                kept.Add(revision);

        var size = kept.Sum(static revision => revision.Size);
        while (kept.Count > 1 && (kept.Count > options.MaxRevisions || size > options.MaxSize))
        {
            // The newest stays whatever it is.
            var index = kept.FindLastIndex(kept.Count - 1, kept.Count - 1, static revision => !StaysWhateverItsAge(revision));
            index = index > 0 ? index : kept.Count - 1;
            size -= kept[index].Size;
            kept.RemoveAt(index);
        }

        var staying = kept.Select(static revision => revision.Id).ToHashSet();
        return [.. revisions.Select(static revision => revision.Id).Where(id => !staying.Contains(id))];
    }

    private static bool StaysWhateverItsAge(Revision revision) => revision.Reason is RevisionReason.Checkpoint or RevisionReason.Import;

    /// <returns>A number for the hour, day or week that it shares with others; null while all are kept.</returns>
    private static long? Period(Revision revision, DateTimeOffset now, HistoryOptions options)
    {
        var age = now - revision.At;
        var length =
            age <= options.KeepAllFor ? TimeSpan.Zero
            : age <= Hourly ? TimeSpan.FromHours(1)
            : age <= Daily ? TimeSpan.FromDays(1)
            : TimeSpan.FromDays(7);
        // Periods of different lengths have different numbers: ticks of their beginnings, and the length below them.
        return length == TimeSpan.Zero ? null : (revision.At.UtcTicks / length.Ticks * length.Ticks) + (long)length.TotalHours;
    }
}
