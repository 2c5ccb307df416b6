using System.Collections.Immutable;
using Notebook.Protocol;
using Notebook.Web.Documents;
using Notebook.Web.History;
using Notebook.Web.Storage;

namespace Notebook.Web.Sessions;

/// <summary>Something the session has to do because of an operation. Data; only <see cref="NotebookSession"/> performs it.</summary>
internal abstract record SessionEffect;

/// <summary>Commit before the operation is acknowledged and shown. When the store refuses, the operation never happened.</summary>
internal sealed record StoreChanges(ImmutableArray<StoreChange> Changes) : SessionEffect;

/// <summary>Append to the cell's journal before the step is shown.</summary>
internal sealed record AppendProgress(RunProgress Progress) : SessionEffect;

/// <summary>Commit the cell's outputs in place of its journal. Nobody waits for it: the journal holds them until then.</summary>
internal sealed record KeepOutputs(CellId CellId) : SessionEffect;

/// <summary>Keep the document as a revision. Nobody waits for it: it says nothing that is not stored already.</summary>
internal sealed record KeepRevision(Revision Revision, NotebookDocument Document) : SessionEffect;

/// <summary>Verify the notebook as it is, in a kernel of its own.</summary>
internal sealed record StartVerification(NotebookDocument Document, Participant By) : SessionEffect;

internal sealed record StopVerification : SessionEffect;

/// <param name="KernelNumber">The session's number for it.</param>
/// <param name="By">Who wants it.</param>
/// <param name="IsEarly">Nothing waits to run in it yet.</param>
internal sealed record StartKernel(int KernelNumber, Participant By, bool IsEarly) : SessionEffect;

internal sealed record StopKernel(int KernelNumber) : SessionEffect;

internal sealed record SubmitCode(SubmissionId SubmissionId, CellId CellId, string Language, string Code, ImmutableArray<ChosenInput> Inputs) : SessionEffect
{
    public Submit ToRequest() => new() { SubmissionId = SubmissionId, SourceName = CellId.Value, Code = Code, Language = Language, Inputs = Inputs };
}

/// <summary>Tell the kernel what was chosen.</summary>
internal sealed record SetKernelInput(string InputId, string Value, long Revision) : SessionEffect
{
    public SetInput ToRequest() => new() { InputId = InputId, Value = Value, Revision = Revision };

    /// <summary>Without the value, which may be a password.</summary>
    public override string ToString() => $"{nameof(SetKernelInput)} {{ {InputId} }}";
}

/// <summary>Hand over an answer, or the sentence that says why there is none.</summary>
internal sealed record AnswerSubmission(SubmissionId SubmissionId, int RequestId, string? Text, string? Refusal) : SessionEffect
{
    public ProvideInput ToRequest() => new() { SubmissionId = SubmissionId, RequestId = RequestId, Text = Text, Refusal = Refusal };

    /// <summary>Without the answer, which may be a password.</summary>
    public override string ToString() => $"{nameof(AnswerSubmission)} {{ {SubmissionId}, {RequestId} }}";
}

/// <summary>Get the packages that the running submission asks for and tell the kernel.</summary>
internal sealed record RestorePackages(PackagesRequested Request, ImmutableSortedDictionary<string, string> Pins) : SessionEffect;

internal sealed record InterruptSubmission(SubmissionId SubmissionId) : SessionEffect;
