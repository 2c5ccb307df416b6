using System.Text;
using Notebook.Interactive;
using Notebook.Protocol;

namespace Notebook.Kernel.Outputs;

/// <summary>Writes to the submission whose asynchronous flow the writing code runs in. Holds nothing back.</summary>
internal sealed class SubmissionTextWriter(StreamName stream) : TextWriter
{
    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => Write(value.ToString());

    public override void Write(string? value)
    {
        if (!string.IsNullOrEmpty(value))
            (KernelOutputs.Current as SubmissionSink)?.Write(stream, value);
    }

    public override void Write(ReadOnlySpan<char> buffer) => Write(buffer.ToString());

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    // The base class writes the text and the line end apart; two threads' lines would mix.
    public override void WriteLine(string? value) => Write(value + NewLine);

    public override void WriteLine(ReadOnlySpan<char> buffer) => Write(string.Concat(buffer, NewLine));

    public override void WriteLine() => Write(NewLine);
}
