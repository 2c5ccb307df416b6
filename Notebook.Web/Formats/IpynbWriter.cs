using System.Buffers;
using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using Notebook.Web.Documents;

namespace Notebook.Web.Formats;

/// <summary>Writes <c>.ipynb</c>, nbformat 4.5, the way Jupyter formats it.</summary>
internal sealed class IpynbWriter
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        IndentSize = 1,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly NotebookDocument _document;
    private readonly IpynbMetadata _metadata;
    private readonly ImmutableArray<string>.Builder _losses = ImmutableArray.CreateBuilder<string>();

    private IpynbWriter(NotebookDocument document)
    {
        _document = document;
        _metadata = new IpynbMetadata(document);
    }

    public static NotebookFile Write(NotebookDocument document)
    {
        var notebook = new IpynbWriter(document);
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
            notebook.WriteTo(writer);
        buffer.Write("\n"u8);
        return new NotebookFile(buffer.WrittenMemory, notebook._losses.ToImmutable());
    }

    private void WriteTo(Utf8JsonWriter writer) => new IpynbObject()
        .Set("cells", WriteCells)
        .Set("metadata", _metadata.WriteNotebook)
        .Set("nbformat", 4)
        .Set("nbformat_minor", 5)
        .SetFileFields(_document.FileFieldsJson)
        .WriteTo(writer);

    private void WriteCells(Utf8JsonWriter writer)
    {
        writer.WriteStartArray();
        foreach (var cell in _document.Cells)
            CellObject(cell).WriteTo(writer);
        writer.WriteEndArray();
    }

    private IpynbObject CellObject(Cell cell)
    {
        var written = new IpynbObject()
            .Set("cell_type", cell.Kind == CellKind.Code ? "code" : "markdown")
            .Set("id", cell.Id.Value)
            .SetLines("source", _metadata.SourceOf(cell));
        if (cell.Kind != CellKind.Code)
            return written.SetJson("metadata", CollapseMetadata.Of(cell)).SetFileFields(cell.FileFieldsJson);

        return written
            .Set("metadata", writer => _metadata.WriteCell(writer, cell))
            .Set("execution_count", cell.ExecutionCount)
            .Set("outputs", writer => WriteOutputs(writer, cell))
            .SetFileFields(cell.FileFieldsJson, field => field switch
            {
                // Of a text cell that has become code since, these would be wrong; of code, a later run knows the count.
                "cell_type" or "outputs" => false,
                "execution_count" => cell.ExecutionCount is null,
                _ => true,
            });
    }

    private void WriteOutputs(Utf8JsonWriter writer, Cell cell)
    {
        writer.WriteStartArray();
        foreach (var output in cell.Outputs)
        {
            IpynbOutputWriter.ObjectOf(output, cell.ExecutionCount, NumberOf).WriteTo(writer);
            if (output is StreamOutput { Text.OmittedLength: > 0 and var omitted })
                _losses.Add(FormattableString.Invariant($"Cell {_document.NumberOf(cell.Id)} printed more than a notebook keeps: {omitted:N0} characters in the middle are left out."));
        }

        writer.WriteEndArray();
    }

    private int? NumberOf(string sourceName) =>
        CellId.TryParse(sourceName, out var id) && _document.NumberOf(id) is > 0 and var number ? number : null;
}
