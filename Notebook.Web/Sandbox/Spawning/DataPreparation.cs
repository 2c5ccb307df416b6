using Notebook.Web.Storage;

namespace Notebook.Web.Sandbox.Spawning;

/// <summary>
/// Makes a data folder the server's before it starts, as root: a new one, one that a server of root's or a restore left, and what
/// kernels of a server that was killed still had.
/// </summary>
internal sealed class DataPreparation(DataFolder data, SharedFiles files, int serverId)
{
    /// <summary>What kernels' temporary folders lie in: root's own, so that the server can't put a link there.</summary>
    private const uint PassOnly = 0x1C9;

    private const uint ServersOwn = 0x1C0;
    private const uint EverybodyReads = 0x2D;

    /// <summary>Prepares the folder.</summary>
    /// <returns>The folder for temporary folders, open.</returns>
    /// <exception cref="IOException">It can't be given to the server.</exception>
    public FolderHandle Run()
    {
        Directory.CreateDirectory(data.Path);
        using var folder = FolderHandle.Open(data.Path);
        folder.SetOwner(serverId, serverId);
        if (folder.Status().UserId != serverId)
            throw new IOException($"The data folder {data} can't be given to user {serverId}. Make that user its owner, start the container with --user, or set Sandbox:ServerUserId to 0 (environment variable Sandbox__ServerUserId).");

        var (scratch, home) = (Path.GetFileName(data.Scratch), Path.GetFileName(data.Home));
        folder.Remove(scratch);
        foreach (var name in folder.Names())
            Adopt(folder, name);
        TakeBack(folder, "notebooks", static _ => true);
        TakeBack(folder, Path.GetFileName(data.Slots), static name => name.StartsWith("for-", StringComparison.Ordinal));

        using (var own = folder.TryOpen(home) ?? folder.Make(home, ServersOwn))
        {
            own.Remove("temporary");
            using var temporary = own.Make("temporary", ServersOwn);
            temporary.SetOwner(serverId, serverId);
            own.SetOwner(serverId, serverId);
        }

        return folder.Make(scratch, PassOnly);
    }

    private void Adopt(FolderHandle folder, byte[] name)
    {
        if (folder.StatusOf(name) is not { } status || status.UserId == serverId)
            return;
        if (status.IsFile)
            folder.Change(name, now => now.Names == 1 ? (serverId, serverId, now.Rights & ServersOwn) : null);
        else if (status.IsFolder && folder.TryOpen(name) is { } inner)
        {
            using (inner)
                files.Adopt(inner, FolderHandle.Text(name) == Path.GetFileName(data.Packages) ? EverybodyReads : 0);
        }
    }

    /// <summary>A folder that is not the server's was a kernel's when the last server was killed.</summary>
    private void TakeBack(FolderHandle folder, string part, Func<string, bool> stays)
    {
        if (folder.TryOpen(part) is not { } inner)
            return;
        using (inner)
        {
            foreach (var name in inner.Names())
            {
                if (!stays(FolderHandle.Text(name)))
                    inner.Remove(name);
                else if (inner.StatusOf(name) is { IsFolder: true } status && status.UserId != serverId && inner.TryOpen(name) is { } one)
                {
                    using (one)
                        files.TakeBack(one);
                }
            }
        }
    }
}
