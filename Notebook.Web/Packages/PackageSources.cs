using System.Security.Cryptography;
using System.Text;
using NuGet.Configuration;

namespace Notebook.Web.Packages;

/// <summary>The feeds that the operator allows, as this machine's NuGet configuration knows them, credentials included.</summary>
internal sealed class PackageSources
{
    private readonly Lazy<List<PackageSource>> _allowed;

    public PackageSources(PackageOptions options)
    {
        IsOffline = options.Offline;
        _allowed = new(() => Read(options));
    }

    /// <summary>Whether none of them may be asked.</summary>
    public bool IsOffline { get; }

    /// <summary>Why the machine's NuGet configuration can't be read, and there are no feeds; null when it can.</summary>
    public string? Problem { get; private set; }

    public IReadOnlyList<PackageSource> Allowed => _allowed.Value;

    /// <summary>Names this set of feeds: packages of one id may differ between feeds, so what comes from one set is never used for another.</summary>
    public string Key => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', Allowed.Select(static source => source.Source).Order(StringComparer.Ordinal)))))[..16];

    /// <summary>The feeds' names, for sentences.</summary>
    public string Names => Allowed.Count == 0 ? "none" : string.Join(", ", Allowed.Select(static source => source.Name));

    /// <summary>Whether a feed that a notebook names is one of them.</summary>
    public bool Allows(string source)
    {
        var asked = source.Trim();
        return Allowed.Any(allowed => Same(allowed.Source, asked) || allowed.Name.Equals(asked, StringComparison.OrdinalIgnoreCase));
    }

    private static bool Same(string one, string other) => one.TrimEnd('/').Equals(other.TrimEnd('/'), StringComparison.OrdinalIgnoreCase);

    private List<PackageSource> Read(PackageOptions options)
    {
        try
        {
            return Configured(options);
        }
        catch (NuGetConfigurationException exception)
        {
            Problem = $"This machine's NuGet configuration can't be read: {exception.Message}";
            return [];
        }
    }

    private static List<PackageSource> Configured(PackageOptions options)
    {
        // From the program's folder, as every other setting: never from where it happens to be started.
        var configured = new PackageSourceProvider(Settings.LoadDefaultSettings(AppContext.BaseDirectory)).LoadPackageSources().Where(static source => source.IsEnabled).ToList();
        return options.Sources.Count == 0
            ? configured
            : [.. options.Sources.Select(source => configured.Find(known => known.Name.Equals(source, StringComparison.OrdinalIgnoreCase) || Same(known.Source, source)) ?? new PackageSource(source))];
    }
}
