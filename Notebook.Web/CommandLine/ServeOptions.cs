namespace Notebook.Web.CommandLine;

/// <summary>What <c>serve</c> was started with; null leaves a setting to the configuration.</summary>
public sealed record ServeOptions
{
    /// <summary>The addresses to listen on, separated by semicolons.</summary>
    public string? Urls { get; init; }

    /// <summary>The data folder.</summary>
    public string? DataPath { get; init; }
}
