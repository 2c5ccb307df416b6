namespace Notebook.Web.Storage;

/// <summary>The settings of <c>Storage:</c>.</summary>
public sealed class StorageOptions
{
    public const string Section = "Storage";

    /// <summary>How much of one stream output is kept in full, in bytes of UTF-8; of what goes beyond, only its end is kept.</summary>
    public long MaxStreamBytes { get; set; } = 100L * 1024 * 1024;
}
