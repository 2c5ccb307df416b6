using System.Globalization;
using System.Text;
using Notebook.Web.Documents;

namespace Notebook.Tests.Formats;

/// <summary>Everything of a notebook that a file holds, as text: equal texts are equal notebooks, and a failing test shows the difference.</summary>
internal static class DocumentText
{
    public static string Of(NotebookDocument document)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"metadata {document.MetadataJson} fields {document.FileFieldsJson}");
        foreach (var cell in document.Cells)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"cell {cell.Kind} {cell.Language} [{cell.ExecutionCount}] metadata {cell.MetadataJson} fields {cell.FileFieldsJson}");
            text.AppendLine(Quote(cell.Source));
            foreach (var output in cell.Outputs)
                text.AppendLine(CultureInfo.InvariantCulture, $"  {Of(output)} fields {output.FileFieldsJson}");
        }

        return text.ToString();
    }

    public static string Of(CellOutput output) => output switch
    {
        StreamOutput stream => $"{stream.Stream} {Quote(stream.Text.HeadText + stream.Text.TailText)}",
        DisplayOutput display => $"{(display.IsResult ? "result" : "display")} {string.Join(", ", display.Data.Contents.Select(static form => $"{form.Key}={Quote(form.Value)}"))} metadata {display.MetadataJson ?? "{}"}",
        ErrorCellOutput error => $"error {error.Error.Name} {Quote(error.Error.Message)} {string.Join(" | ", error.Error.Diagnostics)} at {string.Join(" | ", error.Error.Frames.Select(static frame => $"{Quote(frame.Method)} {frame.Line}"))}",
        _ => throw new InvalidOperationException(),
    };

    private static string Quote(string text) => System.Text.Json.JsonSerializer.Serialize(text);
}
