using System.Collections.Immutable;
using System.Text.Json;
using Notebook.Protocol;

namespace Notebook.Web.Packages;

/// <summary>What a restore wrote down (<c>project.assets.json</c>): the packages it chose, with the files that this platform takes from each.</summary>
internal static class AssetsFile
{
    /// <summary>A package in the graph.</summary>
    /// <param name="Package">The package and its files.</param>
    /// <param name="Dependencies">The ids of what it needs.</param>
    internal sealed record Node(RestoredPackage Package, ImmutableArray<string> Dependencies);

    /// <param name="path">The file.</param>
    /// <param name="runtime">The runtime identifier, such as <c>linux-x64</c>.</param>
    /// <param name="folders">Where packages are, first match wins; the file's own folders when it is empty.</param>
    /// <exception cref="IOException">It can't be read, or is no such file.</exception>
    public static IReadOnlyList<Node> Read(string path, string runtime, params ReadOnlySpan<string> folders)
    {
        try
        {
            using var stream = File.OpenRead(path);
            using var file = JsonDocument.Parse(stream);
            var root = file.RootElement;
            string[] places = folders.IsEmpty ? [.. root.GetProperty("packageFolders").EnumerateObject().Select(static folder => folder.Name)] : [.. folders];
            var target = root.GetProperty("targets").EnumerateObject().First(target => target.Name.EndsWith($"/{runtime}", StringComparison.Ordinal)).Value;
            var libraries = root.GetProperty("libraries");
            var direct = root.GetProperty("project").GetProperty("frameworks").EnumerateObject().First().Value is { } framework && framework.TryGetProperty("dependencies", out var wanted)
                ? wanted.EnumerateObject().Select(static dependency => dependency.Name).ToHashSet(StringComparer.OrdinalIgnoreCase)
                : [];

            var nodes = new List<Node>();
            foreach (var library in target.EnumerateObject())
            {
                if (library.Value.GetProperty("type").GetString() != "package" || library.Name.Split('/') is not [var id, var version])
                    continue;
                var below = libraries.GetProperty(library.Name).GetProperty("path").GetString()!;
                var folder = places.Select(place => Path.Combine(place, below)).FirstOrDefault(Directory.Exists)
                    ?? throw new IOException($"The files of {id} {version} are not there.");
                nodes.Add(new Node(
                    new RestoredPackage
                    {
                        Id = id,
                        Version = version,
                        IsDirect = direct.Contains(id),
                        Compile = Files(library.Value, "compile", folder),
                        Runtime = Files(library.Value, "runtime", folder),
                        Native = Files(library.Value, "native", folder),
                        Resources = Files(library.Value, "resource", folder),
                    },
                    library.Value.TryGetProperty("dependencies", out var dependencies) ? [.. dependencies.EnumerateObject().Select(static dependency => dependency.Name)] : []));
            }

            return nodes;
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or UnauthorizedAccessException)
        {
            throw new IOException($"{path} is not what a restore writes: {exception.Message}", exception);
        }
    }

    /// <summary>A placeholder <c>_._</c> says that there is nothing on purpose.</summary>
    private static ImmutableArray<string> Files(JsonElement library, string kind, string folder) => library.TryGetProperty(kind, out var files)
        ? [.. files.EnumerateObject().Where(static file => !file.Name.EndsWith("/_._", StringComparison.Ordinal)).Select(file => Path.Combine(folder, file.Name))]
        : [];
}
