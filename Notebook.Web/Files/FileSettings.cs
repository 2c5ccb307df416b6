using Notebook.Web.Sandbox;

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

    internal static FileSettings From(SandboxEnvironment sandbox) => new()
    {
        QuotaMegabytes = sandbox.Options.Limits.DiskMegabytes,
        QuotaEntries = sandbox.Options.Limits.DiskEntries,
        CommonFolder = sandbox.CommonFolder,
    };
}
