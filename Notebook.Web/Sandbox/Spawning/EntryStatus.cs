namespace Notebook.Web.Sandbox.Spawning;

/// <summary>What the system says of a file or a folder.</summary>
/// <param name="UserId">Whose it is.</param>
/// <param name="GroupId">Its group.</param>
/// <param name="Mode">Its type and rights.</param>
/// <param name="Names">How many names it has.</param>
/// <param name="Bytes">Its length.</param>
internal readonly record struct EntryStatus(int UserId, int GroupId, int Mode, int Names, long Bytes)
{
    private const int TypeBits = 0xF000;
    private const int FileType = 0x8000;
    private const int FolderType = 0x4000;
    private const int RightBits = 0xFFF;

    public bool IsFile => (Mode & TypeBits) == FileType;

    public bool IsFolder => (Mode & TypeBits) == FolderType;

    public uint Rights => (uint)(Mode & RightBits);
}
