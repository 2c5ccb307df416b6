using System.Collections.Immutable;
using Notebook.Protocol;
using Notebook.Web.Collaboration;

namespace Notebook.Web.Documents;

/// <summary>Code or markdown, with its source and, for code, what running it produced.</summary>
public sealed record Cell
{
    public required CellId Id { get; init; }

    public required CellKind Kind { get; init; }

    /// <summary>
    /// The kernel name of the cell's language, such as <c>csharp</c>, <c>fsharp</c> or <c>mermaid</c>; <c>markdown</c> for text.
    /// Text that was code of another language keeps its name, and is that again when it becomes code.
    /// </summary>
    public required string Language { get; init; }

    /// <summary>The source with its version, for several people typing at once.</summary>
    public required TextDocument Text { get; init; }

    public ImmutableList<CellOutput> Outputs { get; init; } = [];

    /// <summary>The last run; null when the cell has not run since it was made or imported.</summary>
    public CellRun? LastRun { get; init; }

    /// <summary>nbformat's <c>execution_count</c>: which submission of its kernel the outputs came from.</summary>
    public int? ExecutionCount { get; init; }

    /// <summary>Whether readers see the first line of the source only (Jupyter's <c>source_hidden</c>). Nothing of it is lost.</summary>
    public bool HidesSource { get; init; }

    /// <summary>Whether readers see one line in place of the outputs (Jupyter's <c>outputs_hidden</c>).</summary>
    public bool HidesOutputs { get; init; }

    /// <summary>The cell's metadata as a JSON object, kept unread so that an export returns it.</summary>
    public string? MetadataJson { get; init; }

    /// <summary>
    /// Fields of the cell in its file that have no place in this record, as a JSON object: nbformat's <c>attachments</c>, the
    /// <c>cell_type</c> of raw cells. An export writes them over its own; null when there are none.
    /// </summary>
    public string? FileFieldsJson { get; init; }

    /// <summary>Counts every change of this cell but keystrokes, stream text and points of live charts; a component renders again when it differs. Starts anew with each session.</summary>
    public long Version { get; init; }

    public string Source => Text.Text;

    /// <summary>Whether the kernel runs it: C# code, and what a browser can show. Other cells keep their text.</summary>
    public bool CanRun => Kind == CellKind.Code && CellLanguages.Runs(Language);

    /// <summary>What the code that it uses has become since it ran, in words; null when nothing has changed. Found anew in each session.</summary>
    public string? ChangedUse { get; init; }

    /// <summary>Whether what it shows rests on something that has changed since it ran: an input, or code of another cell. The one place that says so.</summary>
    public bool IsStale => CanRun && LastRun is { State: not (CellRunState.Queued or CellRunState.Running) } run && (run.ChangedInput is not null || ChangedUse is not null);

    /// <summary>Whether its text is another than the one that ran.</summary>
    public bool IsEdited => CanRun && LastRun is { State: not (CellRunState.Queued or CellRunState.Running) } run && run.TextVersion != Text.Version;

    /// <summary>The cell after one step of a run. Steps that name an output the cell does not have leave it as it is.</summary>
    public Cell After(RunProgress progress) => progress switch
    {
        RunBegan began => Changed() with { LastRun = began.Run },
        OutputsCleared => Outputs.IsEmpty ? this : Changed() with { Outputs = [] },
        OutputAdded added => Changed() with { Outputs = Outputs.Add(added.Output) },
        StreamGrew grew => WithOutput<StreamOutput>(grew.OutputId, output => output with { Text = output.Text.Append(grew.Text) }, renders: false),
        DisplayReplaced replaced => WithOutput<DisplayOutput>(replaced.OutputId, output => output with { Data = replaced.Data, Live = output.Live?.Replaced(replaced.Data) }),
        ChartExtended extended => WithOutput<DisplayOutput>(extended.OutputId, output => output with { Live = (output.Live ?? LiveFigure.Of(output.Data)).With(extended.Points) }, renders: false),
        RunEnded ended => Changed() with { LastRun = ended.Run, ExecutionCount = ended.ExecutionCount },
        _ => throw new ArgumentException($"{progress.GetType().Name} is not a step of a run.", nameof(progress)),
    };

    /// <summary>The cell as it is found when a server has ended without ending its run.</summary>
    public Cell AfterCrash() => LastRun is { State: CellRunState.Queued or CellRunState.Running } run
        ? this with { LastRun = run with { State = CellRunState.KernelLost, Detail = "The server stopped while this cell ran." } }
        : WithoutWorkLeftRunning();

    /// <summary>The cell once its kernel has ended, and with it whatever the cell had left running.</summary>
    public Cell WithoutWorkLeftRunning() => LastRun is { WorkLeftRunning: true } run ? Changed() with { LastRun = run with { WorkLeftRunning = false } } : this;

    /// <summary>The same cell, to be rendered again.</summary>
    public Cell Changed() => this with { Version = Version + 1 };

    /// <param name="outputId">Which.</param>
    /// <param name="change">What becomes of it.</param>
    /// <param name="renders">Not when the page adds what is new in JavaScript: stream text, and points of charts.</param>
    private Cell WithOutput<T>(string outputId, Func<T, T> change, bool renders = true)
        where T : CellOutput
    {
        // The newest outputs are those that change.
        var index = Outputs.FindLastIndex(output => output.OutputId == outputId);
        if (index < 0 || Outputs[index] is not T found)
            return this;

        var cell = renders ? Changed() : this;
        return cell with { Outputs = cell.Outputs.SetItem(index, change(found)) };
    }
}
