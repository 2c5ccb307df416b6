namespace Notebook.Web.Storage.Backup;

/// <summary>What of a data folder a backup holds. Packages can be had again, and what is temporary ends with the server.</summary>
internal static class BackupParts
{
    public const string Manifest = "manifest.json";
    public const string End = "end.json";
    public const string Database = "notebook.db";
    public const string Outputs = "outputs";
    public const string Journals = "journals";
    public const string Notebooks = "notebooks";

    /// <summary>Folders that are read as they stand: what is written there is whole, or is the work of cells that run on meanwhile.</summary>
    public static readonly string[] LiveFolders = [Notebooks, "slots", "groups", "keys"];

    /// <summary>Whether a name in a backup is one that a backup of this product has.</summary>
    public static bool IsKnown(string name)
    {
        if (name is Database or Manifest or End)
            return true;
        var parts = name.Split('/');
        return parts.Length > 1 && (parts[0] is Outputs or Journals || LiveFolders.Contains(parts[0]))
            && parts.All(static part => part is not ("" or "." or "..") && !part.Contains('\0', StringComparison.Ordinal));
    }
}
