using System.Collections.Immutable;
using Notebook.Protocol;
using Notebook.Web.Documents;
using Notebook.Web.History;
using Notebook.Web.Packages;

namespace Notebook.Web.Sessions;

/// <summary>
/// Everything a session knows, at one moment. Immutable, and changed only by <see cref="Apply"/> and <see cref="Observe"/>:
/// both are pure, without I/O, clock or chance, so that the rules of a session can be tested as a table.
/// </summary>
internal sealed record SessionState
{
    public required NotebookDocument Document { get; init; }

    /// <summary>Counts every change, keystrokes and stream text included.</summary>
    public long Version { get; init; }

    public KernelStatus Kernel { get; init; } = new(KernelState.NotStarted);

    /// <summary>Counts the session's kernels; what another number reports is of the past.</summary>
    public int KernelNumber { get; init; }

    /// <summary>Next first. The order of the page within one operation, and of the operations otherwise.</summary>
    public ImmutableList<QueuedRun> Queue { get; init; } = [];

    public RunningSubmission? Running { get; init; }

    /// <summary>What the running cell asks and nobody has answered, in the order of asking.</summary>
    public ImmutableList<PendingQuestion> Questions { get; init; } = [];

    /// <summary>Counts over all kernels: an answer meant for one question never reaches another.</summary>
    public long LastQuestion { get; init; }

    /// <summary>What was chosen for inputs, by cell and key: a cell that failed before it showed its inputs again has not lost it.</summary>
    public ImmutableDictionary<(CellId CellId, string Key), string> Chosen { get; init; } = ImmutableDictionary<(CellId, string), string>.Empty;

    /// <summary>Counts the changes of inputs.</summary>
    public long LastInputChange { get; init; }

    /// <summary>The last change of each input that was changed, by its id.</summary>
    public ImmutableDictionary<string, long> InputChanges { get; init; } = ImmutableDictionary.Create<string, long>(StringComparer.Ordinal);

    /// <summary>Whether answers are left in the outputs; they are not when a command line gives them, whose output is to be the cell's alone.</summary>
    public bool EchoesAnswers { get; init; } = true;

    public string? SaveProblem { get; init; }

    /// <summary>What was changed since the last revision; null when nothing was.</summary>
    public PendingEdits? Edits { get; init; }

    /// <summary>The verification that is under way; null when none is.</summary>
    public VerificationUnderWay? Verifying { get; init; }

    /// <summary>When edits alone become a revision.</summary>
    public HistoryOptions History { get; init; } = new();

    /// <summary>Counts the revisions that this session has saved.</summary>
    public int SavedRevisions { get; init; }

    /// <summary>The packages that the current kernel has.</summary>
    public ImmutableArray<LoadedPackage> Packages { get; init; } = [];

    /// <summary>Whether the kernel starts when somebody who may run opens the notebook, rather than at the first run.</summary>
    public bool StartsKernelAtOpen { get; init; }

    /// <summary>Makes output ids of this session different from those already in the document.</summary>
    public required string OutputIdPrefix { get; init; }

    /// <summary>Counts over all kernels: an id is never used twice in a session.</summary>
    public long LastSubmission { get; init; }

    public long LastOutput { get; init; }

    /// <summary>Which cells use what of which, as the language process has said last.</summary>
    public CellLinks Links { get; init; } = CellLinks.None;

    /// <summary>Who ran a cell last: stale cells that run by themselves run in that name, while it still may.</summary>
    public Participant? LastRunner { get; init; }

    /// <summary>Counts the submissions of the current kernel (nbformat's <c>execution_count</c>).</summary>
    public int LastExecution { get; init; }

    /// <summary>The cells that have succeeded in the kernel <see cref="RanIn"/>, in the order in which they last did: what a rebuild runs. Those that are gone may come back.</summary>
    public ImmutableList<CellId> Ran { get; init; } = [];

    /// <summary>The kernel's number. A new kernel takes the place of the old one here when a cell succeeds in it; until then the old one can be rebuilt.</summary>
    public int RanIn { get; init; }

    /// <summary>Which submission of the current kernel each cell shows, so that what a cell left running can still print.</summary>
    public ImmutableDictionary<CellId, SubmissionId> Shown { get; init; } = ImmutableDictionary<CellId, SubmissionId>.Empty;

    /// <summary>Where the current kernel's values stand, by the name it gave them.</summary>
    public ImmutableDictionary<string, DisplayPlace> Displays { get; init; } = ImmutableDictionary.Create<string, DisplayPlace>(StringComparer.Ordinal);

