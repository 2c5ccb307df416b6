using System.Collections.Immutable;
using System.Globalization;
using Notebook.Protocol;
using Notebook.Web.Documents;
using Notebook.Web.Formats;

namespace Notebook.Web.CommandLine;

/// <summary>What <c>run</c> prints while it runs: the cells' streams as they come, and failures with file, cell and line.</summary>
/// <param name="file">The notebook's file as the user wrote it.</param>
/// <param name="document">The notebook as it stands in the file: its numbers are the user's, whatever cell was inserted.</param>
/// <param name="output">For standard output.</param>
/// <param name="error">For standard error.</param>
internal sealed class RunReport(string file, NotebookDocument document, TextWriter output, TextWriter error)
{
    /// <summary>Whether values that cells show are printed beside their streams.</summary>
    public bool ShowsValues { get; init; }

    public void Take(NotebookDocument current, RunProgress progress)
    {
        switch (progress)
        {
            case StreamGrew grew:
                var stream = current.Find(grew.CellId)?.Outputs.OfType<StreamOutput>().LastOrDefault(other => other.OutputId == grew.OutputId)?.Stream;
                var writer = stream == StreamName.Error ? error : output;
                writer.Write(grew.Text);
                writer.Flush();
                break;
            case OutputAdded { Output: DisplayOutput value } when CompilerWarnings.Of(value.Data) is { } noticed:
                Print(noticed.Warnings, progress.CellId);
                break;
            case OutputAdded { Output: DisplayOutput value } when ShowsValues:
                output.WriteLine(value.Data.PlainText);
                output.Flush();
                break;
            case OutputAdded { Output: ErrorCellOutput failure }:
                Print(failure.Error, progress.CellId);
                break;
            case RunEnded { Run: { State: CellRunState.KernelLost, StartedAt: not null, Detail: var detail } }:
                Say($"{NameOf(progress.CellId)}: {detail}");
                break;
        }
    }

    /// <summary>Names the cells of other languages, which stay as they are.</summary>
    public void NameOtherLanguages()
    {
        foreach (var cell in document.Cells.Where(static cell => cell is { Kind: CellKind.Code, CanRun: false }))
            Say($"{NameOf(cell.Id)} is written in {cell.Language} and was not run; only C# and SQL run.");
    }

    public void Say(string sentence)
    {
        error.WriteLine($"{file}: {sentence}");
        error.Flush();
    }

    /// <summary>How people call the cell: its number in the file.</summary>
    public string NameOf(CellId cell) =>
        document.NumberOf(cell) is > 0 and var number ? string.Create(CultureInfo.InvariantCulture, $"cell {number}") : "the parameters";

    private void Print(ErrorReport report, CellId failed)
    {
        if (report.IsCompilation)
        {
            Print(report.Diagnostics, failed);
            return;
        }

        var at = report.FirstLocation is var (source, line) ? $"{Place(source, failed)}, line {line}" : NameOf(failed);
        Say($"{at}: {report.Name}: {report.Message}");
        foreach (var frame in ErrorText.Of(report, NumberOf).Traceback.Skip(1))
            error.WriteLine(frame);
        error.Flush();
    }

    private void Print(ImmutableArray<SourceDiagnostic> diagnostics, CellId cell)
    {
        foreach (var diagnostic in diagnostics)
        {
            var severity = diagnostic.IsWarning ? "warning" : "error";
            Say($"{Place(diagnostic.SourceName, cell)}, line {diagnostic.StartLine}, column {diagnostic.StartColumn}: {severity} {diagnostic.Id}: {diagnostic.Message}");
        }
    }

    private string Place(string sourceName, CellId cell) =>
        CellId.TryParse(sourceName, out var other) ? NameOf(other)
        : SourceNames.FileOf(sourceName) is { } loaded ? $"{NameOf(cell)}, {loaded}"
        : NameOf(cell);

    private int? NumberOf(string sourceName) => CellId.TryParse(sourceName, out var id) && document.NumberOf(id) is > 0 and var number ? number : null;
}
