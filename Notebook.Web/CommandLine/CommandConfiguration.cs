namespace Notebook.Web.CommandLine;

/// <summary>The settings of a command without a server: the same files and variables as the server's.</summary>
internal static class CommandConfiguration
{
    public static IConfiguration Read() => new ConfigurationBuilder()
        .SetBasePath(AppContext.BaseDirectory)
        .AddJsonFile("appsettings.json", optional: true)
        .AddEnvironmentVariables()
        .Build();
}
