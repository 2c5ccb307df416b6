using System.Collections.Immutable;
using Notebook.Interactive;
using Notebook.Interactive.Inputs;
using Notebook.Kernel.Inputs;
using Notebook.Protocol;

namespace Notebook.Kernel.Outputs;

/// <summary>Where one submission's displays and text go, while it runs and after.</summary>
internal sealed class SubmissionSink(SubmissionId submissionId, OutputQueue queue, SubmissionQuestions questions, SubmissionInputs inputs) : IStoppableSink, IAskingSink, IInputSink, IEngineSink
{
    private volatile bool _isStopping;

    public bool IsStopping
    {
        get => _isStopping;
        set => _isStopping = value;
    }

    public SubmissionQuestions Questions => questions;

    /// <summary>What its code can ask of the kernel.</summary>
    public IKernelEngine? Engine { get; init; }

    public ImmutableArray<ChosenInput> Chosen => inputs.Chosen;

    public void Publish(KernelOutput output) => queue.AddOutput(submissionId, output);

    public void Write(StreamName stream, string text) => queue.AddText(submissionId, stream, text);

    public Task<string> AskAsync(InputQuestion question) => questions.AskAsync(question);

    public string KeyOf(string kind, string label) => inputs.KeyOf(kind, label);

    public InputState StateOf(string key) => inputs.StateOf(key);

    public void NoteRead(string inputId, long revision) => inputs.NoteRead(inputId, revision);
}
