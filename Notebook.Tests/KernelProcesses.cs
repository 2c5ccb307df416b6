using System.Globalization;

namespace Notebook.Tests;

/// <summary>Finds kernels from outside: in its sandbox a kernel may have another process id than the machine knows it by.</summary>
internal static class KernelProcesses
{
    /// <summary>The one kernel that a server has started, behind whatever stands between the two.</summary>
    public static int OnlyOneOf(int serverProcessId) => AllOf(serverProcessId).Single();

    /// <summary>Every kernel that a server has started.</summary>
    public static IReadOnlyList<int> AllOf(int serverProcessId)
    {
        var parents = Directory.EnumerateDirectories("/proc").Select(static path => int.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(static id => id > 0).ToDictionary(static id => id, ParentOf);
        return [.. parents.Keys.Where(id => IsBelow(id, serverProcessId) && CommandLineOf(id).Contains("Notebook.Kernel.dll", StringComparison.Ordinal) && !CommandLineOf(id).Contains("--language", StringComparison.Ordinal) && !parents.ContainsValue(id))];

        bool IsBelow(int id, int ancestor)
        {
            while (parents.TryGetValue(id, out var parent) && parent > 0)
            {
                if (parent == ancestor)
                    return true;
                id = parent;
            }

            return false;
        }
    }

    /// <returns>0 when the process has ended meanwhile.</returns>
    private static int ParentOf(int processId)
    {
        try
        {
            // The name before it may hold spaces and brackets.
            var stat = File.ReadAllText($"/proc/{processId}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    private static string CommandLineOf(int processId)
    {
        try
        {
            return File.ReadAllText($"/proc/{processId}/cmdline");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
