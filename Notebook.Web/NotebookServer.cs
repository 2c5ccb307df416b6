using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Notebook.Web.Accounts;
using Notebook.Web.Accounts.External;
using Notebook.Web.Accounts.Limits;
using Notebook.Web.Accounts.Transport;
using Notebook.Web.CommandLine;
using Notebook.Web.Components;
using Notebook.Web.Components.Notebooks;
using Notebook.Web.Files;
using Notebook.Web.Formats;
using Notebook.Web.Kernels;
using Notebook.Web.Language;
using Notebook.Web.Outputs;
using Notebook.Web.Packages;
using Notebook.Web.Sandbox;
using Notebook.Web.Sandbox.Spawning;
using Notebook.Web.Secrets;
using Notebook.Web.Sessions;
using Notebook.Web.Sharing;
using Notebook.Web.Storage;
using Notebook.Web.Storage.Backup;
using Notebook.Web.Telemetry;

namespace Notebook.Web;

/// <summary>The server: puts the areas together, starts them in order and says where it is.</summary>
internal static class NotebookServer
{
    /// <param name="urls">Where to listen; null for the setting <c>Urls</c>.</param>
    /// <param name="dataPath">The data folder; null for the setting <c>Data:Path</c>.</param>
    /// <param name="cancellationToken">Stops the server as SIGTERM does.</param>
    /// <returns>The process's exit code.</returns>
    public static async Task<int> RunAsync(string? urls, string? dataPath, CancellationToken cancellationToken)
    {
        try
        {
            // Of the whole process, so not in Build, which tests call in theirs.
            NativeCalls.KeepFilesPrivate();
            if (await RunAsRootAsync(urls, dataPath, cancellationToken) is { } exitCode)
                return exitCode;
            await using var app = Build(urls, dataPath);
            var data = app.Services.GetRequiredService<DataFolder>();
            await WelcomeAsync(app.Services, cancellationToken);
            await app.StartAsync(cancellationToken);
            await AnnounceAsync(app, data, cancellationToken);
            await app.WaitForShutdownAsync(cancellationToken);
            return 0;
        }
        catch (Exception exception) when (exception is StoreException or SandboxSettingsException or TransportSettingsException or KernelSettingsException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
        catch (IOException exception) when (exception.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            await Console.Error.WriteLineAsync($"{exception.Message} Choose another with --urls http://localhost:PORT.");
            return 1;
        }
    }

    /// <summary>Where the server is started as root and is to be somebody else, this process starts it and stays beside it.</summary>
    /// <returns>The exit code of that server; null when this process is the server.</returns>
    private static async Task<int?> RunAsRootAsync(string? urls, string? dataPath, CancellationToken cancellationToken)
    {
        var configuration = CommandConfiguration.Read();
        var data = dataPath is { Length: > 0 } ? new DataFolder(dataPath) : DataFolder.From(configuration);
        var isProduction = string.Equals(CommandConfiguration.EnvironmentName, Environments.Production, StringComparison.OrdinalIgnoreCase);
        var environment = SandboxEnvironment.From(configuration, isProduction, data);
        if (!RootProcess.IsWanted(environment))
            return null;
        string[] server = [Path.Combine(AppContext.BaseDirectory, "Notebook.Web.dll"), "serve", "--data", data.Path, .. urls is null ? [] : (string[])["--urls", urls]];
        using var root = new RootProcess(environment, data, Console.Error);
        try
        {
            return await root.RunAsync(KernelExecutable.Beside, server, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SandboxSettingsException(exception.Message, exception);
        }
    }

    internal static WebApplication Build(string? urls, string? dataPath)
    {
        // The content root is where the program is, never the current folder: published output runs from anywhere.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = "Notebook.Web", ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseStaticWebAssets();
        var fromCommandLine = new Dictionary<string, string?>();
        if (urls is not null)
            fromCommandLine[WebHostDefaults.ServerUrlsKey] = urls;
        if (dataPath is not null)
            fromCommandLine["Data:Path"] = dataPath;
        builder.Configuration.AddInMemoryCollection(fromCommandLine);

        var data = DataFolder.From(builder.Configuration);
        builder.Services.AddStorage();
        builder.Services.AddSandbox(SandboxEnvironment.From(builder.Configuration, builder.Environment.IsProduction(), data));
        builder.Services.AddKernels(builder.Configuration);
        builder.Services.AddPackages();
        builder.Services.AddSessions();
        builder.AddTransport(data);
        builder.Services.AddAccounts(data.Keys);
        builder.Services.AddRequestLimits();
        builder.Services.AddOidc(builder.Configuration);
        builder.Services.AddSharing();
        builder.Services.AddSecrets();
        builder.Services.AddOutputs();
        builder.Services.AddFiles();
        builder.Services.AddLanguage();
        builder.Services.AddPage();
        builder.Services.AddHostedService<ServerSocket>();
        builder.Services.AddTelemetry();

        var app = builder.Build();
        // First, so that every answer has it, refusals included.
        app.UsePageSecurity();
        app.UseFailurePage();
        app.UseTransport();
        app.UseHostFiltering();
        app.UseWebSocketOriginCheck();
        app.UseBodySizes();
        app.UseMetrics();
        app.UseNotFoundPage();
        app.UseAuthentication();
        app.UseShareLinks();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.MapHealth();
        app.MapSignIns();
        app.MapPasskeys();
        app.MapOidc();
        app.MapShareLinks();
        app.MapExports();
        app.MapBackup();
        app.MapOutputs();
        app.MapFiles();
        app.MapPictures();
        app.MapPage();
        return app;
    }

    /// <summary>Opens the store, which fails here rather than at the first visit; a new one gets its first notebook.</summary>
    private static async Task WelcomeAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var store = services.GetRequiredService<INotebookStore>();
        await store.ListAsync(cancellationToken);
        await services.LoadAccountsAsync(cancellationToken);
        services.GetRequiredService<KernelTerms>().LimitsOf = services.GetRequiredService<GroupTerms>().LimitsOf;
        await services.GetRequiredService<KernelBudgets>().LoadAsync(cancellationToken);
        if (store.IsNew)
            await store.CommitAsync([NotebookCreated.For(Account.FirstId, WelcomeNotebook.Create(services.GetRequiredService<TimeProvider>()))], cancellationToken);
    }

    private static async Task AnnounceAsync(WebApplication app, DataFolder data, CancellationToken cancellationToken)
    {
        var address = new Uri(app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());
        var door = await app.Services.GetRequiredService<IAccountDirectory>().ListAsync(cancellationToken) is []
            ? $"First account:   {app.Services.GetRequiredService<FirstAccountLink>().Take(address)}"
            : $"Sign in:         {new Uri(address, SignInEndpoints.SignInPath)}";
        Console.WriteLine($"""
            Notebook runs at {address}
            Data folder:     {data.Path}
            {door}
            Press Ctrl+C to stop.
            """);
    }
}
