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

    /// <summary>The value's forms; of a live chart, with all points that it has got.</summary>
    public required MimeBundle Data
    {
        get => Live?.Whole ?? field;
        init;
    }

    /// <summary>A chart that has got points since its figure was sent; null for everything else.</summary>
    public LiveFigure? Live { get; init; }

    /// <summary>The forms as they were last sent: a page with them shows the output, and is told of points apart.</summary>
    public MimeBundle Sent => Live?.Origin ?? Data;

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
