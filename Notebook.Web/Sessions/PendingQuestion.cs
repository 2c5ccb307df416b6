using Notebook.Protocol;
using Notebook.Web.Documents;

namespace Notebook.Web.Sessions;

/// <summary>What a running cell asks, until the first answer or the end of its run. Lives in the session, never in the store.</summary>
public sealed record PendingQuestion
{
    /// <summary>Unique in the session, so that an answer never reaches another question than the one it was typed under.</summary>
    public required string Id { get; init; }

    public required CellId CellId { get; init; }

    /// <summary>The <see cref="Participant.Id"/> of who ran the cell: the tab whose focus goes to the question.</summary>
    public string? RunBy { get; init; }

    /// <summary>What it is called: its prompt, or what the cell printed last.</summary>
    public required string Words { get; init; }

    public required InputQuestion Question { get; init; }

    public required SubmissionId SubmissionId { get; init; }

    public required int RequestId { get; init; }
}
