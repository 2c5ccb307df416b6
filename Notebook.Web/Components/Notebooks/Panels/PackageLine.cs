using Notebook.Protocol;
using Notebook.Web.Collaboration;
using Notebook.Web.Documents;
using Notebook.Web.Packages;
using Notebook.Web.Sessions;

namespace Notebook.Web.Components.Notebooks.Panels;

/// <summary>Puts <c>#r "nuget: …"</c> where people look for it: above the other such lines, or into a cell above the first code.</summary>
internal static class PackageLine
{
    private const string ClientId = "packages-panel";

    public static Operation Insertion(NotebookDocument document, FoundPackage package, CellId added)
    {
        var line = $"#r \"nuget: {package.Id}, {package.Version}\"";
        var at = document.Cells.FindIndex(static cell => cell is { Kind: CellKind.Code, Language: CellLanguages.CSharp });
        if (at >= 0 && document.Cells[at] is var first && (first.Source.StartsWith("#r", StringComparison.Ordinal) || first.Source.Length == 0))
        {
            var inserted = first.Source.Length == 0 ? line : line + "\n";
            return new EditText(first.Id, first.Text.Version, [new TextUpdate(ClientId, ChangeSetWriter.ReplaceStart(first.Source.Length, 0, inserted))]);
        }

        return new InsertCell(added, CellKind.Code, at > 0 ? document.Cells[at - 1].Id : at < 0 && document.Cells.Count > 0 ? document.Cells[^1].Id : null, line, CellLanguages.CSharp);
    }
}
