using Microsoft.Extensions.Options;
using Notebook.Web.Kernels;
using Notebook.Web.Packages;
using Notebook.Web.Sandbox;
using Notebook.Web.Storage;

namespace Notebook.Web.Language;

public static class LanguageServices
{
    /// <summary>Adds <see cref="ILanguageService"/>. Needs storage, the sandbox, packages and files.</summary>
    public static IServiceCollection AddLanguage(this IServiceCollection services)
    {
        services.AddOptions<LanguageOptions>().BindConfiguration(LanguageOptions.Section);
        services.AddSingleton<ILanguageProcessLauncher>(static provider =>
        {
            var launcher = Launcher(provider);
            // Its memory is taken from the same machine.
            provider.GetRequiredService<KernelAdmission>().LanguageBytes = () => launcher.UsedBytes;
            return launcher;
        });
        services.AddSingleton<LanguageSupervisor>();
        services.AddSingleton<NotebookNeeds>();
        services.AddSingleton<ILanguageService, LanguageService>();
        return services;
    }

    private static ProcessLanguageLauncher Launcher(IServiceProvider provider) => new(
        provider.GetRequiredService<KernelSandbox>(), provider.GetRequiredService<DataFolder>().Language, provider.GetRequiredService<IPackageRestorer>(),
        provider.GetRequiredService<PreinstalledPackages>(), provider.GetRequiredService<IOptions<LanguageOptions>>(), provider.GetRequiredService<TimeProvider>());
}
