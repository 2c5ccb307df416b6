using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Notebook.Protocol;

/// <summary>What the web process asks of a kernel. Imperative; answered by <see cref="KernelEvent"/>s.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(OpenKernel), "open")]
[JsonDerivedType(typeof(Submit), "submit")]
[JsonDerivedType(typeof(Interrupt), "interrupt")]
[JsonDerivedType(typeof(ProvideInput), "answer")]
[JsonDerivedType(typeof(PageTable), "pageTable")]
[JsonDerivedType(typeof(SetInput), "set")]
[JsonDerivedType(typeof(PackagesRestored), "packages-restored")]
[JsonDerivedType(typeof(ListVariables), "listVariables")]
[JsonDerivedType(typeof(ShowVariable), "showVariable")]
[JsonDerivedType(typeof(ConnectionOpened), "connectionOpened")]
[JsonDerivedType(typeof(ConnectionRefused), "connectionRefused")]
[JsonDerivedType(typeof(ConnectionReceived), "connectionReceived")]
[JsonDerivedType(typeof(ConnectionForwarded), "connectionForwarded")]
[JsonDerivedType(typeof(ConnectionEnded), "connectionEnded")]
public abstract record KernelRequest;

/// <summary>The first request on a new pipe. Answered by <see cref="KernelOpened"/>, or by <see cref="KernelRefused"/> and the end of the process.</summary>
public sealed record OpenKernel : KernelRequest
{
    /// <summary>The <see cref="ProtocolVersion.Current"/> of the web process.</summary>
    public required int ProtocolVersion { get; init; }

    /// <summary>The folder that becomes the kernel's current folder; relative paths in user code start here.</summary>
    public required string WorkingFolder { get; init; }

    /// <summary>Packages that code may use without <c>#r</c>: they join when a cell names something of theirs.</summary>
    public ImmutableArray<RestoredPackage> Preinstalled { get; init; } = [];
}

/// <summary>Run this code. Submissions run one at a time in the order of their arrival.</summary>
public sealed record Submit : KernelRequest
{
    public required SubmissionId SubmissionId { get; init; }

    /// <summary>Names the source in diagnostics and stack frames; the session passes the cell's id.</summary>
    public required string SourceName { get; init; }

    /// <summary>The text with <c>\n</c> line ends, as the user wrote it.</summary>
    public required string Code { get; init; }

    /// <summary>The language it begins in: one of those that <see cref="CellLanguages.Runs"/>.</summary>
    public string Language { get; init; } = CellLanguages.CSharp;

    /// <summary>What was chosen for inputs that this code may show again.</summary>
    public ImmutableArray<ChosenInput> Inputs { get; init; } = [];

    /// <summary>The notebook's secrets as they are now, in place of those that came with the submission before.</summary>
    public ImmutableArray<SecretValue> Secrets { get; init; } = [];
}

/// <summary>Stop this submission and keep every variable. Has no effect when it has ended or is not known.</summary>
public sealed record Interrupt : KernelRequest
{
    public required SubmissionId SubmissionId { get; init; }
}

/// <summary>The answer to an <see cref="InputRequested"/>, or why there will be none. Has no effect when the question is not waiting any more.</summary>
public sealed record ProvideInput : KernelRequest
{
    public required SubmissionId SubmissionId { get; init; }

    public required int RequestId { get; init; }

    /// <summary>The answer, with <c>\n</c> line ends; null when there is none.</summary>
    public string? Text { get; init; }

    /// <summary>Without an answer, a sentence that says why: the asking code gets it as an exception.</summary>
    public string? Refusal { get; init; }

    /// <summary>Without the answer, which may be a password.</summary>
    public override string ToString() => $"{nameof(ProvideInput)} {{ {SubmissionId}, {RequestId} }}";
}

/// <summary>
/// Give rows of a table that was shown, from the copy that was made of it then. Runs none of the user's code and is answered by one
/// <see cref="TablePaged"/> at any time, also while a submission runs.
/// </summary>
public sealed record PageTable : KernelRequest
{
    /// <summary>Chosen by the web process; never used twice for one kernel.</summary>
    public required long RequestId { get; init; }

    /// <summary>The <c>table</c> in the table's JSON.</summary>
    public required string TableId { get; init; }

    /// <summary>The first row wanted, from 0, among those that meet the filters, in the order of the sorts.</summary>
    public required int Offset { get; init; }

    /// <summary>How many rows are wanted, at most <see cref="TableLimits.MaxPageRows"/>; none to learn only how many there are.</summary>
    public required int Count { get; init; }

    /// <summary>The most important first; none for the rows' own order.</summary>
    public ImmutableArray<TableSort> Sorts { get; init; } = [];

    public ImmutableArray<TableFilter> Filters { get; init; } = [];

    /// <summary>A column whose different values are wanted, to choose from; null for none.</summary>
    public int? ChoicesOf { get; init; }
}

/// <summary>Somebody changed an input on the page: code that reads it from now on gets this value. Has no effect when there is no such input.</summary>
public sealed record SetInput : KernelRequest
{
    public required string InputId { get; init; }

    /// <summary>In the form that inputs have as text.</summary>
    public required string Value { get; init; }

    /// <summary>Rises with every change.</summary>
    public required long Revision { get; init; }

    /// <summary>Without the value, which may be a password.</summary>
    public override string ToString() => $"{nameof(SetInput)} {{ {InputId}, {Revision} }}";
}

/// <summary>Answers <see cref="PackagesRequested"/>. Has no effect when the submission does not wait for it any more.</summary>
public sealed record PackagesRestored : KernelRequest
{
    public required SubmissionId SubmissionId { get; init; }

    /// <summary>Everything that the kernel has from now on, what it had before included.</summary>
    public ImmutableArray<RestoredPackage> Packages { get; init; } = [];

    /// <summary>Why there are none; a sentence for people.</summary>
    public string? Problem { get; init; }

    /// <summary>What people should know about packages that are there; a sentence each.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];
}

/// <summary>
/// Say which variables there are. Reads fields and runs none of the user's code; answered by one <see cref="VariablesListed"/> at any
/// time, also while a submission runs.
/// </summary>
public sealed record ListVariables : KernelRequest
{
    /// <summary>Chosen by the web process; used for one <see cref="ListVariables"/> or <see cref="ShowVariable"/> of a kernel.</summary>
    public required long RequestId { get; init; }
}

/// <summary>
/// Give the value of a variable as it is shown when it ends a cell. Runs the value's own code, bounded as for any display, and so is
/// refused while a submission runs; answered by one <see cref="VariableShown"/>.
/// </summary>
public sealed record ShowVariable : KernelRequest
{
    /// <inheritdoc cref="ListVariables.RequestId"/>
    public required long RequestId { get; init; }

    public required string Name { get; init; }
}