    /// <summary>Cells whose outputs are in a journal and not yet committed, with the characters that their journal grew by.</summary>
    public ImmutableDictionary<CellId, long> Journaled { get; init; } = ImmutableDictionary<CellId, long>.Empty;

    /// <summary>Cells that were deleted in this session. No new cell takes one of these names: the store still has what the old one showed.</summary>
    public ImmutableHashSet<CellId> Deleted { get; init; } = [];

    /// <summary>A cell as its outputs are to be kept. The queue is not: a cell that waits is kept with the run it had before.</summary>
    /// <returns>Null when the cell is gone.</returns>
    public Cell? ToKeep(CellId cellId) =>
        Document.Find(cellId) is { } cell && Queue.Find(queued => queued.CellId == cellId) is { } waiting ? cell with { LastRun = waiting.Before } : Document.Find(cellId);

    public SessionSnapshot ToSnapshot() => new()
    {
        Version = Version,
        Document = Document,
        Kernel = Kernel,
        Queue = [.. Queue.Select(static run => run.CellId)],
        RunningCell = Running is { } running && Document.Find(running.CellId) is not null ? running.CellId : null,
        Questions = Questions,
        SaveProblem = SaveProblem,
        SavedRevisions = SavedRevisions,
        IsVerifying = Verifying is not null,
        CanRebuild = !Ran.IsEmpty,
        Packages = Packages,
        Links = Links,
    };

    /// <summary>What an operation of a participant does. The one place where permission is checked.</summary>
    public OperationOutcome Apply(Operation operation, OperationContext context)
    {
        if ((OperationRules.RefuseLook(context.By) ?? OperationRules.Refuse(operation, context.Role)) is { } refusal)
            return refusal;

        var step = new SessionStep(this, context.At);
        var rejected = operation switch
        {
            EditText edit => DocumentRules.Edit(step, edit),
            InsertCell insert => CellRules.Insert(step, insert),
            InsertCells insert => CellRules.Insert(step, insert.Cells, insert.After),
            DuplicateCells duplicate => CellRules.Duplicate(step, duplicate),
            MoveCells move => CellRules.Move(step, move),
            DeleteCells delete => CellRules.Delete(step, delete.CellIds),
            ChangeKinds change => CellRules.ChangeKinds(step, change),
            AttachPicture attach => PictureRules.Attach(step, attach),
            CollapseCells collapse => CellRules.Collapse(step, collapse),
            SplitCell split => SplitRules.Split(step, split),
            MergeCells merge => SplitRules.Merge(step, merge),
            JoinCells join => SplitRules.Join(step, join),
            TakeApart takeApart => SplitRules.TakeApart(step, takeApart),
            RestoreCells restore => CellRules.Restore(step, restore.Cells),
            RemoveAddedCells remove => CellRules.RemoveAdded(step, remove),
            ReturnCells restore => CellRules.Return(step, restore.Cells),
            Rename rename => DocumentRules.Rename(step, rename),
            UnpinPackage unpin => PackageRules.Unpin(step, unpin),
            SaveCheckpoint save => HistoryRules.SaveCheckpoint(step, save, context.By),
            RestoreRevision restore => HistoryRules.Restore(step, restore, context.By),
            ReturnDocument back => HistoryRules.Return(step, back),
            VerifyNotebook => VerificationRules.Begin(step, context.By),
            StopVerifying => VerificationRules.Stop(step),
            AddComment add => CommentRules.Add(step, add, context.By),
            ReplyComment reply => CommentRules.Reply(step, reply, context.By),
            EditComment edit => CommentRules.Edit(step, edit, context.By),
            ResolveComment resolve => CommentRules.Resolve(step, resolve, context.By),
            DeleteComment delete => CommentRules.Delete(step, delete, context.By),
            RunCells run => RunRules.Run(step, run, context.By),
            RunAll => RunRules.RunAll(step, context.By),
            InterruptRun interrupt => RunRules.Interrupt(step, interrupt),
            RestartKernel => RunRules.Restart(step, context.By),
            RunStale => RunRules.RunStale(step, context.By),
            RunWithNeeds run => StaleRules.RunWithNeeds(step, run, context.By),
            ChangeStaleMode change => StaleRules.ChangeMode(step, change, context.By),
            ChangeTexts change => DocumentRules.Change(step, change),
            ChangeInput change => InputRules.Change(step, change),
            AnswerQuestion answer => QuestionRules.Answer(step, answer),
            RebuildKernel => RebuildRules.Rebuild(step, context.By),
            KeepKernel => null,
            _ => throw new ArgumentException($"There is no rule for {operation.GetType().Name}.", nameof(operation)),
        };
        if (rejected is not null)
            return rejected;
        StaleRules.Refresh(step, context.By);

        // What was restored is a revision already.
        if (operation is not RestoreRevision)
            HistoryRules.NoteEdit(step, context.By);
        VerificationRules.Outdate(step);
        IdleRules.Keep(step);
        return step.Finish();
    }

