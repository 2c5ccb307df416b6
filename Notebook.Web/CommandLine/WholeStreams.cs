using System.Text;
using Notebook.Web.Documents;

namespace Notebook.Web.CommandLine;

/// <summary>
/// Everything that cells print during a run without a store. The session's rules keep head and tail of a long stream; the file
/// that <c>run</c> writes holds all of it.
/// </summary>
internal sealed class WholeStreams
{
    /// <summary>Of one output; of more only head and tail are kept. UTF-16 code units.</summary>
    private const int MaxLength = 32 * 1024 * 1024;

    private readonly Dictionary<string, StringBuilder> _texts = [];

    public void Take(RunProgress progress)
    {
        if (progress is OutputAdded { Output: StreamOutput { Text: var text } output })
            _texts[output.OutputId] = new StringBuilder(text.HeadText).Append(text.TailText);
        else if (progress is StreamGrew grew && _texts.TryGetValue(grew.OutputId, out var known) && known.Append(grew.Text).Length > MaxLength)
            _texts.Remove(grew.OutputId);
    }

    /// <summary>The notebook with the whole text of every stream.</summary>
    public NotebookDocument In(NotebookDocument document) => document with
    {
        Cells = [.. document.Cells.Select(cell => cell.Outputs.IsEmpty ? cell : cell with { Outputs = [.. cell.Outputs.Select(Whole)] })],
    };

    private CellOutput Whole(CellOutput output) => output is StreamOutput { Text.OmittedLength: > 0 } stream && _texts.TryGetValue(stream.OutputId, out var text)
        ? stream with { Text = StreamBuffer.Of(text.ToString()) }
        : output;
}
