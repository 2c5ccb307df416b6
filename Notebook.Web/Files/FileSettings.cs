namespace Notebook.Web.Files;

/// <summary>What the person who runs the server says about files.</summary>
public sealed record FileSettings
{
    /// <summary>What a notebook's folder may hold, in MB; 0 for no limit. The setting <c>Sandbox:Limits:DiskMegabytes</c>.</summary>
    public int QuotaMegabytes { get; init; } = 2_048;

    /// <summary>Files and folders that a notebook's folder may hold; 0 for no limit. The setting <c>Sandbox:Limits:DiskEntries</c>.</summary>
    public int QuotaEntries { get; init; } = 50_000;

    /// <summary>The read-only folder that every kernel sees; null without one. The setting <c>Files:CommonFolder</c>.</summary>
    public string? CommonFolder { get; init; }

    public static FileSettings From(IConfiguration configuration) => new()
    {
        QuotaMegabytes = configuration.GetValue("Sandbox:Limits:DiskMegabytes", 2_048),
        QuotaEntries = configuration.GetValue("Sandbox:Limits:DiskEntries", 50_000),
        CommonFolder = configuration["Files:CommonFolder"] is { Length: > 0 } path ? Path.GetFullPath(path) : null,
    };
}
