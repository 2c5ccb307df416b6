namespace Notebook.Tests;

/// <summary>What a machine may lack. A test that needs one is skipped by name where it is missing, and fails when CI=true.</summary>
public static class Capability
{
    /// <summary>The Chromium that drives the page: $CHROMIUM, chromium or google-chrome.</summary>
    public static string? ChromiumPath { get; } =
        Environment.GetEnvironmentVariable("CHROMIUM") is { Length: > 0 } named ? named
        : Find("chromium") ?? Find("chromium-browser") ?? Find("google-chrome") ?? Find("google-chrome-stable");

    public static string? BubblewrapPath { get; } = Find("bwrap");

    /// <summary>npm, which builds the editor's bundle for comparison.</summary>
    public static string? NpmPath { get; } = Find("npm");

    public static bool HasNode => NpmPath is not null || MustHaveEverything;

    public static bool HasChromium => ChromiumPath is not null || MustHaveEverything;

    public static bool HasBubblewrap => BubblewrapPath is not null || MustHaveEverything;

    /// <summary>The long versions of fault tests: <c>./test.sh --soak</c>.</summary>
    public static bool IsSoak { get; } = Environment.GetEnvironmentVariable("NOTEBOOK_SOAK") == "1";

    public const string ChromiumIsMissing = "Chromium is missing: install the package chromium, or set CHROMIUM to a browser's path.";

    /// <summary>Whether files can be given to others, and programs started as them.</summary>
    public static bool IsRoot { get; } = Environment.UserName == "root";

    private static bool MustHaveEverything => Environment.GetEnvironmentVariable("CI") == "true";

    private static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
}
