using Notebook.Web.Storage.Backup;

namespace Notebook.Web.Storage;

public static class StorageServices
{
    /// <summary>Adds <see cref="DataFolder"/> and <see cref="INotebookStore"/>, which opens, and locks, the folder of <c>Data:Path</c> when it is first asked for.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services)
    {
        services.AddOptions<StorageOptions>().BindConfiguration(StorageOptions.Section);
        services.AddSingleton(static provider => DataFolder.From(provider.GetRequiredService<IConfiguration>()));
        services.AddSingleton<LiteDbNotebookStore>();
        services.AddSingleton<INotebookStore>(static provider => provider.GetRequiredService<LiteDbNotebookStore>());
        services.AddSingleton<ISnapshotSource>(static provider => provider.GetRequiredService<LiteDbNotebookStore>());
        services.AddSingleton<DataBackup>();
        return services;
    }
}
