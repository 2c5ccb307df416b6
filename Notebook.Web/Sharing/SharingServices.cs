using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Notebook.Web.Sharing;

public static class SharingServices
{
    /// <summary>Adds <see cref="NotebookAccess"/> and <see cref="VisibleNotebooks"/>. Needs storage, sessions, accounts and data protection.</summary>
    public static IServiceCollection AddSharing(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<SharingOptions>().BindConfiguration(SharingOptions.Section);
        services.AddAuthorizationBuilder().AddPolicy(Visitors.Policy, Visitors.Build());
        services.AddSingleton<LinkCookie>();
        services.AddSingleton<ActivePeople>();
        services.AddSingleton<IActivePeople>(static provider => provider.GetRequiredService<ActivePeople>());
        services.AddHostedService(static provider => provider.GetRequiredService<ActivePeople>());
        services.AddSingleton<NotebookAccess>();
        services.AddSingleton<VisibleNotebooks>();
        services.AddSingleton<NotebookSharing>();
        services.AddSingleton<NotebookCopies>();
        return services;
    }
}
