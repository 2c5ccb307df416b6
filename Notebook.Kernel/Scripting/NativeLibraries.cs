using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Notebook.Kernel.Scripting;

/// <summary>Loads the native libraries of packages, and remembers in plain words why one could not be: packages catch that and fail later with something else.</summary>
/// <param name="find">The path of a library by the name of its file; null for one that no package has.</param>
/// <param name="owner">The package that a file belongs to, with its version; null for none.</param>
internal sealed partial class NativeLibraries(Func<string, string?> find, Func<string, string?> owner)
{
    private volatile string? _problem;

    /// <summary>Why the last library that could not be loaded was not; null while all could.</summary>
    public string? Problem => _problem;

    /// <param name="name">As code asks for it.</param>
    /// <returns>Its handle; zero when no package has it.</returns>
    /// <exception cref="DllNotFoundException">A package has it, but it can't be loaded here.</exception>
    public nint Load(string name)
    {
        name = Path.GetFileName(name);
        foreach (var candidate in (string[])[name, $"{name}.so", $"lib{name}.so", $"lib{name}"])
            if (find(candidate) is { } path)
                return Load(path, []);
        return 0;
    }

    /// <summary>
    /// Loads a library, and first those that it needs from other packages: the system looks for them beside it only. What is loaded already it
    /// finds by name.
    /// </summary>
    /// <param name="path">The library.</param>
    /// <param name="tried">Libraries whose loading has begun: two may need each other.</param>
    private nint Load(string path, HashSet<string> tried)
    {
        tried.Add(path);
        while (true)
        {
            try
            {
                return NativeLibrary.Load(path);
            }
            catch (DllNotFoundException missing) when (NeededBy(missing) is { } needed && tried.Add(needed))
            {
                Load(needed, tried);
            }
            catch (DllNotFoundException missing)
            {
                _problem = Words(missing.Message, path);
                throw;
            }
        }
    }

    private string? NeededBy(DllNotFoundException missing) => MissingLibrary().Match(missing.Message) is { Success: true, Groups: [_, var name] } ? find(name.Value) : null;

    private string Words(string said, string path)
    {
        if (OldLibrary().Match(said) is { Success: true, Groups: [_, var system, var version, var needing] })
            return $"{Named(needing.Value)} needs {version.Value}, and {Path.GetFileName(system.Value)} of this machine is too old to have it. Use an older version of the package, or run the server on a newer system.";
        return MissingLibrary().Match(said) is { Success: true, Groups: [_, var missing] }
            ? $"{Named(path)} needs {missing.Value}, which neither this machine nor a package of this notebook has."
            : $"{Named(path)} could not be loaded: {said.Split('\n', 2)[0]}";
    }

    private string Named(string path) => owner(path) is { } package ? $"The native library {Path.GetFileName(path)} of {package}" : $"The native library {Path.GetFileName(path)}";

    [GeneratedRegex(@"([\w.+-]+\.so[\w.]*): cannot open shared object file", RegexOptions.CultureInvariant)]
    private static partial Regex MissingLibrary();

    [GeneratedRegex(@"(\S+): version [`']([\w.]+)' not found \(required by ([^)]+)\)", RegexOptions.CultureInvariant)]
    private static partial Regex OldLibrary();
}
