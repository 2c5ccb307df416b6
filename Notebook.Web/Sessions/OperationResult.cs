namespace Notebook.Web.Sessions;

/// <summary>What became of an operation.</summary>
public abstract record OperationResult
{
    /// <summary>Applied, and in the store.</summary>
    /// <param name="SessionVersion">The version that has it.</param>
    /// <param name="Inverse">What takes it back; null when nothing changed, or when it has other ways back (text) or none (a run).</param>
    public sealed record Accepted(long SessionVersion, Operation? Inverse = null) : OperationResult;

    /// <summary>Not applied; nothing changed.</summary>
    /// <param name="Reason">What kind of refusal, for code.</param>
    /// <param name="Message">A sentence for the person who asked.</param>
    public sealed record Rejected(RejectionReason Reason, string Message) : OperationResult;
}

public enum RejectionReason
{
    /// <summary>Made against an older version; pull, rebase and send again.</summary>
    Stale,

    /// <summary>Names a cell that is gone.</summary>
    NotFound,

    /// <summary>The role does not allow it.</summary>
    NotAllowed,

    /// <summary>Not a valid operation, such as a change whose lengths do not fit the text.</summary>
    Invalid,

    /// <summary>The store could not keep it; a full disk, for example.</summary>
    NotStored,
}
