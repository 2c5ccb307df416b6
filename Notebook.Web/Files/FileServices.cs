namespace Notebook.Web.Files;

public static class FileServices
{
    /// <summary>Adds <see cref="NotebookAreas"/>. Needs the data folder.</summary>
    public static IServiceCollection AddFiles(this IServiceCollection services) => services
        .AddSingleton(static provider => FileSettings.From(provider.GetRequiredService<IConfiguration>()))
        .AddSingleton<NotebookAreas>();
}
