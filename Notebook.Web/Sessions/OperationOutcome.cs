using System.Collections.Immutable;

namespace Notebook.Web.Sessions;

/// <summary>What <see cref="SessionState"/> makes of an operation.</summary>
internal abstract record OperationOutcome
{
    /// <summary>The state afterwards, and what the session has to do, in order. The same state when the operation changed nothing.</summary>
    public sealed record Applied(SessionState State, ImmutableArray<SessionEffect> Effects, Operation? Inverse = null) : OperationOutcome;

    /// <inheritdoc cref="OperationResult.Rejected"/>
    public sealed record Rejected(RejectionReason Reason, string Message) : OperationOutcome;
}
