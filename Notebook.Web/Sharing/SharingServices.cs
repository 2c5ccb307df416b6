using Microsoft.Extensions.DependencyInjection.Extensions;
using Notebook.Web.Sandbox;

namespace Notebook.Web.Sharing;

public static class SharingServices
{
    /// <summary>Adds <see cref="NotebookAccess"/> and <see cref="VisibleNotebooks"/>. Needs storage, sessions, accounts, the sandbox and data protection.</summary>
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
        services.AddSingleton(static provider => new GroupTerms(provider.GetRequiredService<SharingIndex>(), provider.GetRequiredService<SandboxEnvironment>().Options.Limits));
        services.AddSingleton<GroupBook>();
        services.AddScoped<GroupInvitations>();
        services.AddSingleton<ClassBook>();
        services.AddSingleton<GroupKernels>();
        services.AddHostedService<PlaygroundSweep>();
        services.AddHostedService<RunAudit>();
        return services;
    }
}
