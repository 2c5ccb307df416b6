using System.Globalization;
using System.Text.Json;
using Notebook.Protocol;
using Notebook.Web.Documents;

namespace Notebook.Web.Formats;

/// <summary>Makes nbformat's objects from a cell's outputs.</summary>
internal static class IpynbOutputWriter
{
    /// <param name="output">The output.</param>
    /// <param name="executionCount">The cell's.</param>
    /// <param name="numberOf">The 1-based number of the cell with this source name; null when it is gone.</param>
    public static IpynbObject ObjectOf(CellOutput output, int? executionCount, Func<string, int?> numberOf)
    {
        // An output of a type that is not ours was kept whole.
        if (output.FileFieldsJson is { } json && JsonReading.Parse(json).Property("output_type") is not null)
            return new IpynbObject().SetFileFields(json);

        var written = output switch
        {
            StreamOutput stream => Stream(stream),
            DisplayOutput display => Display(display, executionCount),
            ErrorCellOutput error => Error(error, numberOf),
            _ => throw new ArgumentException($"There is no rule for writing {output.GetType().Name}.", nameof(output)),
        };
        return written.SetFileFields(output.FileFieldsJson);
    }

    private static IpynbObject Stream(StreamOutput stream) => new IpynbObject()
        .Set("output_type", "stream")
        .Set("name", stream.Stream == StreamName.Error ? "stderr" : "stdout")
        .SetLines("text", TextOf(stream.Text));

    private static string TextOf(StreamBuffer text) => text.OmittedLength == 0
        ? text.HeadText + text.TailText
        : string.Create(CultureInfo.InvariantCulture, $"{text.HeadText}\n[{text.OmittedLength:N0} characters are left out here]\n{text.TailText}");

    private static IpynbObject Display(DisplayOutput display, int? executionCount)
    {
        var written = new IpynbObject()
            .Set("output_type", display.IsResult ? "execute_result" : "display_data")
            .Set("data", writer => WriteBundle(writer, display.Data))
            .SetJson("metadata", display.MetadataJson ?? "{}");
        return display.IsResult ? written.Set("execution_count", executionCount) : written;
    }

    private static void WriteBundle(Utf8JsonWriter writer, MimeBundle bundle)
    {
        writer.WriteStartObject();
        foreach (var (mimeType, content) in bundle.Contents)
        {
            writer.WritePropertyName(mimeType);
            // Bundles come from kernels: what calls itself JSON may be anything, and is then text.
            if (MimeTypes.IsJson(mimeType) && JsonReading.TryParse(content) is { } json)
                json.WriteTo(writer);
            else if (MimeTypes.IsBase64(mimeType))
                writer.WriteStringValue(content);
            else
                IpynbObject.WriteLines(writer, content);
        }

        writer.WriteEndObject();
    }

    private static IpynbObject Error(ErrorCellOutput error, Func<string, int?> numberOf)
    {
        var (name, value, traceback) = ErrorText.Of(error.Error, numberOf);
        var written = new IpynbObject().Set("output_type", "error").Set("ename", name).Set("evalue", value);
        return error.TracebackJson is { } json
            ? written.SetJson("traceback", json)
            : written.Set("traceback", writer =>
            {
                writer.WriteStartArray();
                foreach (var line in traceback)
                    writer.WriteStringValue(line);
                writer.WriteEndArray();
            });
    }
}
