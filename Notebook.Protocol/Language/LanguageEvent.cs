using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Notebook.Protocol.Language;

/// <summary>What the language process tells.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(LanguageOpened), "opened")]
[JsonDerivedType(typeof(LanguageRefused), "refused")]
[JsonDerivedType(typeof(QuestionFailed), "failed")]
[JsonDerivedType(typeof(NotebookDiagnosed), "diagnosed")]
[JsonDerivedType(typeof(CompletionsListed), "completions")]
[JsonDerivedType(typeof(CompletionDescribed), "described")]
[JsonDerivedType(typeof(SymbolDescribed), "symbol")]
[JsonDerivedType(typeof(SignaturesListed), "signatures")]
[JsonDerivedType(typeof(TextClassified), "classified")]
[JsonDerivedType(typeof(EditsProposed), "edits")]
[JsonDerivedType(typeof(SymbolFound), "found")]
[JsonDerivedType(typeof(FixesListed), "fixes")]
public abstract record LanguageEvent;

/// <summary>The process is ready.</summary>
public sealed record LanguageOpened : LanguageEvent
{
    public required int ProtocolVersion { get; init; }
}

/// <summary>The process can't serve; it ends.</summary>
public sealed record LanguageRefused : LanguageEvent
{
    public required string Reason { get; init; }
}

/// <summary>Answers a <see cref="LanguageQuestion"/>.</summary>
public abstract record LanguageAnswer : LanguageEvent
{
    public required long RequestId { get; init; }
}

/// <summary>There is no answer.</summary>
public sealed record QuestionFailed : LanguageAnswer
{
    public required QuestionFailure Failure { get; init; }

    /// <summary>Of a defect: its type and message, for a log.</summary>
    public string? Detail { get; init; }
}

/// <summary>Why a question has no answer.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<QuestionFailure>))]
public enum QuestionFailure
{
    /// <summary>It was stopped.</summary>
    Cancelled,

    /// <summary>The process has forgotten the notebook, or never knew it: send all of it.</summary>
    UnknownNotebook,

    /// <summary>A defect.</summary>
    Defect,
}

/// <summary>What the compiler thinks of a notebook.</summary>
public sealed record NotebookDiagnosed : LanguageAnswer
{
    /// <summary>The <see cref="UpdateNotebook.Revision"/> that was looked at.</summary>
    public required long Revision { get; init; }

    /// <summary>Every code cell, in the order of the notebook.</summary>
    public required ImmutableArray<DiagnosedCell> Cells { get; init; }

    /// <summary>The packages that cells ask for.</summary>
    public ImmutableArray<PackageReference> Packages { get; init; } = [];

    /// <summary>The feeds that cells name.</summary>
    public ImmutableArray<string> Sources { get; init; } = [];

    /// <summary>The files that cells load, import or reference, as they name them.</summary>
    public ImmutableArray<string> Files { get; init; } = [];
}

/// <summary>What could be typed.</summary>
public sealed record CompletionsListed : LanguageAnswer
{
    public required long ListId { get; init; }

    /// <summary>The stretch that a choice takes the place of.</summary>
    public int Start { get; init; }

    public int End { get; init; }

    /// <summary>In the order in which they are shown before anything is typed.</summary>
    public ImmutableArray<CompletionChoice> Items { get; init; } = [];

    /// <summary>Whether there are more than are told: ask again when more has been typed.</summary>
    public bool IsCut { get; init; }
}

/// <summary>More about one item.</summary>
public sealed record CompletionDescribed : LanguageAnswer
{
    /// <summary>Its declaration.</summary>
    public string Signature { get; init; } = "";

    public string Documentation { get; init; } = "";

    /// <summary>What choosing it changes, where that is more than its text.</summary>
    public ImmutableArray<TextEdit> Edits { get; init; } = [];
}

/// <summary>What stands at a place; nothing when it has no <see cref="Signature"/>.</summary>
public sealed record SymbolDescribed : LanguageAnswer
{
    public int Start { get; init; }

    public int End { get; init; }

    public string Signature { get; init; } = "";

    public string Documentation { get; init; } = "";
}

/// <summary>How something can be called; none when nothing is being called.</summary>
public sealed record SignaturesListed : LanguageAnswer
{
    public ImmutableArray<CallSignature> Signatures { get; init; } = [];

    /// <summary>The one that fits what stands there best.</summary>
    public int Active { get; init; }

    /// <summary>The parameter that is being written, from 0.</summary>
    public int Parameter { get; init; }
}

/// <summary>What words are: start, length and kind of each, one after the other.</summary>
public sealed record TextClassified : LanguageAnswer
{
    /// <summary>The names that the kinds are numbers of.</summary>
    public ImmutableArray<string> Kinds { get; init; } = [];

    public ImmutableArray<int> Spans { get; init; } = [];
}

/// <summary>Changes of texts.</summary>
public sealed record EditsProposed : LanguageAnswer
{
    public ImmutableArray<CellEdits> Cells { get; init; } = [];

    /// <summary>Why nothing can be changed; a sentence for people.</summary>
    public string? Problem { get; init; }

    /// <summary>Of a rename: what the thing is called now, and where that stands.</summary>
    public string? Name { get; init; }

    public int Start { get; init; }

    public int End { get; init; }
}

/// <summary>Where something is defined and used.</summary>
public sealed record SymbolFound : LanguageAnswer
{
    public string Name { get; init; } = "";

    public ImmutableArray<CodePlace> Places { get; init; } = [];

    /// <summary>Why there is no place to go to; a sentence for people.</summary>
    public string? Problem { get; init; }
}

/// <summary>What could be done about errors.</summary>
public sealed record FixesListed : LanguageAnswer
{
    public ImmutableArray<CodeFix> Fixes { get; init; } = [];

    /// <summary>Namespaces that no reference has: a package may have them.</summary>
    public ImmutableArray<string> UnknownNamespaces { get; init; } = [];
}
