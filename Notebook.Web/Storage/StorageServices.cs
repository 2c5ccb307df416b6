namespace Notebook.Web.Storage;

public static class StorageServices
{
    /// <summary>Adds <see cref="DataFolder"/>, <see cref="Sharing.SharingIndex"/> and <see cref="INotebookStore"/>, which opens, and locks, the folder of <c>Data:Path</c> when it is first asked for.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services)
    {
        services.AddOptions<StorageOptions>().BindConfiguration(StorageOptions.Section);
        services.AddSingleton(static provider => DataFolder.From(provider.GetRequiredService<IConfiguration>()));
        services.AddSingleton<INotebookStore, LiteDbNotebookStore>();
        services.AddSingleton(static provider => provider.GetRequiredService<INotebookStore>().Sharing);
        return services;
    }
}
