using Notebook.Protocol;

namespace Notebook.Web.Documents;

/// <summary>One entry of a cell's outputs.</summary>
public abstract record CellOutput
{
    /// <summary>Unique within the notebook's session; names the element on the page.</summary>
    public required string OutputId { get; init; }

    /// <summary>Fields of the output in its file that have no place in this record, as a JSON object. An export writes them over its own; null when there are none.</summary>
    public string? FileFieldsJson { get; init; }
}

/// <summary>Text of one standard stream; neighbours of the same stream are merged.</summary>
public sealed record StreamOutput : CellOutput
{
    public required StreamName Stream { get; init; }

    public required StreamBuffer Text { get; init; }
}

/// <summary>A value shown.</summary>
public sealed record DisplayOutput : CellOutput
{
    /// <summary>The kernel's name for the value, for updates in place; null for outputs read from a file.</summary>
    public string? DisplayId { get; init; }

    public required MimeBundle Data { get; init; }

    /// <summary>The trailing expression's value (nbformat's <c>execute_result</c>).</summary>
    public bool IsResult { get; init; }

    /// <summary>nbformat's output metadata as a JSON object, kept unread.</summary>
    public string? MetadataJson { get; init; }
}

/// <summary>Why the cell failed.</summary>
public sealed record ErrorCellOutput : CellOutput
{
    public required ErrorReport Error { get; init; }

    /// <summary>The traceback lines of an imported file, kept so that an export returns them; null for our own runs.</summary>
    public string? TracebackJson { get; init; }
}
