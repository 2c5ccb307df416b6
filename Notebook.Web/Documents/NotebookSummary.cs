namespace Notebook.Web.Documents;

/// <summary>A notebook in a list.</summary>
public sealed record NotebookSummary(NotebookId Id, string Title, int CellCount, DateTimeOffset CreatedAt, DateTimeOffset ModifiedAt)
{
    /// <summary>What the notebook begins with, on one line; empty when it is empty.</summary>
    public string Preview { get; init; } = "";

    /// <summary>When it was moved to the trash; null when it is not there.</summary>
    public DateTimeOffset? TrashedAt { get; init; }
}
