using Notebook.Web.Documents;
using Notebook.Web.Sharing;
using Notebook.Web.Storage;

namespace Notebook.Web.Files;

/// <summary>Finds the folders that belong to notebooks, and tells who watches them when somebody has changed their files.</summary>
public sealed class NotebookAreas(DataFolder data, FileSettings settings)
{
    /// <summary>Files of this notebook were added, renamed or removed by a person. Called on any thread.</summary>
    public event Action<NotebookId>? Changed;

    private const UnixFileMode ReadableFile = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private const UnixFileMode ReadableFolder = ReadableFile | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    public bool HasCommon => settings.CommonFolder is not null;

    /// <returns>Null when the server has no such folder.</returns>
    public FolderFiles? Find(NotebookId id, FileArea area) => area == FileArea.Notebook ? new(data.NotebookFolder(id), settings)
        : settings.CommonFolder is { } common ? new(common, settings)
        : null;

    /// <summary>The folder of a group, which the kernels of its notebooks read.</summary>
    public FolderFiles OfGroup(GroupId group) => new(data.GroupFolder(group), settings, "group's");

    /// <summary>Lets kernels, which may run under user ids of their own, read what lies in a group's folder. Does nothing on Windows.</summary>
    public void LetKernelsRead(GroupId group)
    {
        var folder = data.GroupFolder(group);
        if (OperatingSystem.IsWindows() || !Directory.Exists(folder))
            return;
        File.SetUnixFileMode(folder, ReadableFolder);
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            File.SetUnixFileMode(file, ReadableFile);
        foreach (var inner in Directory.EnumerateDirectories(folder, "*", SearchOption.AllDirectories))
            File.SetUnixFileMode(inner, ReadableFolder);
    }

    /// <summary>Removes the folder of a group that is no more. Only the server writes there, so nothing in it leads elsewhere.</summary>
    public void DeleteOfGroup(GroupId group)
    {
        if (Directory.Exists(data.GroupFolder(group)))
            Directory.Delete(data.GroupFolder(group), recursive: true);
    }

    /// <summary>Tells the others.</summary>
    public void NoteChange(NotebookId id) => Changed?.Invoke(id);
}