    /// <summary>What something that happened does. Nothing of it can be refused; what no longer matters changes nothing.</summary>
    public OperationOutcome.Applied Observe(ServerOperation operation, DateTimeOffset at)
    {
        var step = new SessionStep(this, at);
        switch (operation)
        {
            case KernelOperation kernel when kernel.KernelNumber != KernelNumber:
                break;
            case ParticipantJoined joined:
                RunRules.Join(step, joined.Participant);
                break;
            case KernelWaits waits:
                RunRules.KernelWaits(step, waits.Ahead);
                break;
            case KernelPostponed:
                RunRules.KernelPostponed(step);
                break;
            case KernelIdles idles:
                IdleRules.Warn(step, idles);
                break;
            case KernelIdled idled:
                IdleRules.End(step, idled);
                break;
            case KernelLaunched:
                RunRules.KernelLaunched(step);
                break;
            case KernelLaunchFailed failed:
                RunRules.KernelLost(step, failed.Message);
                break;
            case KernelEnded ended:
                RunRules.KernelLost(step, ended.Exit.Message);
                break;
            case KernelReported reported:
                IdleRules.Keep(step);
                foreach (var kernelEvent in reported.Events)
                    RunRules.Report(step, kernelEvent);
                break;
            case QuestionRefused refused:
                QuestionRules.Refuse(step, refused);
                break;
            case PackagesArrived arrived:
                PackageRules.Arrive(step, arrived);
                break;
            case UsesFound found:
                StaleRules.NoteUses(step, found.Links);
                break;
            case VerificationEnded found:
                VerificationRules.End(step, found);
                break;
            case RevisionDue:
                HistoryRules.Due(step);
                break;
            case OutputsNotKept notKept:
                step.Miss(notKept.CellIds, notKept.Message);
                break;
            case OutputsRetried:
                step.KeepAll();
                break;
            case OutputsKept:
                step.State = step.State with { SaveProblem = null };
                break;
            default:
                throw new ArgumentException($"There is no rule for {operation.GetType().Name}.", nameof(operation));
        }

        StaleRules.Refresh(step, by: null);
        HistoryRules.AfterRun(step, this);
        return step.Finish();
    }
}

/// <summary>A cell that waits for the kernel.</summary>
/// <param name="CellId">The cell.</param>
/// <param name="By">The display name of who asked.</param>
/// <param name="Before">The cell's last run until then, for when it is taken out of the queue again.</param>
/// <param name="ById">The <see cref="Participant.Id"/> of who asked.</param>
/// <param name="IsRebuild">It waits because of a rebuild, which ends at the first cell that does not succeed.</param>
internal sealed record QueuedRun(CellId CellId, string By, CellRun? Before, string? ById = null, bool IsRebuild = false)
{
    /// <summary>Who asked.</summary>
    public required Participant Asker { get; init; }
}

/// <summary>The submission that the kernel runs.</summary>
/// <param name="Id">Its id.</param>
/// <param name="CellId">The cell, which may be gone.</param>
/// <param name="Run">What the cell shows of it.</param>
/// <param name="ExecutionCount">Its number in this kernel.</param>
/// <param name="HasReplaced">Whether the outputs of the run before have made way.</param>
/// <param name="ById">The <see cref="Participant.Id"/> of who asked for it.</param>
/// <param name="IsRebuild">It runs because of a rebuild.</param>
/// <param name="InputChange">The last change of an input that the kernel had been told when it began.</param>
internal sealed record RunningSubmission(SubmissionId Id, CellId CellId, CellRun Run, int ExecutionCount, bool HasReplaced, string? ById = null, bool IsRebuild = false, long InputChange = 0);

/// <summary>A verification of what the notebook was when it began.</summary>
/// <param name="IsOutdated">Whether the notebook has been changed since.</param>
internal sealed record VerificationUnderWay(bool IsOutdated);

/// <summary>Where a displayed value stands.</summary>
internal readonly record struct DisplayPlace(CellId CellId, string OutputId);
