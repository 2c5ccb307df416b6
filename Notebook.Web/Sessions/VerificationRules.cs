using Notebook.Web.History;
using Notebook.Web.Storage;
using static Notebook.Web.Sessions.OperationOutcome;

namespace Notebook.Web.Sessions;

/// <summary>When a notebook is verified, and what becomes of the result. The session's own kernel has no part in it.</summary>
internal static class VerificationRules
{
    public static Rejected? Begin(SessionStep step, Participant by)
    {
        if (step.State.Verifying is not null)
            return new(RejectionReason.Invalid, "The notebook is being verified already.");
        if (!step.Document.Cells.Exists(OutputComparison.HasShown))
            return new(RejectionReason.Invalid, "No cell has run yet, so there is nothing to compare with. Run all first.");

        step.State = step.State with { Verifying = new(IsOutdated: false) };
        step.Emit(new StartVerification(HistoryRules.AtRest(step.State), by));
        return null;
    }

    public static Rejected? Stop(SessionStep step)
    {
        if (step.State.Verifying is not null)
            step.Emit(new StopVerification());
        return null;
    }

    public static void End(SessionStep step, VerificationEnded ended)
    {
        if (step.State.Verifying is not { } verifying)
            return;
        step.State = step.State with { Verifying = null };
        if (ended.Result is { } result)
            Keep(step, result with { IsOutdated = verifying.IsOutdated });
    }

    /// <summary>The document was changed: what was found of it is of the past.</summary>
    public static void Outdate(SessionStep step)
    {
        if (!step.HasChangedDocument)
            return;
        if (step.State.Verifying is { IsOutdated: false })
            step.State = step.State with { Verifying = new(IsOutdated: true) };
        if (step.Document.Verification is { IsOutdated: false } verification)
            Keep(step, verification with { IsOutdated = true });
    }

    private static void Keep(SessionStep step, Verification verification)
    {
        step.State = step.State with { Document = step.Document with { Verification = verification } };
        step.Emit(new StoreChanges([new VerificationKept(step.Document.Id, verification)]));
    }
}
