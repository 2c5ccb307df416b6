using System.Collections.Frozen;
using Notebook.Web.Sharing;

namespace Notebook.Web.Sessions;

/// <summary>The least role for each operation: the one place where a session asks who may do what. An operation without a rule is nobody's.</summary>
internal static class OperationRules
{
    public static FrozenDictionary<Type, NotebookRole> LeastRole { get; } = new Dictionary<Type, NotebookRole>
    {
        [typeof(EditText)] = NotebookRole.Editor,
        [typeof(InsertCell)] = NotebookRole.Editor,
        [typeof(InsertCells)] = NotebookRole.Editor,
        [typeof(DuplicateCells)] = NotebookRole.Editor,
        [typeof(MoveCells)] = NotebookRole.Editor,
        [typeof(DeleteCells)] = NotebookRole.Editor,
        [typeof(SplitCell)] = NotebookRole.Editor,
        [typeof(MergeCells)] = NotebookRole.Editor,
        [typeof(ChangeKinds)] = NotebookRole.Editor,
        [typeof(CollapseCells)] = NotebookRole.Editor,
        [typeof(AttachPicture)] = NotebookRole.Editor,
        [typeof(RestoreCells)] = NotebookRole.Editor,
        [typeof(RemoveAddedCells)] = NotebookRole.Editor,
        [typeof(ReturnCells)] = NotebookRole.Editor,
        [typeof(JoinCells)] = NotebookRole.Editor,
        [typeof(TakeApart)] = NotebookRole.Editor,
        [typeof(Rename)] = NotebookRole.Editor,
        [typeof(UnpinPackage)] = NotebookRole.Editor,
        [typeof(SaveCheckpoint)] = NotebookRole.Editor,
        [typeof(RestoreRevision)] = NotebookRole.Editor,
        [typeof(ReturnDocument)] = NotebookRole.Editor,
        [typeof(AddComment)] = NotebookRole.Viewer,
        [typeof(ReplyComment)] = NotebookRole.Viewer,
        [typeof(EditComment)] = NotebookRole.Viewer,
        [typeof(ResolveComment)] = NotebookRole.Viewer,
        [typeof(DeleteComment)] = NotebookRole.Viewer,
        [typeof(VerifyNotebook)] = NotebookRole.Runner,
        [typeof(StopVerifying)] = NotebookRole.Runner,
        [typeof(RunCells)] = NotebookRole.Runner,
        [typeof(RunAll)] = NotebookRole.Runner,
        [typeof(InterruptRun)] = NotebookRole.Runner,
        [typeof(RestartKernel)] = NotebookRole.Runner,
        [typeof(RunStale)] = NotebookRole.Runner,
        [typeof(RunWithNeeds)] = NotebookRole.Runner,
        [typeof(ChangeStaleMode)] = NotebookRole.Editor,
        [typeof(ChangeTexts)] = NotebookRole.Editor,
        [typeof(ChangeInput)] = NotebookRole.Runner,
        [typeof(AnswerQuestion)] = NotebookRole.Runner,
        [typeof(RebuildKernel)] = NotebookRole.Runner,
        [typeof(KeepKernel)] = NotebookRole.Viewer,
    }.ToFrozenDictionary();

    /// <returns>Null for everybody but those who see the notebook with somebody else's eyes.</returns>
    public static OperationOutcome.Rejected? RefuseLook(Participant by) => by.OnlyLooks ? new(RejectionReason.NotAllowed, SeenAs.Refusal) : null;

    /// <returns>Null when the role suffices.</returns>
    public static OperationOutcome.Rejected? Refuse(Operation operation, NotebookRole role)
    {
        if (LeastRole.TryGetValue(operation.GetType(), out var least) && role >= least)
            return null;

        var (wanted, needed) = least switch
        {
            NotebookRole.Viewer => ("see", "viewer"),
            NotebookRole.Runner => ("run", "runner"),
            _ => ("change", "editor"),
        };
        return new OperationOutcome.Rejected(RejectionReason.NotAllowed, $"You may not {wanted} this notebook. Ask its owner for the role {needed}.");
    }
}
