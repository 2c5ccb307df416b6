using System.Text;
using Notebook.Protocol;
using Notebook.Web.Documents;

namespace Notebook.Web.History;

/// <summary>What a cell shows, as lines of text that two states can be compared by.</summary>
public static class OutputText
{
    public static string Of(Cell cell)
    {
        var text = new StringBuilder();
        foreach (var output in cell.Outputs)
        {
            if (text.Length > 0 && text[^1] != '\n')
                text.Append('\n');
            text.Append(Of(output));
        }

        return text.ToString().TrimEnd('\n');
    }

    private static string Of(CellOutput output) => output switch
    {
        StreamOutput { Text: { OmittedLength: > 0 } text } => $"{text.HeadText}\n… {text.OmittedLines} lines …\n{text.TailText}",
        StreamOutput stream => stream.Text.HeadText + stream.Text.TailText,
        DisplayOutput display when CompilerWarnings.Of(display.Data) is not null => "",
        DisplayOutput display => display.Data.PlainText,
        ErrorCellOutput { Error: var error } => $"{error.Name}: {error.Message}",
        _ => "",
    };
}
