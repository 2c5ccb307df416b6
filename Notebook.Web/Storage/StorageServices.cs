using System.Text.Json.Serialization.Metadata;
using Notebook.Web.Storage.Backup;

namespace Notebook.Web.Storage;

public static class StorageServices
{
    /// <summary>Adds <see cref="DataFolder"/>, <see cref="INotebookStore"/> and its <see cref="Sharing.SharingIndex"/>; the folder of <c>Data:Path</c> is opened, and locked, when the first record is asked for.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services)
    {
        services.AddOptions<StorageOptions>().BindConfiguration(StorageOptions.Section);
        services.AddSingleton(static provider => DataFolder.From(provider.GetRequiredService<IConfiguration>()));
        services.AddSingleton<OpenDataFolder>();
        services.AddSingleton<INotebookStore, LiteDbNotebookStore>();
        services.AddSingleton<DataBackup>();
        services.AddSingleton(static provider => provider.GetRequiredService<INotebookStore>().Sharing);
        return services;
    }

    /// <summary>Adds <see cref="IRecords{T}"/> of one kind.</summary>
    /// <param name="services">The server's services, which have <see cref="AddStorage"/>.</param>
    /// <param name="collection">One of <see cref="DatabaseSchema"/>.</param>
    /// <param name="idOf">A record's id within the collection.</param>
    /// <param name="json">Its form, from <see cref="StorageJson.Compact"/>.</param>
    internal static IServiceCollection AddRecords<T>(this IServiceCollection services, string collection, Func<T, string> idOf, JsonTypeInfo<T> json)
        where T : class =>
        services.AddSingleton<IRecords<T>>(provider => new LiteDbRecords<T>(provider.GetRequiredService<OpenDataFolder>(), collection, idOf, json));
}
