using System.Text.Json.Serialization;
using Notebook.Protocol;

namespace Notebook.Web.Storage;

/// <summary>An output as JSON. Names are part of the file format.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(StoredStream), "stream")]
[JsonDerivedType(typeof(StoredDisplay), "display")]
[JsonDerivedType(typeof(StoredError), "error")]
internal abstract record StoredOutput
{
    public required string Id { get; init; }

    public StoredText? FileFields { get; init; }
}

internal sealed record StoredStream : StoredOutput
{
    public required StreamName Stream { get; init; }

    public required StoredText Head { get; init; }

    public StoredText Tail { get; init; }

    public required long Length { get; init; }

    public required long Lines { get; init; }

    /// <summary>The body with the whole text, up to the quota, when head and tail are not all of it.</summary>
    public string? WholeHash { get; init; }

    /// <summary>That body ends before the stream does: nothing can be appended to it.</summary>
    public bool IsCut { get; init; }
}

internal sealed record StoredDisplay : StoredOutput
{
    public string? DisplayId { get; init; }

    public required SortedDictionary<string, StoredText> Data { get; init; }

    public bool IsResult { get; init; }

    public StoredText? Metadata { get; init; }
}

internal sealed record StoredError : StoredOutput
{
    public required ErrorReport Error { get; init; }

    public StoredText? Traceback { get; init; }
}
