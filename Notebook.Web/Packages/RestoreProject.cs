using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Notebook.Web.Kernels;

namespace Notebook.Web.Packages;

/// <summary>
/// One run of <c>dotnet restore</c> over a project made for it. The project stands alone: it imports nothing from folders above it and
/// takes nothing of a package that runs at build time, and nothing is ever built, so that no code of a package runs here.
/// </summary>
internal sealed partial class RestoreProject : IDisposable
{
    private const int MaxOutputChars = 200_000;

    private readonly string _folder;

    private RestoreProject(string folder) => _folder = folder;

    /// <summary>What the restore wrote down; there when it succeeded.</summary>
    public string Assets => Path.Combine(_folder, "obj", "project.assets.json");

    /// <summary>Writes the project into a new folder, which disposing removes.</summary>
    public static RestoreProject Create(RestoreRequest request, PackageFolders folders)
    {
        var folder = Path.Combine(folders.Restores, Path.GetRandomFileName());
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "Packages.csproj"), Text(request, folders));
        return new(folder);
    }

    /// <returns>The errors and warnings; empty when all is well. Null when there is no SDK to restore with.</returns>
    /// <exception cref="OperationCanceledException">It was stopped; its process has ended.</exception>
    public async Task<IReadOnlyList<RestoreMessage>?> RunAsync(CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(OperatingSystem.IsWindows() ? KernelExecutable.DotnetPath : "/bin/sh") { WorkingDirectory = _folder, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        // The server keeps its files to itself, and kernels may be other users: they read packages.
        foreach (var argument in OperatingSystem.IsWindows() ? [] : (string[])["-c", "umask 022; exec \"$@\"", "sh", KernelExecutable.DotnetPath])
            start.ArgumentList.Add(argument);
        foreach (var argument in (string[])["restore", "Packages.csproj", "-nologo", "-noAutoResponse", "-nodeReuse:false", "-v:quiet", "-p:RestoreIgnoreFailedSources=false"])
            start.ArgumentList.Add(argument);
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_SKIP_FIRST_TIME_EXPERIENCE"] = "1";
        // The settings of the process that runs this one may point elsewhere.
        foreach (var name in (string[])["MSBuildSDKsPath", "MSBUILD_EXE_PATH", "MSBuildExtensionsPath", "MSBuildLoadMicrosoftTargetsReadOnly", "DOTNET_HOST_PATH", "NUGET_PACKAGES", "RestoreSources"])
            start.Environment.Remove(name);

        using var process = Process.Start(start)!;
        try
        {
            var output = ReadAsync(process.StandardOutput, cancellationToken);
            var error = ReadAsync(process.StandardError, cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            var text = await output + "\n" + await error;
            if (process.ExitCode != 0 && (text.Contains("No .NET SDKs were found", StringComparison.Ordinal) || text.Contains("application 'restore' does not exist", StringComparison.Ordinal)))
                return null;
            var messages = Messages(text);
            if (process.ExitCode != 0 && !messages.Exists(static message => message.IsError))
                messages.Add(new(IsError: true, "", text.Trim().Split('\n').LastOrDefault(static line => line.Length > 0) ?? $"dotnet restore ended with exit code {process.ExitCode}."));
            return messages;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(_folder, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A process that is just being ended may still write there; a few kilobytes stay.
        }
    }

    private static string Text(RestoreRequest request, PackageFolders folders)
    {
        const string NotForUs = "build;buildMultitargeting;buildTransitive;analyzers;contentFiles";
        var properties = new XElement("PropertyGroup",
            new XElement("TargetFramework", "net10.0"),
            new XElement("OutputType", "Library"),
            new XElement("RuntimeIdentifiers", PreinstalledPackages.Runtime),
            // Only the packages asked for: what a program would be published with comes from feeds that may not have it.
            new XElement("EnableRuntimePackDownload", "false"),
            new XElement("EnableAppHostPackDownload", "false"),
            new XElement("UseAppHost", "false"),
            new XElement("ManagePackageVersionsCentrally", "false"),
            new XElement("RestorePackagesWithLockFile", "false"),
            new XElement("NuGetAudit", "false"),
            new XElement("NuGetInteractive", "false"),
            new XElement("DisableTransitiveFrameworkReferenceDownloads", "true"),
            new XElement("RestorePackagesPath", Literal(folders.Global)),
            new XElement("RestoreSources", string.Join(';', request.Sources.Select(Literal))),
            new XElement("RestoreFallbackFolders", request.FallbackFolder.Length == 0 ? "clear" : Literal(request.FallbackFolder)));
        return new XElement("Project",
            new XElement("PropertyGroup",
                ((string[])["ImportDirectoryBuildProps", "ImportDirectoryBuildTargets", "ImportDirectoryPackagesProps", "ImportDirectorySolutionProps", "ImportProjectExtensionProps", "ImportProjectExtensionTargets"])
                    .Select(static name => new XElement(name, "false"))),
            new XElement("Import", new XAttribute("Project", "Sdk.props"), new XAttribute("Sdk", "Microsoft.NET.Sdk")),
            properties,
            new XElement("ItemGroup", request.Packages.Select(package => new XElement("PackageReference",
                new XAttribute("Include", Literal(package.Id)), new XAttribute("Version", Literal(package.RangeText)), new XAttribute("ExcludeAssets", NotForUs)))),
            new XElement("Import", new XAttribute("Project", "Sdk.targets"), new XAttribute("Sdk", "Microsoft.NET.Sdk"))).ToString();
    }

    /// <summary>Characters that mean something to MSBuild; those that mean something to XML are the writer's to escape.</summary>
    private static string Literal(string text) => string.Concat(text.Select(static c => c is '%' or '$' or '@' or '\'' or ';' ? $"%{(int)c:X2}" : c.ToString()));

    private static List<RestoreMessage> Messages(string text)
    {
        var messages = new List<RestoreMessage>();
        foreach (var match in MessageLine().Matches(text).AsEnumerable())
        {
            var message = new RestoreMessage(match.Groups["kind"].Value == "error", match.Groups["code"].Value, match.Groups["text"].Value.TrimEnd());
            // The second line of a message is said like a message of its own, only further to the right.
            if (message.Text.StartsWith(' ') && messages.FindLastIndex(other => other.Code == message.Code) is >= 0 and var index)
                messages[index] = messages[index] with { Text = $"{messages[index].Text}\n{message.Text.Trim()}" };
            else
                messages.Add(message with { Text = message.Text.Trim() });
        }

        return messages.Distinct().ToList();
    }

    private static async Task<string> ReadAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        var buffer = new char[4096];
        while (await reader.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            if (text.Length < MaxOutputChars)
                text.Append(buffer, 0, read);
        }

        return text.ToString();
    }

    [GeneratedRegex(@"(?<kind>error|warning) (?<code>[A-Z]{2,6}\d+): (?<text>.*?)(?: \[[^\]\n]*Packages\.csproj[^\]\n]*\])?$", RegexOptions.Multiline)]
    private static partial Regex MessageLine();
}

/// <summary>What to restore.</summary>
/// <param name="Packages">With their versions.</param>
/// <param name="Sources">Feeds: addresses or folders.</param>
/// <param name="FallbackFolder">A folder of packages that are there already; empty when there is none.</param>
internal sealed record RestoreRequest(IReadOnlyList<WantedPackage> Packages, IReadOnlyList<string> Sources, string FallbackFolder);

/// <summary>What NuGet said.</summary>
/// <param name="IsError">An error; otherwise a warning.</param>
/// <param name="Code">Such as NU1101; empty when it has none.</param>
/// <param name="Text">In NuGet's words.</param>
internal sealed record RestoreMessage(bool IsError, string Code, string Text);
