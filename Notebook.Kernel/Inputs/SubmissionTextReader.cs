using Notebook.Interactive;
using Notebook.Kernel.Outputs;
using Notebook.Protocol;

namespace Notebook.Kernel.Inputs;

/// <summary>
/// The console's input: a line is asked of whoever may run the notebook, everything there is as a text of many lines. The
/// submission is the one whose flow the reading code runs in; without one there is nothing to read.
/// </summary>
internal sealed class SubmissionTextReader : TextReader
{
    private static SubmissionQuestions? Questions => (KernelOutputs.Current as SubmissionSink)?.Questions;

    /// <summary>Only what is there already: looking ahead asks nobody.</summary>
    public override int Peek() => Questions is { RestOfLine: [var next, ..] } ? next : -1;

    public override int Read()
    {
        var buffer = new char[1];
        return Read(buffer, 0, 1) == 1 ? buffer[0] : -1;
    }

    public override int Read(char[] buffer, int index, int count)
    {
        if (count == 0 || Questions is not { } questions)
            return 0;
        if (questions.RestOfLine.Length == 0)
            questions.RestOfLine = Ask(questions, InputKind.Text) + "\n";

        var taken = Math.Min(count, questions.RestOfLine.Length);
        questions.RestOfLine.CopyTo(0, buffer, index, taken);
        questions.RestOfLine = questions.RestOfLine[taken..];
        return taken;
    }

    /// <summary>As much as one line: a block that needs more would ask again and again.</summary>
    public override int ReadBlock(char[] buffer, int index, int count) => Read(buffer, index, count);

    public override string? ReadLine()
    {
        if (Questions is not { } questions)
            return null;
        if (questions.RestOfLine.Length == 0)
            return Ask(questions, InputKind.Text);

        var line = questions.RestOfLine.TrimEnd('\n');
        questions.RestOfLine = "";
        return line;
    }

    public override string ReadToEnd()
    {
        if (Questions is not { } questions)
            return "";
        var rest = questions.RestOfLine;
        questions.RestOfLine = "";
        return rest + Ask(questions, InputKind.Lines);
    }

    // The wait is one that Stop interrupts.
    private static string Ask(SubmissionQuestions questions, InputKind kind) =>
        questions.AskAsync(new InputQuestion { Kind = kind, IsConsole = true }).GetAwaiter().GetResult();
}
