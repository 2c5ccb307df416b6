using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Notebook.Protocol;

/// <summary>What a kernel tells the web process. Past tense; carries the id of the submission it belongs to.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(KernelOpened), "opened")]
[JsonDerivedType(typeof(KernelRefused), "refused")]
[JsonDerivedType(typeof(SubmissionStarted), "started")]
[JsonDerivedType(typeof(OutputProduced), "output")]
[JsonDerivedType(typeof(InputRequested), "ask")]
[JsonDerivedType(typeof(PackagesRequested), "packages-requested")]
[JsonDerivedType(typeof(SubmissionCompleted), "completed")]
[JsonDerivedType(typeof(TablePaged), "tablePaged")]
[JsonDerivedType(typeof(VariablesListed), "variablesListed")]
[JsonDerivedType(typeof(VariableShown), "variableShown")]
[JsonDerivedType(typeof(ConnectionRequested), "connect")]
[JsonDerivedType(typeof(ConnectionSent), "connectionSent")]
[JsonDerivedType(typeof(ConnectionRead), "connectionRead")]
[JsonDerivedType(typeof(ConnectionLeft), "connectionLeft")]
public abstract record KernelEvent;

/// <summary>The kernel accepts submissions.</summary>
public sealed record KernelOpened : KernelEvent
{
    public required int ProtocolVersion { get; init; }

    /// <summary>The .NET runtime in the kernel, such as <c>.NET 10.0.12</c>.</summary>
    public required string Runtime { get; init; }
}

/// <summary>The kernel will not serve this pipe and ends.</summary>
public sealed record KernelRefused : KernelEvent
{
    public required string Reason { get; init; }
}

/// <summary>The submission left the kernel's queue and began to run.</summary>
public sealed record SubmissionStarted : KernelEvent
{
    public required SubmissionId SubmissionId { get; init; }
}

/// <summary>A submission, or work that it left running, produced something to show.</summary>
public sealed record OutputProduced : KernelEvent
{
    public required SubmissionId SubmissionId { get; init; }

    public required KernelOutput Output { get; init; }
}

/// <summary>The submission asks and waits; answered by <see cref="ProvideInput"/>. Withdrawn by the submission's end.</summary>
public sealed record InputRequested : KernelEvent
{
    public required SubmissionId SubmissionId { get; init; }

    /// <summary>Names the question within its submission.</summary>
    public required int RequestId { get; init; }

    public required InputQuestion Question { get; init; }
}

/// <summary>
/// The submission needs packages and waits for <see cref="PackagesRestored"/>.
/// </summary>
public sealed record PackagesRequested : KernelEvent
{
    public required SubmissionId SubmissionId { get; init; }

    /// <summary>What the submission asks for.</summary>
    public ImmutableArray<PackageReference> References { get; init; } = [];

    /// <summary>The packages that earlier cells asked for, at exact versions: what is restored must go together with them.</summary>
    public ImmutableArray<PackageReference> Added { get; init; } = [];

    /// <summary>The packages that came along because those need them, at exact versions: good enough for whoever asks for no version.</summary>
    public ImmutableArray<PackageReference> Brought { get; init; } = [];

    /// <summary>Feeds that the notebook names with <c>#i</c>.</summary>
    public ImmutableArray<string> Sources { get; init; } = [];
}

/// <summary>The submission ended. Its last output has been sent before this event.</summary>
public sealed record SubmissionCompleted : KernelEvent
{
    public required SubmissionId SubmissionId { get; init; }

    public required SubmissionOutcome Outcome { get; init; }

    /// <summary>From start to end, in milliseconds, as the kernel's clock saw it.</summary>
    public required double ElapsedMilliseconds { get; init; }

    /// <summary>The inputs whose value it read, at most <see cref="InputRead.MaxReads"/>.</summary>
    public ImmutableArray<InputRead> InputsRead { get; init; } = [];

    /// <summary>The submission was stopped, but something it started (a thread, pool work, native code) goes on.</summary>
    public bool WorkLeftRunning { get; init; }
}

/// <summary>The answer to one <see cref="PageTable"/>.</summary>
public sealed record TablePaged : KernelEvent
{
    /// <summary>The request's.</summary>
    public required long RequestId { get; init; }

    /// <summary>A sentence for people: why there are no rows. Null when there are.</summary>
    public string? Problem { get; init; }

    /// <summary>How many rows meet the filters.</summary>
    public int MatchingRows { get; init; }

    /// <summary>How many rows the kernel keeps of the table.</summary>
    public int KeptRows { get; init; }

    /// <summary>The rows as JSON, an array of arrays of null, numbers, texts, true and false; fewer than asked for when they are long.</summary>
    public string Rows { get; init; } = "[]";

    /// <summary>How many rows <see cref="Rows"/> holds.</summary>
    public int RowCount { get; init; }

    /// <summary>The different values of the column asked for, sorted; null when none was, or it has more than <see cref="TableLimits.MaxChoices"/>.</summary>
    public ImmutableArray<string>? Choices { get; init; }
}

/// <summary>The answer to one <see cref="ListVariables"/>.</summary>
public sealed record VariablesListed : KernelEvent
{
    /// <summary>The request's.</summary>
    public required long RequestId { get; init; }

    /// <summary>A sentence for people: why there are none. Null when there are, or could be.</summary>
    public string? Problem { get; init; }

    /// <summary>In the order of their declaration; the latest of them when there are more than <see cref="VariableLimits.MaxVariables"/>.</summary>
    public ImmutableArray<VariableSummary> Variables { get; init; } = [];

    /// <summary>How many there are.</summary>
    public int Total { get; init; }
}

/// <summary>The answer to one <see cref="ShowVariable"/>.</summary>
public sealed record VariableShown : KernelEvent
{
    /// <summary>The request's.</summary>
    public required long RequestId { get; init; }

    /// <summary>A sentence for people: why there is no value.</summary>
    public string? Problem { get; init; }

    /// <summary>The value; null when there is a <see cref="Problem"/>.</summary>
    public MimeBundle? Data { get; init; }
}
