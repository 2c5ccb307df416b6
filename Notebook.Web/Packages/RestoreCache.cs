using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Notebook.Protocol;

namespace Notebook.Web.Packages;

/// <summary>What requests came to, so that the same request needs no restore: one small file each.</summary>
internal sealed partial class RestoreCache(PackageFolders folders, PackageOptions options, string preinstalledFolder, TimeProvider time)
{
    /// <summary>Names a request: the packages in any order, and what else decides what they come to.</summary>
    public string KeyOf(IEnumerable<WantedPackage> packages)
    {
        var text = string.Join('\n', packages.Select(static package => $"{package.Id}|{package.RangeText}".ToLowerInvariant()).Order(StringComparer.Ordinal));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"1\n{PreinstalledPackages.Runtime}\n{preinstalledFolder}\n{folders.Global}\n{text}")))[..40];
    }

    /// <returns>Null when the request is new, what it came to is not there any more, or a floating version may have moved on.</returns>
    public ImmutableArray<RestoredPackage>? Find(string key, bool isFloating, bool evenOld)
    {
        try
        {
            var set = JsonSerializer.Deserialize(File.ReadAllBytes(PathOf(key)), SetJson.Default.RestoredSet);
            if (set is null || isFloating && !evenOld && time.GetUtcNow() - set.RestoredAt > options.LatestLasts)
                return null;
            return set.Packages.All(static package => package.Compile.Concat(package.Runtime).Concat(package.Native).Concat(package.Resources).All(File.Exists)) ? set.Packages : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Keeps what a request came to. That it can't be kept costs the next one its speed and nothing else.</summary>
    public void Keep(string key, ImmutableArray<RestoredPackage> packages)
    {
        var temporary = $"{PathOf(key)}.{Path.GetRandomFileName()}";
        try
        {
            Directory.CreateDirectory(folders.Sets);
            File.WriteAllBytes(temporary, JsonSerializer.SerializeToUtf8Bytes(new RestoredSet(time.GetUtcNow(), packages), SetJson.Default.RestoredSet));
            File.Move(temporary, PathOf(key), overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The disk is full, or somebody's home is read-only.
        }
    }

    private string PathOf(string key) => Path.Combine(folders.Sets, key + ".json");

    internal sealed record RestoredSet(DateTimeOffset RestoredAt, ImmutableArray<RestoredPackage> Packages);

    [JsonSerializable(typeof(RestoredSet))]
    private sealed partial class SetJson : JsonSerializerContext;
}
