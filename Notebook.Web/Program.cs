using Notebook.Web;
using Notebook.Web.CommandLine;
using Notebook.Web.Kernels;
using Notebook.Web.Packages;

using var launcher = new ProcessKernelLauncher(KernelExecutable.Beside, TimeProvider.System);
return await NotebookCommandLine.RunAsync(args, new CommandLineServices
{
    Serve = static (options, cancellationToken) => NotebookServer.RunAsync(options.Urls, options.DataPath, cancellationToken),
    Launcher = launcher,
    Packages = new(static () => PackageServices.ForCommand(CommandConfiguration.Read(), TimeProvider.System)),
});
