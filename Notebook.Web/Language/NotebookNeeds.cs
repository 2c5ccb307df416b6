using System.Collections.Immutable;
using Notebook.Protocol;
using Notebook.Protocol.Language;
using Notebook.Web.Documents;
using Notebook.Web.Files;
using Notebook.Web.Packages;
using Notebook.Web.Sessions;

namespace Notebook.Web.Language;

/// <summary>
/// Gets for the language process what cells need from outside: packages that are on this machine, files of the notebook's folder, and
/// names that only the running kernel knows. Never asks a feed: running the cell does.
/// </summary>
internal sealed class NotebookNeeds(IPackageRestorer packages, NotebookAreas areas)
{
    /// <returns><paramref name="before"/> itself when nothing is another than it was.</returns>
    public NeedsMet Meet(SessionSnapshot snapshot, NotebookDiagnosed diagnosed, NeedsMet before)
    {
        var files = ReadFiles(snapshot.Document.Id, diagnosed.Files);
        var pins = PinnedPackages.Of(snapshot.Document);
        // What the kernel has loaded meanwhile is here now.
        var asked = string.Join('\n', [.. diagnosed.Packages.Select(static package => package.ToString()), .. pins.Select(static pin => $"{pin.Key}={pin.Value}"), .. snapshot.Packages.Select(static package => $"{package.Id} {package.Version}"), .. files.Select(static file => $"{file.Name} {file.Stamp}")]);
        if (asked == before.Asked)
            return before;

        var (restored, missing) = diagnosed.Packages.IsEmpty ? ([], "") : Find(diagnosed.Packages, pins);
        var content = files.Select(static file => file.File).ToImmutableArray();
        var met = new NeedsMet(asked, restored, content, missing);
        // The compiler starts anew for other packages and files; what is the same stays the same object.
        if (IsSame(met, before))
            return before.Asked.Length == 0 && restored.IsEmpty && content.IsEmpty && missing.Length == 0 ? before : met with { Packages = before.Packages, Files = before.Files };
        return met;
    }

    /// <summary>Of the names that no cell above knows, those that the running kernel does.</summary>
    public static async Task<ImmutableHashSet<string>> KernelNamesAsync(INotebookSession session, NotebookDiagnosed diagnosed, CancellationToken cancellationToken)
    {
        var unknown = diagnosed.Cells.SelectMany(static cell => cell.Diagnostics).Select(static one => one.UnknownName).OfType<string>().ToHashSet(StringComparer.Ordinal);
        if (unknown.Count == 0 || session.Snapshot.Kernel.State is not (KernelState.Ready or KernelState.Busy or KernelState.Stopping))
            return [];
        var listed = await session.ListVariablesAsync(cancellationToken);
        var ran = session.Snapshot.Document.Cells.Where(static cell => cell.LastRun is { State: CellRunState.Succeeded }).Select(static cell => cell.Id.Value).ToHashSet(StringComparer.Ordinal);
        var below = diagnosed.Cells.Where(cell => ran.Contains(cell.CellId)).SelectMany(static cell => cell.Defines);
        return [.. unknown.Intersect(listed.Variables.Select(static variable => variable.Name).Concat(below))];
    }

    private static bool IsSame(NeedsMet met, NeedsMet before) =>
        met.Packages.Select(static package => (package.Id, package.Version)).SequenceEqual(before.Packages.Select(static package => (package.Id, package.Version)))
        && met.Files.Length == before.Files.Length && met.Files.Zip(before.Files).All(static pair => pair.First.Name == pair.Second.Name && pair.First.Content.SequenceEqual(pair.Second.Content));

    private (ImmutableArray<RestoredPackage> Packages, string Missing) Find(ImmutableArray<PackageReference> wanted, ImmutableSortedDictionary<string, string> pins)
    {
        ImmutableArray<RestoredPackage> here = [];
        List<string> missing = [];
        if (FindAll(wanted) is { } all)
            return (all, "");
        // One that is not here, or half typed, keeps nobody from the others.
        foreach (var package in wanted)
        {
            if (FindAll([package]) is { } found)
                here = [.. here.Concat(found).DistinctBy(static one => one.Id, StringComparer.OrdinalIgnoreCase)];
            else
                missing.Add(package.Id);
        }

        return (here, string.Join(", ", missing));

        ImmutableArray<RestoredPackage>? FindAll(ImmutableArray<PackageReference> some) => packages.Find(new PackagesRequested { SubmissionId = default, References = some }, pins);
    }

    /// <summary>What can't be read is left out: running the cell says what is wrong with it.</summary>
    private List<(string Name, string Stamp, LanguageFile File)> ReadFiles(NotebookId id, ImmutableArray<string> names)
    {
        var found = new List<(string, string, LanguageFile)>();
        var left = LanguageLimits.MaxFilesBytes;
        foreach (var name in names)
        {
            try
            {
                var path = name.Replace('\\', '/');
                using var file = areas.Find(id, FileArea.Notebook)!.OpenRead(path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path);
                if (file.Length > LanguageLimits.MaxFileBytes || file.Length > left)
                    continue;
                left -= (int)file.Length;
                var bytes = new byte[file.Length];
                file.ReadExactly(bytes);
                found.Add((name, $"{bytes.Length} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(bytes))}", new LanguageFile { Name = name, Content = [.. bytes] }));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
            {
                continue;
            }
        }

        return found;
    }
}
