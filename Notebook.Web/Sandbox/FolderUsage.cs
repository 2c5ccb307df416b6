namespace Notebook.Web.Sandbox;

/// <summary>What the folders of a kernel hold.</summary>
/// <param name="Bytes">Lengths of files, also of those that are deleted but open.</param>
/// <param name="Entries">Files and folders.</param>
/// <param name="IsTooDeep">Whether folders are nested so deep that not all of it was seen.</param>
internal readonly record struct FolderUsage(long Bytes, long Entries, bool IsTooDeep)
{
    public FolderUsage Plus(FolderUsage other) => new(Bytes + other.Bytes, Entries + other.Entries, IsTooDeep || other.IsTooDeep);
}
