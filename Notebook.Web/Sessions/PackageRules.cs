using Notebook.Protocol;
using Notebook.Web.Packages;
using Notebook.Web.Storage;
using static Notebook.Web.Sessions.OperationOutcome;

namespace Notebook.Web.Sessions;

/// <summary>What packages do to a session: kernels ask for them, they arrive, and the versions they came to are kept.</summary>
internal static class PackageRules
{
    public static void Ask(SessionStep step, PackagesRequested requested)
    {
        // A kernel may say anything; only the submission that runs waits for packages.
        if (step.State.Running?.Id == requested.SubmissionId)
            step.Emit(new RestorePackages(requested, PinnedPackages.Of(step.Document)));
    }

    public static void Arrive(SessionStep step, PackagesArrived arrived)
    {
        step.State = step.State with { Packages = arrived.Packages };
        var before = PinnedPackages.Of(step.Document);
        var after = before.SetItems(arrived.Pins);
        if (after.SequenceEqual(before))
            return;
        var document = PinnedPackages.With(step.Document, after);
        step.Change(document, new NotebookChanged(document));
    }

    public static Rejected? Unpin(SessionStep step, UnpinPackage unpin)
    {
        var before = PinnedPackages.Of(step.Document);
        var after = before.Remove(unpin.Id);
        if (after.Count == before.Count)
            return null;
        var document = PinnedPackages.With(step.Document, after);
        step.Change(document, new NotebookChanged(document));
        return null;
    }
}
