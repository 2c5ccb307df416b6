namespace Notebook.Protocol;

/// <summary>The environment variable that tells a kernel where the common folder is.</summary>
public static class CommonFolderVariable
{
    public const string Name = "NOTEBOOK_COMMON_FOLDER";
}
