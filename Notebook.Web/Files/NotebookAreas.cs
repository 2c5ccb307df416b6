using Notebook.Web.Documents;
using Notebook.Web.Storage;

namespace Notebook.Web.Files;

/// <summary>Finds the folders that belong to notebooks, and tells who watches them when somebody has changed their files.</summary>
public sealed class NotebookAreas(DataFolder data, FileSettings settings)
{
    /// <summary>Files of this notebook were added, renamed or removed by a person. Called on any thread.</summary>
    public event Action<NotebookId>? Changed;

    public bool HasCommon => settings.CommonFolder is not null;

    /// <returns>Null when the server has no such folder.</returns>
    public FolderFiles? Find(NotebookId id, FileArea area) => area == FileArea.Notebook ? new(data.NotebookFolder(id), settings)
        : settings.CommonFolder is { } common ? new(common, settings)
        : null;

    /// <summary>Tells the others.</summary>
    public void NoteChange(NotebookId id) => Changed?.Invoke(id);
}
