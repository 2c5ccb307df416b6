using Notebook.Protocol;

namespace Notebook.Tests.Kernels;

/// <summary>What one submission produced.</summary>
public sealed class CellResult
{
    public List<KernelOutput> Outputs { get; } = [];

    public SubmissionCompleted? Completion { get; set; }

    public SubmissionOutcome Outcome => Completion!.Outcome;

    /// <summary>All standard output.</summary>
    public string Printed => TextOf(StreamName.Output);

    /// <summary>All standard error.</summary>
    public string PrintedToError => TextOf(StreamName.Error);

    /// <summary>The trailing expression's value as plain text; null when there was none.</summary>
    public string? Result => Outputs.OfType<DisplayValue>().SingleOrDefault(static value => value.IsResult)?.Data.PlainText;

    public ErrorReport? Error => Outputs.OfType<ErrorOutput>().SingleOrDefault()?.Error;

    private string TextOf(StreamName stream) => string.Concat(Outputs.OfType<StreamText>().Where(text => text.Stream == stream).Select(static text => text.Text));
}
