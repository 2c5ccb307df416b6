namespace Notebook.Web.Sharing;

/// <summary>Roles as people read and choose them.</summary>
internal static class RoleWords
{
    public static string Of(NotebookRole role) => role switch
    {
        NotebookRole.Viewer => "Viewer",
        NotebookRole.Runner => "Runner",
        NotebookRole.Editor => "Editor",
        NotebookRole.Owner => "Owner",
        _ => "None",
    };

    /// <returns>None for what no page of this server sends.</returns>
    public static NotebookRole Read(string? word) => word?.ToLowerInvariant() switch
    {
        "viewer" => NotebookRole.Viewer,
        "runner" => NotebookRole.Runner,
        "editor" => NotebookRole.Editor,
        "owner" => NotebookRole.Owner,
        _ => NotebookRole.None,
    };
}
