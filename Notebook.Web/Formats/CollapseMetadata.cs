using System.Buffers;
using System.Text;
using System.Text.Json;
using Notebook.Web.Documents;

namespace Notebook.Web.Formats;

/// <summary>How <c>.ipynb</c> files say that a cell's source or outputs are folded: nbformat's <c>jupyter</c> fields, and the older <c>collapsed</c>.</summary>
internal static class CollapseMetadata
{
    private const string Jupyter = "jupyter";
    private const string SourceHidden = "source_hidden";
    private const string OutputsHidden = "outputs_hidden";
    private const string Collapsed = "collapsed";

    public static (bool Source, bool Outputs) Read(JsonElement? metadata)
    {
        var jupyter = metadata.Property(Jupyter);
        return (IsTrue(jupyter, SourceHidden), IsTrue(jupyter, OutputsHidden) || IsTrue(metadata, Collapsed));
    }

    /// <summary>The cell's metadata, changed only where it says something else than the cell.</summary>
    public static string Of(Cell cell)
    {
        var json = cell.MetadataJson ?? "{}";
        if (cell.MetadataJson is null && cell is { HidesSource: false, HidesOutputs: false })
            return json;
        var metadata = JsonReading.Parse(json);
        return Read(metadata) == (cell.HidesSource, cell.HidesOutputs) ? json : Written(metadata, cell);
    }

    private static string Written(JsonElement metadata, Cell cell)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var field in metadata.EnumerateObject().Where(static field => field.Name is not (Jupyter or Collapsed)))
                field.WriteTo(writer);
            if (cell.HidesOutputs)
                writer.WriteBoolean(Collapsed, true);
            WriteJupyter(writer, metadata.Property(Jupyter), cell);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteJupyter(Utf8JsonWriter writer, JsonElement? jupyter, Cell cell)
    {
        var others = jupyter is { ValueKind: JsonValueKind.Object } fields ? fields.EnumerateObject().Where(static field => field.Name is not (SourceHidden or OutputsHidden)).ToList() : [];
        if (others.Count == 0 && cell is { HidesSource: false, HidesOutputs: false })
            return;

        writer.WriteStartObject(Jupyter);
        foreach (var field in others)
            field.WriteTo(writer);
        if (cell.HidesSource)
            writer.WriteBoolean(SourceHidden, true);
        if (cell.HidesOutputs)
            writer.WriteBoolean(OutputsHidden, true);
        writer.WriteEndObject();
    }

    private static bool IsTrue(JsonElement? owner, string name) => owner.Property(name) is { ValueKind: JsonValueKind.True };
}
