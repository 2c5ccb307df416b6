using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Notebook.Web.Kernels;
using Notebook.Web.Storage;

namespace Notebook.Web.Packages;

public static class PackageServices
{
    /// <summary>Adds <see cref="IPackageRestorer"/> of a server. Needs a <see cref="DataFolder"/>.</summary>
    public static IServiceCollection AddPackages(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<PackageOptions>().BindConfiguration(PackageOptions.Section);
        services.AddSingleton(static provider => new PackageSources(provider.GetRequiredService<IOptions<PackageOptions>>().Value));
        services.AddSingleton(static provider => PackageFolders.Of(provider.GetRequiredService<DataFolder>(), provider.GetRequiredService<PackageSources>()));
        services.AddSingleton(static _ => PreinstalledPackages.In(KernelExecutable.Beside.PackagesFolder));
        services.AddSingleton<PackageCatalog>();
        services.AddSingleton(static provider => new PackageLibrary(provider.GetRequiredService<PreinstalledPackages>(), provider.GetRequiredService<PackageCatalog>(), provider.GetRequiredService<PackageFolders>().Global));
        services.AddSingleton<IPackageRestorer>(static provider => new PackageRestorer(
            provider.GetRequiredService<IOptions<PackageOptions>>().Value, provider.GetRequiredService<PackageSources>(), provider.GetRequiredService<PackageFolders>(),
            provider.GetRequiredService<PreinstalledPackages>(), provider.GetRequiredService<PackageCatalog>(), provider.GetRequiredService<TimeProvider>()));
        return services;
    }

    /// <summary>The restorer of a command that has no server and no data folder.</summary>
    internal static IPackageRestorer ForCommand(IConfiguration configuration, TimeProvider time)
    {
        var options = configuration.GetSection(PackageOptions.Section).Get<PackageOptions>() ?? new();
        var sources = new PackageSources(options);
        return new PackageRestorer(options, sources, PackageFolders.OfUser(sources), PreinstalledPackages.In(KernelExecutable.Beside.PackagesFolder), new PackageCatalog(sources, time), time);
    }
}
