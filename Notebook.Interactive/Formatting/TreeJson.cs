using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Notebook.Interactive.Formatting;

/// <summary>
/// Writes <c>application/vnd.notebook.tree.v1+json</c>, a value with its parts as data, to be opened level by level:
/// <code>
/// {
///   "kind": "object", "type": "Order", "text": null, "count": 2, "cut": false, "note": null,
///   "parts": [
///     { "name": "Id", "value": { "kind": "number", "text": "7" } },
///     { "name": "Lines", "value": { "kind": "sequence", "type": "List&lt;Line&gt;", "count": 40, "cut": true, "parts": [ { "value": … } ] } }
///   ]
/// }
/// </code>
/// A value with parts has <c>kind</c> <c>object</c>, <c>dictionary</c> or <c>sequence</c> (whose parts have no name), its C# type name
/// (absent for an anonymous type) and, where the type's author gave it one, a <c>text</c> of its own; <c>count</c> is how many parts the
/// value itself has (absent when unknown); <c>cut</c> (absent when false) says that <c>parts</c> are not all, and <c>note</c> why, when the
/// reason is not simply their number. A value without parts has <c>kind</c> <c>null</c>, <c>text</c>, <c>number</c>, <c>boolean</c>,
/// <c>date</c>, <c>json</c>, <c>other</c> or <c>error</c> (what a getter threw) and its invariant <c>text</c>. Absent properties are not
/// written at all.
/// </summary>
internal static class TreeJson
{
    public static string Write(CapturedValue value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, TableJson.WriterOptions))
            Write(json, value);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, CapturedValue value)
    {
        json.WriteStartObject();
        if (value is CapturedScalar scalar)
        {
            json.WriteString("kind", KindOf(scalar.Kind));
            json.WriteString("text", scalar.Text);
        }
        else
            WriteComposite(json, (CapturedComposite)value);
        json.WriteEndObject();
    }

    private static void WriteComposite(Utf8JsonWriter json, CapturedComposite composite)
    {
        json.WriteString("kind", composite.Kind switch
        {
            CompositeKind.Object => "object",
            CompositeKind.Dictionary => "dictionary",
            _ => "sequence",
        });
        if (composite.TypeName.Length > 0)
            json.WriteString("type", composite.TypeName);
        if (composite.Text is { } text)
            json.WriteString("text", text);
        if (composite.Count is { } count)
            json.WriteNumber("count", count);
        if (composite.IsCut)
            json.WriteBoolean("cut", true);
        if (composite.Note is { } note)
            json.WriteString("note", note);
        json.WriteStartArray("parts");
        foreach (var (name, value) in composite.Parts)
        {
            json.WriteStartObject();
            if (name is not null)
                json.WriteString("name", name);
            json.WritePropertyName("value");
            Write(json, value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string KindOf(ScalarKind kind) => kind switch
    {
        ScalarKind.Null => "null",
        ScalarKind.Text => "text",
        ScalarKind.Number => "number",
        ScalarKind.Boolean => "boolean",
        ScalarKind.Date => "date",
        ScalarKind.Json => "json",
        ScalarKind.Error => "error",
        _ => "other",
    };
}
