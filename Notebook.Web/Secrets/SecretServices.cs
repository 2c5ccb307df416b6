using Notebook.Web.Kernels;
using Notebook.Web.Storage;

namespace Notebook.Web.Secrets;

public static class SecretServices
{
    /// <summary>Adds <see cref="SecretVault"/>, and <see cref="IKernelLauncher"/> whose kernels get their notebook's secrets. Needs storage, accounts, data protection and kernels.</summary>
    public static IServiceCollection AddSecrets(this IServiceCollection services)
    {
        services.AddRecords(DatabaseSchema.Secrets, static secret => KeptSecret.IdOf(secret.NotebookId, secret.Name), StorageJson.Compact.KeptSecret);
        services.AddSingleton<SecretVault>();
        services.AddSingleton<IKernelLauncher>(static provider => new SecretLauncher(
            provider.GetRequiredService<ServerKernelLauncher>(),
            (options, cancellationToken) => options.Purpose is { NotebookId: var id } ? provider.GetRequiredService<SecretVault>().ValuesAsync(id, cancellationToken) : new([])));
        return services;
    }
}
