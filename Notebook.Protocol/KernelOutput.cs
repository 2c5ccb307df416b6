using System.Text.Json.Serialization;

namespace Notebook.Protocol;

/// <summary>One thing a submission produced: stream text, a display value or an error.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(StreamText), "stream")]
[JsonDerivedType(typeof(DisplayValue), "display")]
[JsonDerivedType(typeof(DisplayUpdate), "update")]
[JsonDerivedType(typeof(ChartGrew), "grew")]
[JsonDerivedType(typeof(ErrorOutput), "error")]
public abstract record KernelOutput;

/// <summary>Text written to standard output or standard error, coalesced by the kernel; at most <see cref="FrameLimits.MaxStreamChunkChars"/>.</summary>
public sealed record StreamText : KernelOutput
{
    public required StreamName Stream { get; init; }

    public required string Text { get; init; }
}

/// <summary>A value to show.</summary>
public sealed record DisplayValue : KernelOutput
{
    /// <summary>Names the value for later <see cref="DisplayUpdate"/>s; unique within the kernel's life.</summary>
    public required string DisplayId { get; init; }

    public required MimeBundle Data { get; init; }

    /// <summary>The value is the submission's trailing expression rather than something it displayed on the way.</summary>
    public bool IsResult { get; init; }
}

/// <summary>Replaces a value shown before, in place.</summary>
public sealed record DisplayUpdate : KernelOutput
{
    public required string DisplayId { get; init; }

    public required MimeBundle Data { get; init; }
}

/// <summary>Adds points to a chart shown before, in place.</summary>
public sealed record ChartGrew : KernelOutput
{
    public required string DisplayId { get; init; }

    public required ChartPoints Points { get; init; }
}

/// <summary>The submission did not compile, or threw.</summary>
public sealed record ErrorOutput : KernelOutput
{
    public required ErrorReport Error { get; init; }
}
