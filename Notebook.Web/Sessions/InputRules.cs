using System.Collections.Immutable;
using System.Globalization;
using Notebook.Protocol;
using Notebook.Web.Documents;
using static Notebook.Web.Sessions.OperationOutcome;

namespace Notebook.Web.Sessions;

/// <summary>
/// Inputs that cells show. Their values stand in the outputs that show them, and so are kept with the notebook; the kernel is told of
/// each change, and cells that have read an input are stale after it.
/// </summary>
internal static class InputRules
{
    /// <summary>What a submission gets to know of earlier choices.</summary>
    private const int MaxChosen = 1_000;

    public static Rejected? Change(SessionStep step, ChangeInput change)
    {
        if (step.Document.Find(change.CellId) is not { } shown)
            return DocumentRules.Gone();
        if (shown.Outputs.Find(output => output.OutputId == change.OutputId) is not { } output || InputOf(output) is not { } input)
            return new(RejectionReason.NotFound, "This input is gone: its cell has run again.");

        var value = input.Kind == "button" ? Pressed(input.Value) : input.Kind == "lines" ? (change.Value ?? "").ReplaceLineEndings("\n") : change.Value ?? "";
        if (InputValues.Problem(input, value) is { } problem)
            return new(RejectionReason.Invalid, problem);
        if (value == input.Value && input.Kind != "password")
            return null;
        if (input.Kind == "password" && step.State.Kernel.State is (KernelState.NotStarted or KernelState.Starting or KernelState.Stopped))
            return new(RejectionReason.Invalid, $"Run the cell that shows “{input.Label}” first: only a running kernel keeps a password.");

        if (input.Kind != "password")
            Show(step, input, value);
        step.State = step.State with
        {
            LastInputChange = step.State.LastInputChange + 1,
            InputChanges = step.State.InputChanges.SetItem(input.Id, step.State.LastInputChange + 1),
        };
        step.Emit(new SetKernelInput(input.Id, value, step.State.LastInputChange));
        MarkReaders(step, input);
        return null;
    }

    /// <summary>What was chosen in a cell, for its next run.</summary>
    public static ImmutableArray<ChosenInput> ChosenFor(SessionState state, Cell cell)
    {
        var chosen = state.Chosen.Where(choice => choice.Key.CellId == cell.Id).ToDictionary(static choice => choice.Key.Key, static choice => choice.Value);
        foreach (var input in cell.Outputs.Select(InputOf).OfType<CellInput>())
            if (input.IsChosen)
                chosen[input.Key] = input.Value;
            else
                chosen.Remove(input.Key);
        return [.. chosen.Take(MaxChosen).Select(static choice => new ChosenInput { Key = choice.Key, Values = [choice.Value] })];
    }

    /// <summary>Notes what the running submission has read, and whether any of it has changed since. The kernel's word is bounded.</summary>
    public static void TakeReads(SessionStep step, SubmissionCompleted completed)
    {
        if (step.State.Running is not { } running || completed.InputsRead.IsDefaultOrEmpty)
            return;

        var reads = completed.InputsRead.Where(static read => read is { InputId.Length: > 0 and <= InputRead.MaxIdChars } && !read.InputId.Contains('\n', StringComparison.Ordinal)).Take(InputRead.MaxReads).ToList();
        var changed = reads.Find(read => step.State.InputChanges.GetValueOrDefault(read.InputId) > Math.Max(read.Revision, running.InputChange));
        step.State = step.State with
        {
            Running = running with
            {
                Run = running.Run with
                {
                    ReadInputs = reads.Count == 0 ? null : string.Join('\n', reads.Select(static read => read.InputId)),
                    ChangedInput = changed is null ? null : LabelOf(step.Document, changed.InputId),
                },
            },
        };
    }

    /// <summary>Whether an output shows an input that takes a file.</summary>
    public static bool AsksForFile(NotebookDocument document, string outputId) =>
        document.Cells.SelectMany(static cell => cell.Outputs).Any(output => output.OutputId == outputId && InputOf(output) is { Kind: "file" });

    private static CellInput? InputOf(CellOutput output) => output is DisplayOutput { Data: var data } && data[MimeTypes.Input] is { } json ? CellInput.Read(json) : null;

    private static string LabelOf(NotebookDocument document, string inputId) =>
        document.Cells.SelectMany(static cell => cell.Outputs).Select(InputOf).FirstOrDefault(input => input?.Id == inputId)?.Label ?? "An input";

    /// <summary>Two people who press it at once have pressed it twice.</summary>
    private static string Pressed(string times) =>
        (int.TryParse(times, CultureInfo.InvariantCulture, out var number) && number < int.MaxValue ? Math.Max(0, number) + 1 : 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>Shows the value in every output that shows the input.</summary>
    private static void Show(SessionStep step, CellInput input, string value)
    {
        var bundle = (input with { Value = value }).ToBundle();
        foreach (var cell in step.Document.Cells)
            foreach (var output in cell.Outputs)
                if (InputOf(output) is { } shown && shown.Id == input.Id)
                {
                    step.Progress(new DisplayReplaced(cell.Id, output.OutputId, bundle));
                    var key = (cell.Id, input.Key);
                    step.State = step.State with { Chosen = value == input.Default ? step.State.Chosen.Remove(key) : step.State.Chosen.SetItem(key, value) };
                }
    }

    /// <summary>A cell that waits or runs is told by its own end.</summary>
    private static void MarkReaders(SessionStep step, CellInput input)
    {
        foreach (var cell in step.Document.Cells)
            if (cell.LastRun is { State: not (CellRunState.Queued or CellRunState.Running), ChangedInput: null } run && run.HasRead(input.Id))
                step.Progress(new RunEnded(cell.Id, run with { ChangedInput = input.Label }, cell.ExecutionCount));
    }
}
