using NuGet.Configuration;

namespace Notebook.Web.Packages;

/// <summary>Where packages are kept. Kernels read there and never write.</summary>
/// <param name="Root">What the product keeps itself: which packages a request came to.</param>
/// <param name="Global">The packages, laid out as NuGet lays them out.</param>
public sealed record PackageFolders(string Root, string Global)
{
    /// <summary>A server's: in its data folder, apart for each set of feeds.</summary>
    internal static PackageFolders Of(Storage.DataFolder data, PackageSources sources)
    {
        var root = Path.Combine(data.Packages, sources.Key);
        return new(root, Path.Combine(root, "global"));
    }

    /// <summary>
    /// Of a command that has no data folder: the packages are those of the person who runs it, where other .NET programs keep them
    /// too; only the notes of what came to what are ours.
    /// </summary>
    internal static PackageFolders OfUser(PackageSources sources)
    {
        var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } set ? set : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify), ".cache");
        return new(
            Path.Combine(Path.IsPathFullyQualified(cache) ? cache : Path.GetTempPath(), "notebook", "packages", sources.Key),
            GlobalFolder());
    }

    private static string GlobalFolder()
    {
        try
        {
            return SettingsUtility.GetGlobalPackagesFolder(Settings.LoadDefaultSettings(AppContext.BaseDirectory));
        }
        catch (NuGetConfigurationException)
        {
            // The restorer says so, when packages are asked for.
            return SettingsUtility.GetGlobalPackagesFolder(NullSettings.Instance);
        }
    }

    internal string Sets => Path.Combine(Root, "sets");

    internal string Restores => Path.Combine(Root, "restores");
}
