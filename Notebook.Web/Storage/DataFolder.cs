using System.Globalization;
using Notebook.Web.Documents;
using Notebook.Web.Sharing;

namespace Notebook.Web.Storage;

/// <summary>The server's data folder: the database, outputs and the notebooks' own folders. Names paths; the store makes and locks it.</summary>
public sealed class DataFolder
{
    /// <param name="path">Relative to the process's current folder, as on a command line.</param>
    public DataFolder(string path) => Path = System.IO.Path.GetFullPath(path);

    /// <summary>Absolute.</summary>
    public string Path { get; }

    /// <summary>Where data goes when no setting says otherwise: independent of the current folder, one per user.</summary>
    public static string DefaultPath
    {
        get
        {
            // On Linux this is $XDG_DATA_HOME, or .local/share in the home folder; empty in an account without a home.
            var data = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
            return System.IO.Path.Combine(data.Length > 0 ? data : "/var/lib", "notebook");
        }
    }

    public string Database => System.IO.Path.Combine(Path, "notebook.db");

    /// <summary>The folder that a notebook's kernel works in.</summary>
    public string NotebookFolder(NotebookId id) => System.IO.Path.Combine(Path, "notebooks", Checked(id));

    /// <summary>The folder that the kernels of a group's notebooks read.</summary>
    public string GroupFolder(GroupId id) =>
        System.IO.Path.Combine(Path, "groups", GroupId.TryParse(id.Value, out _) ? id.Value : throw new ArgumentException("Not a group's id.", nameof(id)));

    /// <summary>The bodies of a notebook's outputs, by content hash.</summary>
    public string OutputFolder(NotebookId id) => System.IO.Path.Combine(Path, "outputs", Checked(id));

    /// <summary>The journals of a notebook's running cells.</summary>
    public string JournalFolder(NotebookId id) => System.IO.Path.Combine(Path, "journals", Checked(id));

    /// <summary>The packages that notebooks asked for.</summary>
    public string Packages => System.IO.Path.Combine(Path, "packages");

    /// <summary>Second names of files while a backup is written.</summary>
    public string Staging => System.IO.Path.Combine(Path, "staging");

    /// <summary>Where warm kernels work until somebody has them.</summary>
    public string Slots => System.IO.Path.Combine(Path, "slots");

    /// <summary>Where kernels' temporary folders are made.</summary>
    public string Scratch => System.IO.Path.Combine(Path, "scratch");

    /// <summary>The language process's own, which stays empty.</summary>
    public string Language => System.IO.Path.Combine(Path, "language");

    /// <summary>The home of the server itself where it has a user id of its own.</summary>
    public string Home => System.IO.Path.Combine(Path, "home");

    /// <summary>The keys that protect cookies.</summary>
    public string Keys => System.IO.Path.Combine(Path, "keys");

    /// <summary>The file that the process which uses the folder holds locked.</summary>
    public string LockFile => System.IO.Path.Combine(Path, "notebook.lock");

    /// <summary>Where the command line reaches the server that has the folder open.</summary>
    public string Socket => System.IO.Path.Combine(Path, "notebook.sock");

    public string Backup(int schemaVersion) => System.IO.Path.Combine(Path, string.Create(CultureInfo.InvariantCulture, $"notebook.db.schema{schemaVersion}.backup"));

    /// <summary>The folder of the setting <c>Data:Path</c>, or the default.</summary>
    public static DataFolder From(IConfiguration configuration) => new(configuration["Data:Path"] is { Length: > 0 } path ? path : DefaultPath);

    public override string ToString() => Path;

    // An id becomes part of a path: only what NotebookId itself could have made may.
    private static string Checked(NotebookId id) =>
        NotebookId.TryParse(id.Value, out _) ? id.Value : throw new ArgumentException("Not a notebook's id.", nameof(id));
}
