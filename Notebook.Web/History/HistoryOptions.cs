namespace Notebook.Web.History;

/// <summary>The settings of <c>Sessions:History:</c>: when revisions are saved, and how many are kept of each notebook.</summary>
public sealed class HistoryOptions
{
    /// <summary>How long nobody must have edited until what was edited becomes a revision.</summary>
    public TimeSpan Quiet { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long edits may go on without a revision.</summary>
    public TimeSpan Longest { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long every revision is kept. Older ones are thinned: to one an hour for a week, one a day for three months, then one a week.</summary>
    public TimeSpan KeepAllFor { get; set; } = TimeSpan.FromDays(1);

    /// <summary>The most revisions of one notebook. The oldest go first, those with a name last.</summary>
    public int MaxRevisions { get; set; } = 300;

    /// <summary>The most that all revisions of one notebook take, in characters. The newest is always kept.</summary>
    public long MaxSize { get; set; } = 256L * 1024 * 1024;
}
