using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Notebook.Protocol.Language;

/// <summary>What the web process asks of the language process. Imperative; answered by <see cref="LanguageEvent"/>s.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(OpenLanguage), "open")]
[JsonDerivedType(typeof(UpdateNotebook), "update")]
[JsonDerivedType(typeof(ForgetNotebook), "forget")]
[JsonDerivedType(typeof(CancelQuestion), "cancel")]
[JsonDerivedType(typeof(Diagnose), "diagnose")]
[JsonDerivedType(typeof(Complete), "complete")]
[JsonDerivedType(typeof(DescribeCompletion), "describe")]
[JsonDerivedType(typeof(DescribeSymbol), "hover")]
[JsonDerivedType(typeof(ListSignatures), "signatures")]
[JsonDerivedType(typeof(Classify), "classify")]
[JsonDerivedType(typeof(Format), "format")]
[JsonDerivedType(typeof(FindSymbol), "find")]
[JsonDerivedType(typeof(RenameSymbol), "rename")]
[JsonDerivedType(typeof(ListFixes), "fixes")]
public abstract record LanguageRequest;

/// <summary>The first request on a new pipe. Answered by <see cref="LanguageOpened"/>, or by <see cref="LanguageRefused"/> and the end of the process.</summary>
public sealed record OpenLanguage : LanguageRequest
{
    public required int ProtocolVersion { get; init; }

    /// <summary>Packages that code may use without <c>#r</c>.</summary>
    public ImmutableArray<RestoredPackage> Preinstalled { get; init; } = [];

    /// <summary>How much memory the process may keep before it forgets notebooks, the least recently used first, in MB.</summary>
    public int MemoryMegabytes { get; init; } = 400;
}

/// <summary>Brings the picture of a notebook up to date. Questions that follow see it.</summary>
public sealed record UpdateNotebook : LanguageRequest
{
    public required string NotebookId { get; init; }

    /// <summary>Rises with every update; answers about the whole notebook name it.</summary>
    public required long Revision { get; init; }

    /// <summary>Forget what was known: this holds everything.</summary>
    public bool IsWhole { get; init; }

    /// <summary>The ids of the code cells in the order of the notebook; default when they are as they were.</summary>
    public ImmutableArray<string>? Order { get; init; }

    /// <summary>The cells that are new or have changed.</summary>
    public ImmutableArray<LanguageCell> Cells { get; init; } = [];

    /// <summary>The packages that cells ask for and that are on this machine; null when they are as they were.</summary>
    public ImmutableArray<RestoredPackage>? Packages { get; init; }

    /// <summary>The files that cells name; null when they are as they were.</summary>
    public ImmutableArray<LanguageFile>? Files { get; init; }
}

/// <summary>Nobody looks at this notebook any more.</summary>
public sealed record ForgetNotebook : LanguageRequest
{
    public required string NotebookId { get; init; }
}

/// <summary>Nobody waits for the answer any more. The question is answered all the same, by <see cref="QuestionFailed"/> if it can be stopped.</summary>
public sealed record CancelQuestion : LanguageRequest
{
    public required long RequestId { get; init; }
}
