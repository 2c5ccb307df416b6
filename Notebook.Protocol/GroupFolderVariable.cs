namespace Notebook.Protocol;

/// <summary>The environment variable that tells a kernel where the folder of its notebook's group is.</summary>
public static class GroupFolderVariable
{
    public const string Name = "NOTEBOOK_GROUP_FOLDER";
}
