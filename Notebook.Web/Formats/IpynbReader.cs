using System.Collections.Immutable;
using System.Text.Json;
using Notebook.Web.Collaboration;
using Notebook.Web.Documents;

namespace Notebook.Web.Formats;

/// <summary>
/// Reads <c>.ipynb</c>, nbformat 4 of any minor version. What is missing gets nbformat's default, what the document has no
/// place for is kept as JSON, and what can't be understood at all refuses the file: half a notebook is never the answer.
/// </summary>
internal sealed class IpynbReader
{
    private static readonly string[] NotebookFields = ["cells", "metadata", "nbformat", "nbformat_minor"];
    private static readonly string[] CellFields = ["cell_type", "execution_count", "id", "metadata", "outputs", "source"];

    private readonly JsonElement _root;
    private readonly KernelInfo _kernels;
    private readonly string _defaultLanguage;
    private readonly ImmutableArray<JsonElement> _cells;
    private readonly ImmutableArray<CellId> _cellIds;

    private IpynbReader(JsonElement root)
    {
        _root = root;
        _cells = CellsOf(root);
        _cellIds = IdsOf(_cells);
        _kernels = root.Property("metadata") is { } metadata ? KernelInfo.From(metadata) : new KernelInfo(null, KernelNames.Known);
        _defaultLanguage = _kernels.DefaultFor(_cells.Any(static cell => KernelInfo.CellLanguage(cell.Property("metadata")) is not null));
    }

    /// <param name="title">The notebook's title when the file holds none.</param>
    /// <param name="utf8">Valid UTF-8.</param>
    /// <param name="now">When the notebook was made.</param>
    public static NotebookDocument Read(string title, ReadOnlyMemory<byte> utf8, DateTimeOffset now)
    {
        if (utf8.Span.Trim(" \t\r\n"u8).IsEmpty)
            throw new UnreadableNotebookException("It is empty.");

        using var json = JsonFile.Parse(utf8);
        return new IpynbReader(json.RootElement).Document(title, now);
    }

    private NotebookDocument Document(string title, DateTimeOffset now)
    {
        var metadata = IpynbFields.Object(_root, "metadata", "The notebook");
        return new NotebookDocument
        {
            Id = NotebookId.New(),
            Title = metadata.Text("title") ?? title,
            Cells = [.. _cells.Select(ReadCell)],
            MetadataJson = metadata?.Compact() ?? "{}",
            FileFieldsJson = JsonReading.CompactFields(IpynbFields.Others(_root, NotebookFields)),
            CreatedAt = now,
            ModifiedAt = now,
        };
    }

    private static ImmutableArray<JsonElement> CellsOf(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
            throw new UnreadableNotebookException("It is JSON, but not a notebook.");

        CheckVersion(root);
        if (root.Property("cells") is not { } cells)
            throw new UnreadableNotebookException("It is JSON, but not a notebook: it has no \"cells\".");
        if (cells.ValueKind != JsonValueKind.Array)
            throw new UnreadableNotebookException("Its \"cells\" are not a list.");
        if (cells.GetArrayLength() > FileLimits.MaxCells)
            throw new UnreadableNotebookException(FormattableString.Invariant($"It has {cells.GetArrayLength():N0} cells, and the limit is {FileLimits.MaxCells:N0}."));

        ImmutableArray<JsonElement> elements = [.. cells.EnumerateArray()];
        var sound = elements.TakeWhile(static cell => cell.ValueKind == JsonValueKind.Object).Count();
        if (sound < elements.Length)
            throw new UnreadableNotebookException($"Cell {sound + 1} is not a JSON object.");

        var outputs = elements.Sum(static cell => cell.Property("outputs") is { ValueKind: JsonValueKind.Array } list ? list.GetArrayLength() : 0L);
        return outputs <= FileLimits.MaxOutputs ? elements
            : throw new UnreadableNotebookException(FormattableString.Invariant($"It has {outputs:N0} outputs, and the limit is {FileLimits.MaxOutputs:N0}. Clear its outputs where it came from, then try again."));
    }

    private static void CheckVersion(JsonElement root)
    {
        if (root.Property("nbformat") is not { } version)
            return;
        if (version.ValueKind != JsonValueKind.Number || !version.TryGetInt32(out var major))
            throw new UnreadableNotebookException("Its \"nbformat\" is not a number.");
        if (major < 4)
            throw new UnreadableNotebookException($"It has the old format nbformat {major}; nbformat 4 is needed. Open it in Jupyter and save it again, or run: jupyter nbconvert --to notebook FILE");
        if (major > 4)
            throw new UnreadableNotebookException($"It has the format nbformat {major}, which is newer than this server: nbformat 4 is needed.");
    }

    /// <summary>The cells' own ids where they are valid and unique, new ones for the others.</summary>
    private static ImmutableArray<CellId> IdsOf(ImmutableArray<JsonElement> cells)
    {
        var used = new HashSet<CellId>();
        return [.. cells.Select(cell =>
        {
            var isValid = CellId.TryParse(((JsonElement?)cell).Text("id"), out var id);
            while (!isValid || !used.Add(id))
            {
                id = CellId.New();
                isValid = true;
            }

            return id;
        })];
    }

    private Cell ReadCell(JsonElement cell, int index)
    {
        var where = $"Cell {index + 1}";
        var type = IpynbFields.String(cell, "cell_type", where) ?? "code";
        var source = IpynbFields.JoinedText(cell, "source", where) ?? "";
        var metadata = IpynbFields.Object(cell, "metadata", where);
        var (hidesSource, hidesOutputs) = CollapseMetadata.Read(metadata);
        var others = IpynbFields.Others(cell, CellFields);
        var read = new Cell
        {
            Id = _cellIds[index],
            Kind = CellKind.Markdown,
            Language = KernelNames.Markdown,
            Text = TextDocument.Of(source),
            HidesSource = hidesSource,
            HidesOutputs = hidesOutputs,
            MetadataJson = metadata?.Compact() ?? "{}",
        };

        if (type != "code")
        {
            // Raw cells, and types that nbformat may yet invent, are shown as text and written back as what they were.
            if (type != "markdown")
                others.Add(("cell_type", cell.GetProperty("cell_type")));
            IpynbFields.Keep(others, cell, "execution_count");
            IpynbFields.Keep(others, cell, "outputs");
            return read with { FileFieldsJson = JsonReading.CompactFields(others) };
        }

        var executionCount = IpynbFields.Count(cell, others);
        var outputs = new IpynbOutputReader(_cellIds, _cellIds[index], executionCount);
        var (language, text) = LanguageAndText(cell, read.Source);
        return read with
        {
            Kind = CellKind.Code,
            Language = language,
            Text = text == read.Source ? read.Text : TextDocument.Of(text),
            ExecutionCount = executionCount,
            Outputs = [.. IpynbFields.Array(cell, "outputs", where).Select((output, i) => outputs.Read(output, $"{where}, output {i + 1}"))],
            FileFieldsJson = JsonReading.CompactFields(others),
        };
    }

    /// <summary>A first line such as <c>#!fsharp</c> overrides the metadata and is not part of the code.</summary>
    private (string Language, string Text) LanguageAndText(JsonElement cell, string source)
    {
        return _kernels.Names.SelectorLine(source) is var (selected, length)
            ? (selected, source[length..])
            : (_kernels.LanguageOf(cell.Property("metadata"), _defaultLanguage), source);
    }
}
