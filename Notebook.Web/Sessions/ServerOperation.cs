using System.Collections.Immutable;
using Notebook.Protocol;
using Notebook.Web.Documents;
using Notebook.Web.History;
using Notebook.Web.Kernels;
using Notebook.Web.Packages;

namespace Notebook.Web.Sessions;

/// <summary>
/// Something that happened and that the session has to take note of. Not an <see cref="Operation"/>, so that no participant
/// can send one, and never rejected: what no longer matters is ignored.
/// </summary>
internal abstract record ServerOperation;

/// <summary>The language process has said which cells use what of which.</summary>
internal sealed record UsesFound(CellLinks Links) : ServerOperation;

internal sealed record ParticipantJoined(Participant Participant) : ServerOperation;

/// <summary>From here on, operations that name another kernel's number are ignored.</summary>
internal abstract record KernelOperation(int KernelNumber) : ServerOperation;

/// <summary>The kernel waits until there is room for it, behind so many others.</summary>
internal sealed record KernelWaits(int KernelNumber, int Ahead) : KernelOperation(KernelNumber);

/// <summary>The kernel was wanted early and others wait: it starts when a cell is run.</summary>
internal sealed record KernelPostponed(int KernelNumber) : KernelOperation(KernelNumber);

/// <summary>The kernel has no work and will end.</summary>
internal sealed record KernelIdles(int KernelNumber, DateTimeOffset EndsAt) : KernelOperation(KernelNumber);

/// <summary>The kernel had no work for this long, and nobody kept it.</summary>
internal sealed record KernelIdled(int KernelNumber, TimeSpan Time) : KernelOperation(KernelNumber);

internal sealed record KernelLaunched(int KernelNumber) : KernelOperation(KernelNumber);

/// <summary>The kernel did not start.</summary>
internal sealed record KernelLaunchFailed(int KernelNumber, string Message) : KernelOperation(KernelNumber);

/// <summary>What the kernel told since the last time; hostile input.</summary>
internal sealed record KernelReported(int KernelNumber, ImmutableArray<KernelEvent> Events) : KernelOperation(KernelNumber);

/// <summary>Packages have come for the kernel: all it has now, and the versions that those without an exact version came to.</summary>
internal sealed record PackagesArrived(int KernelNumber, ImmutableArray<LoadedPackage> Packages, ImmutableSortedDictionary<string, string> Pins) : KernelOperation(KernelNumber);

internal sealed record KernelEnded(int KernelNumber, KernelExit Exit) : KernelOperation(KernelNumber);

/// <summary>Nobody is there to answer; the sentence says what to do about it.</summary>
internal sealed record QuestionRefused(string QuestionId, string Sentence) : ServerOperation;

/// <summary>Outputs could not be kept, those of these cells above all; the message is for people.</summary>
internal sealed record OutputsNotKept(ImmutableArray<CellId> CellIds, string Message) : ServerOperation;

/// <summary>A verification has ended; without a result when it was stopped.</summary>
internal sealed record VerificationEnded(Verification? Result) : ServerOperation;

/// <summary>Somebody has edited, and it is time for a revision.</summary>
internal sealed record RevisionDue : ServerOperation;

/// <summary>It is time to try again what <see cref="OutputsNotKept"/> left.</summary>
internal sealed record OutputsRetried : ServerOperation;

/// <summary>Everything that was handed to the store so far is kept.</summary>
internal sealed record OutputsKept : ServerOperation;
