using System.Runtime.InteropServices;
using Notebook.Web.Documents;

namespace Notebook.Web.Sandbox;

/// <summary>
/// The folders that warm kernels work in. What a sandbox lets a process reach is fixed when it starts, and holds for the folder itself,
/// whatever it is called: so a slot's folder takes in the notebook's files and then takes the notebook's place, under its path.
/// Every step is one rename, and whatever step the server dies at, <see cref="Recover"/> completes it.
/// </summary>
internal sealed class SlotFolders(string root)
{
    private const string ForNotebook = "for-";
    private const int MaxRounds = 10;

    /// <summary>Makes a slot's folder.</summary>
    public string Create()
    {
        FileModes.CreateFolder(root);
        return FileModes.CreateFolder(Path.Combine(root, Path.GetRandomFileName()));
    }

    /// <summary>Makes a slot's folder the notebook's.</summary>
    /// <param name="slot">From <see cref="Create"/>.</param>
    /// <param name="folder">The notebook's folder, whose last part is its id; it need not exist.</param>
    /// <param name="give">Gives the files in it to the kernel; is told where they are then.</param>
    /// <exception cref="IOException">It could not be done; the notebook's folder is complete.</exception>
    public async Task HandOverAsync(string slot, string folder, Func<string, Task> give)
    {
        var taken = Path.Combine(root, ForNotebook + Path.GetFileName(folder));
        try
        {
            if (Directory.Exists(taken))
                Complete(taken, folder);
            Directory.CreateDirectory(Path.GetDirectoryName(folder)!);
            // From here on its name says whose it is.
            Rename(slot, taken);
            TakeIn(folder, taken);
            await give(taken).ConfigureAwait(false);
            Replace(taken, folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            if (Directory.Exists(taken))
                Complete(taken, folder);
            throw;
        }
    }

    /// <summary>Completes what an earlier server left half done, and removes the slots of its kernels.</summary>
    /// <param name="notebookFolder">The folder that belongs to a notebook.</param>
    public void Recover(Func<NotebookId, string> notebookFolder)
    {
        if (!Directory.Exists(root))
            return;
        foreach (var path in Directory.EnumerateDirectories(root))
        {
            var name = Path.GetFileName(path);
            if (name.StartsWith(ForNotebook, StringComparison.Ordinal) && NotebookId.TryParse(name[ForNotebook.Length..], out var id))
                Complete(path, notebookFolder(id));
            else
                Remove(path);
        }
    }

    /// <summary>Removes a slot that never became anybody's.</summary>
    public void Remove(string slot)
    {
        if (Path.GetDirectoryName(slot) != root)
            return;
        try
        {
            if (Directory.Exists(slot))
                Directory.Delete(slot, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Nobody is given it; the next start of the server tries again.
        }
    }

    private static void Complete(string taken, string folder)
    {
        TakeIn(folder, taken);
        // Its files may belong to two users now. The server's own makes the next kernel's start give them all to one.
        NativeCalls.Give(taken, (int)NativeCalls.UserId);
        Replace(taken, folder);
    }

    private static void TakeIn(string folder, string taken)
    {
        if (!Directory.Exists(folder))
            return;
        foreach (var path in Directory.EnumerateFileSystemEntries(folder).ToList())
            Rename(path, Path.Combine(taken, Path.GetFileName(path)));
    }

    /// <summary>The system replaces a folder by another only while it is empty, so nothing that came in meanwhile is lost.</summary>
    private static void Replace(string taken, string folder)
    {
        for (var round = 0; ; round++)
        {
            try
            {
                Rename(taken, folder);
                return;
            }
            catch (IOException) when (round < MaxRounds && Directory.Exists(folder))
            {
                TakeIn(folder, taken);
            }
        }
    }

    private static void Rename(string from, string to)
    {
        if (!NativeCalls.Rename(from, to))
            throw new IOException($"{from} can't become {to}: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}.");
    }
}
