using System.Text.Json.Serialization.Metadata;

namespace Notebook.Web.Storage;

public static class StorageServices
{
    /// <summary>Adds <see cref="DataFolder"/> and <see cref="INotebookStore"/>; the folder of <c>Data:Path</c> is opened, and locked, when the first record is asked for.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services)
    {
        services.AddOptions<StorageOptions>().BindConfiguration(StorageOptions.Section);
        services.AddSingleton(static provider => DataFolder.From(provider.GetRequiredService<IConfiguration>()));
        services.AddSingleton<OpenDataFolder>();
        services.AddSingleton<INotebookStore, LiteDbNotebookStore>();
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
