using System.Globalization;
using Notebook.Protocol;
using Notebook.Web.Documents;

namespace Notebook.Web.Sessions;

/// <summary>How what a kernel produces becomes a cell's outputs.</summary>
internal static class OutputRules
{
    /// <summary>
    /// Takes one output to its cell: the running one, or one that still shows the submission and left work behind that
    /// goes on printing. Anything else is dropped.
    /// </summary>
    public static void Take(SessionStep step, SubmissionId submission, KernelOutput output)
    {
        CellId cellId;
        if (step.State.Running is { } running && running.Id == submission)
        {
            Replace(step);
            cellId = running.CellId;
        }
        else if (step.State.Shown.FirstOrDefault(shown => shown.Value == submission) is { Value.Value: > 0 } shown)
        {
            cellId = shown.Key;
        }
        else
        {
            return;
        }

        if (step.Document.Find(cellId) is { } cell)
            Take(step, cell, output);
    }

    /// <summary>
    /// Lets the outputs of the cell's earlier run make way for those of the running one. Called when the new run has something
    /// to show or has ended, so that a quick run does not make the page jump.
    /// </summary>
    public static void Replace(SessionStep step)
    {
        if (step.State.Running is not { HasReplaced: false } running)
            return;

        step.State = step.State with { Running = running with { HasReplaced = true } };
        if (step.Document.Find(running.CellId) is not { } cell)
            return;
        step.State = step.State with { Shown = step.State.Shown.SetItem(cell.Id, running.Id) };
        if (!cell.Outputs.IsEmpty)
            step.Progress(new OutputsCleared(cell.Id));
    }

    /// <summary>Adds a line of the session's own to a cell's outputs.</summary>
    public static void Note(SessionStep step, CellId cellId, string text)
    {
        if (step.Document.Find(cellId) is { } cell)
            Add(step, cell, new DisplayOutput { OutputId = NewId(step), Data = MimeBundle.Text(text) }, text.Length);
    }

    private static void Take(SessionStep step, Cell cell, KernelOutput output)
    {
        switch (output)
        {
            case StreamText { Text.Length: > 0 } stream:
                Print(step, cell, stream);
                break;
            case DisplayValue { DisplayId: not null, Data.Contents: not null } value:
                var data = OutputLimits.Sanitize(value.Data);
                var shown = new DisplayOutput { OutputId = NewId(step), DisplayId = value.DisplayId, Data = data, IsResult = value.IsResult };
                if (Add(step, cell, shown, OutputLimits.LengthOf(data)))
                    step.State = step.State with { Displays = step.State.Displays.SetItem(value.DisplayId, new(cell.Id, shown.OutputId)) };
                break;
            case DisplayUpdate { DisplayId: not null, Data.Contents: not null } update:
                Update(step, update);
                break;
            case ChartGrew { DisplayId: not null, Points: not null } grew:
                Extend(step, grew);
                break;
            case ErrorOutput { Error: not null } error:
                // The reason of a failure is shown even when there is no room for anything else; a submission has one.
                if (cell.Outputs.Count < OutputLimits.MaxOutputs || !cell.Outputs.Exists(static other => other is ErrorCellOutput))
                    step.Progress(new OutputAdded(cell.Id, new ErrorCellOutput { OutputId = NewId(step), Error = OutputLimits.Sanitize(error.Error) }));
                break;
        }
    }

    private static void Print(SessionStep step, Cell cell, StreamText stream)
    {
        var last = cell.Outputs.IsEmpty ? null : cell.Outputs[^1];
        if (last is not StreamOutput { Stream: var name } || name != stream.Stream)
        {
            // Without room for another entry the text goes to the last one of its stream, which bounds itself.
            last = cell.Outputs.Count >= OutputLimits.MaxOutputs ? cell.Outputs.FindLast(output => output is StreamOutput other && other.Stream == stream.Stream) : null;
            if (last is null)
            {
                last = new StreamOutput { OutputId = NewId(step), Stream = stream.Stream, Text = StreamBuffer.Empty };
                if (!Add(step, cell, last, 0))
                    return;
            }
        }

        step.Progress(new StreamGrew(cell.Id, last.OutputId, stream.Text));
    }

    /// <summary>The value of this name, where it stands; null when it is gone.</summary>
    private static (Cell Cell, DisplayOutput Shown)? Find(SessionStep step, string displayId) =>
        step.State.Displays.TryGetValue(displayId, out var place)
        && step.Document.Find(place.CellId) is { } cell
        && cell.Outputs.FindLast(output => output.OutputId == place.OutputId) is DisplayOutput shown ? (cell, shown) : null;

    private static void Extend(SessionStep step, ChartGrew grew)
    {
        if (Find(step, grew.DisplayId) is var (cell, shown) && OutputLimits.HasRoomFor(cell, grew.Points.Series.Length))
            step.Progress(new ChartExtended(cell.Id, shown.OutputId, grew.Points));
    }

    private static void Update(SessionStep step, DisplayUpdate update)
    {
        if (Find(step, update.DisplayId) is not var (cell, shown))
            return;

        var data = OutputLimits.Sanitize(update.Data);
        var others = cell with { Outputs = cell.Outputs.Remove(shown) };
        if (OutputLimits.HasRoomFor(others, OutputLimits.LengthOf(data)))
            step.Progress(new DisplayReplaced(cell.Id, shown.OutputId, data));
    }

    private static bool Add(SessionStep step, Cell cell, CellOutput output, long length)
    {
        if (OutputLimits.HasRoomFor(cell, length))
        {
            step.Progress(new OutputAdded(cell.Id, output));
            return true;
        }

        if (!cell.Outputs.Exists(static other => other is DisplayOutput { DisplayId: null } notice && notice.Data.PlainText == OutputLimits.Notice))
            step.Progress(new OutputAdded(cell.Id, new DisplayOutput { OutputId = NewId(step), Data = MimeBundle.Text(OutputLimits.Notice) }));
        return false;
    }

    /// <summary>An output id that no other output of the notebook has.</summary>
    public static string NewId(SessionStep step)
    {
        step.State = step.State with { LastOutput = step.State.LastOutput + 1 };
        return step.State.OutputIdPrefix + step.State.LastOutput.ToString(CultureInfo.InvariantCulture);
    }
}
