using Notebook.Web.Sessions;

namespace Notebook.Web.Components.Notebooks;

/// <summary>What became of a change of the cells, for the browser.</summary>
/// <param name="Refusal">A sentence; null when it was done.</param>
/// <param name="Stale">It was made against an older text: to be asked again.</param>
/// <param name="Cells">The cells to look at now.</param>
internal sealed record CellsReply(string? Refusal, bool Stale, IReadOnlyList<string> Cells)
{
    public static CellsReply Refused(string message) => new(message, false, []);

    public static CellsReply Of(Operation operation, OperationResult result) => result is OperationResult.Rejected rejected
        ? new(rejected.Message, rejected.Reason == RejectionReason.Stale, [])
        : new(null, false, [.. operation.Shows.Select(static id => id.Value)]);

    /// <param name="taken">What was taken back or done again.</param>
    /// <param name="impossible">How a refusal begins.</param>
    public static CellsReply? OfHistory((Operation Operation, OperationResult Result)? taken, string impossible) =>
        taken is not var (operation, result) ? null
        : Of(operation, result) is { Refusal: { } refusal } ? Refused($"{impossible} {refusal}")
        : Of(operation, result);
}
