using Notebook.Web.Components.Notebooks;
using Notebook.Web.Documents;

namespace Notebook.Web.Components.Sharing;

/// <summary>One student's copy as the teacher sees it.</summary>
/// <param name="Id">The copy.</param>
/// <param name="Student">Whose it is.</param>
/// <param name="Cells">How each code cell stands, in order.</param>
/// <param name="IsHere">Whether the student has it open.</param>
internal sealed record ClassCopy(NotebookId Id, string Student, IReadOnlyList<CellStatus> Cells, bool IsHere)
{
    public bool IsDone => Cells.Count > 0 && Cells.All(static cell => cell.State == "ok");

    public string Words
    {
        get
        {
            var (ran, failed) = (Cells.Count(static cell => cell.State is not ("idle" or "queued")), Cells.Count(static cell => cell.State == "error"));
            return $"{ran} of {(Cells.Count == 1 ? "1 cell" : $"{Cells.Count} cells")} run{(failed > 0 ? $", {failed} failed" : "")}";
        }
    }
}
