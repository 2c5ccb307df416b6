using Notebook.Web;
using Notebook.Web.CommandLine;
using Notebook.Web.Packages;

using var launcher = new CommandLineLauncher();
return await NotebookCommandLine.RunAsync(args, new CommandLineServices
{
    Serve = static (options, cancellationToken) => NotebookServer.RunAsync(options.Urls, options.DataPath, cancellationToken),
    Launcher = launcher,
    Packages = new(static () => PackageServices.ForCommand(CommandConfiguration.Read(), TimeProvider.System)),
});
