using Notebook.Protocol;
using Notebook.Web.Documents;
using Notebook.Web.Sessions;

namespace Notebook.Web.Components.Notebooks.Panels;

/// <summary>A value as a panel shows it: in the forms of a cell's output, except charts, which draw themselves in cells only.</summary>
internal static class PanelValue
{
    /// <summary>Prepares it, and keeps it where browsers can fetch its parts.</summary>
    public static DisplayOutput Of(MimeBundle data, INotebookSession session)
    {
        var shown = data with { Contents = data.Contents.Remove(MimeTypes.Plotly) };
        session.ShownValues.Add(shown);
        return new DisplayOutput { OutputId = "panel", Data = shown };
    }
}
