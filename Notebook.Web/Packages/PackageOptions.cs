namespace Notebook.Web.Packages;

/// <summary>The settings of <c>Packages:</c>.</summary>
public sealed class PackageOptions
{
    public const string Section = "Packages";

    /// <summary>
    /// The feeds that notebooks may take packages from: names of sources in this machine's NuGet configuration, addresses, or folders.
    /// Empty for all that this machine's NuGet configuration has.
    /// </summary>
    public IList<string> Sources { get; } = [];

    /// <summary>Whether no feed is asked: only what is preinstalled, or was downloaded before, can be used.</summary>
    public bool Offline { get; set; }

    /// <summary>How long a restore may take, download included.</summary>
    public TimeSpan RestoreTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long the latest version of a package stays the latest before the feeds are asked again.</summary>
    public TimeSpan LatestLasts { get; set; } = TimeSpan.FromHours(12);
}
