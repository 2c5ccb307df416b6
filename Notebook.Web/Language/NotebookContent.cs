using System.Collections.Immutable;
using Notebook.Protocol;
using Notebook.Protocol.Language;
using Notebook.Web.Documents;
using Notebook.Web.Sessions;

namespace Notebook.Web.Language;

/// <summary>What the language process is to know of a notebook, at one moment.</summary>
/// <param name="Snapshot">The notebook.</param>
/// <param name="Packages">The packages that its cells ask for and that are here.</param>
/// <param name="Files">The files that its cells name.</param>
internal sealed record NotebookContent(SessionSnapshot Snapshot, ImmutableArray<RestoredPackage> Packages, ImmutableArray<LanguageFile> Files)
{
    /// <summary>The code cells in order. Text past the limits is left out, and nothing is said of it.</summary>
    public IEnumerable<LanguageCell> Cells()
    {
        var left = LanguageLimits.MaxNotebookChars;
        foreach (var cell in Snapshot.Document.Cells)
        {
            if (cell.Kind != CellKind.Code)
                continue;
            var fits = cell.Source.Length <= LanguageLimits.MaxCellChars && cell.Source.Length <= left;
            left -= fits ? cell.Source.Length : 0;
            yield return new LanguageCell { CellId = cell.Id.Value, Language = cell.Language, Text = fits ? cell.Source : "" };
        }
    }
}
