namespace Notebook.Web.Sandbox.Spawning;

/// <summary>
/// Who owns what a kernel and a server of different user ids share. A kernel's files are its user's and the group's of the same number;
/// the server is a member of all those groups. So the server needs no right of root to read, change and remove them, and a kernel
/// reaches nobody else's. Only what is the server's or a kernel's changes hands: nothing of root's ever does.
/// </summary>
/// <param name="serverId">The server's user and group id.</param>
/// <param name="firstId">The first user id of kernels.</param>
/// <param name="count">How many there are.</param>
internal sealed class SharedFiles(int serverId, int firstId, int count)
{
    /// <summary>Folders in folders; a handle is open for each.</summary>
    internal const int MaxDepth = 100;

    // 2770, 0660 and 0700.
    internal const uint Folder = 0x5F8;
    private const uint FileRights = 0x1B0;
    private const uint Read = 0x124;
    private const uint ServersOwn = 0x1C0;
    private const uint OthersAndSpecial = 0xE07;

    /// <summary>Gives a folder with everything in it to a kernel.</summary>
    public void Give(FolderHandle folder, int userId)
    {
        Walk(folder, userId, 0, out _);
        if (!MayChange(folder.Status()))
            throw new IOException("The folder belongs to somebody else than the server and its kernels.");
        folder.SetOwner(userId, userId);
        folder.SetMode(Folder);
    }

    /// <summary>Takes a folder back when its kernel has ended: no other kernel gets past it, whatever it holds.</summary>
    public void TakeBack(FolderHandle folder)
    {
        Walk(folder, userId: null, 0, out _);
        if (!MayChange(folder.Status()))
            return;
        folder.SetOwner(serverId, serverId);
        folder.SetMode(ServersOwn);
    }

    /// <summary>Counts what is in a folder; what its kernel has closed to the server is opened.</summary>
    public FolderUsage Measure(FolderHandle folder)
    {
        Walk(folder, userId: null, 0, out var usage);
        return usage;
    }

    /// <summary>Makes the server the owner of everything below a folder that is neither its own nor a kernel's, as after a restore by root.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="addedRights">What whoever reads it may have besides.</param>
    /// <param name="depth">How far down it is.</param>
    public void Adopt(FolderHandle folder, uint addedRights = 0, int depth = 0)
    {
        foreach (var name in folder.Names())
        {
            if (folder.StatusOf(name) is not { } status)
                continue;
            if (status.IsFile && status.UserId != serverId)
                folder.Change(name, now => now.Names == 1 ? (serverId, serverId, (now.Rights & ~0xE00U) | (addedRights & Read)) : null);
            else if (status.IsFolder && depth < MaxDepth && folder.TryOpen(name) is { } inner)
            {
                using (inner)
                    Adopt(inner, addedRights, depth + 1);
            }
        }

        folder.SetOwner(serverId, serverId);
        folder.SetMode((folder.Status().Rights & ~0xE00U) | ServersOwn | addedRights);
    }

    /// <param name="folder">Where it looks.</param>
    /// <param name="userId">To whom everything goes; null leaves owners.</param>
    /// <param name="depth">How far down it is.</param>
    /// <param name="usage">What it found.</param>
    private void Walk(FolderHandle folder, int? userId, int depth, out FolderUsage usage)
    {
        usage = default;
        foreach (var name in folder.Names())
        {
            if (folder.StatusOf(name) is not { } status)
                continue;
            usage = usage with { Entries = usage.Entries + 1 };
            if (status.IsFile)
            {
                usage = usage with { Bytes = usage.Bytes + status.Bytes };
                if (MayChange(status) && Wanted(status, userId) is not null)
                    folder.Change(name, now => MayChange(now) ? Wanted(now, userId) : null);
            }
            else if (status.IsFolder)
            {
                if (depth >= MaxDepth)
                {
                    usage = usage with { IsTooDeep = true };
                    continue;
                }

                if (folder.TryOpen(name) is not { } inner)
                    continue;
                using (inner)
                {
                    var own = inner.Status();
                    if (MayChange(own))
                    {
                        if (userId is { } id && (own.UserId != id || own.GroupId != id))
                            inner.SetOwner(id, id);
                        if (own.Rights != Folder)
                            inner.SetMode(Folder);
                    }

                    Walk(inner, userId, depth + 1, out var below);
                    usage = usage.Plus(below);
                }
            }
        }
    }

    /// <summary>What a file should be; null when it is that.</summary>
    private static (int User, int Group, uint Mode)? Wanted(EntryStatus status, int? userId)
    {
        var rights = (status.Rights | FileRights) & ~OthersAndSpecial;
        var (user, group) = (userId ?? status.UserId, userId ?? status.GroupId);
        return rights == status.Rights && user == status.UserId && group == status.GroupId ? null : (user, group, rights);
    }

    private bool MayChange(EntryStatus status) => status.UserId == serverId || (status.UserId >= firstId && status.UserId < firstId + count);
}
