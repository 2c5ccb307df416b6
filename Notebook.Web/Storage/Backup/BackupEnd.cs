namespace Notebook.Web.Storage.Backup;

/// <summary>The last thing in a backup: a file without it was cut off.</summary>
/// <param name="Files">How many files stand before it, without the manifest.</param>
public sealed record BackupEnd(int Files);
