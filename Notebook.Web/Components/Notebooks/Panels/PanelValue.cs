using Notebook.Protocol;
using Notebook.Web.Documents;
using Notebook.Web.Sessions;

namespace Notebook.Web.Components.Notebooks.Panels;

/// <summary>A value as a panel shows it: as a cell would.</summary>
internal static class PanelValue
{
    /// <summary>Prepares it, and keeps it where browsers can fetch its parts.</summary>
    public static DisplayOutput Of(MimeBundle data, INotebookSession session)
    {
        session.ShownValues.Add(data);
        return new DisplayOutput { OutputId = "panel", Data = data };
    }
}
