namespace Notebook.Web.Kernels;

/// <summary>Starts the kernels of a server's notebooks: when there is room, and from those that are warm when one serves.</summary>
public sealed partial class ServerKernelLauncher(
    IKernelLauncher cold, IWarmStart start, WarmKernels warm, KernelAdmission admission, KernelStarts starts, TimeProvider time, ILogger<ServerKernelLauncher> logger) : IKernelLauncher
{
    public async Task<IKernel> LaunchAsync(KernelLaunchOptions options, CancellationToken cancellationToken)
    {
        var asked = time.GetTimestamp();
        var place = await admission.AdmitAsync(options, cancellationToken);
        try
        {
            var taken = await TakeWarmAsync(options);
            var kernel = taken ?? await cold.LaunchAsync(options, cancellationToken);
            place.Hold(kernel);
            starts.Add(time.GetElapsedTime(asked), taken is not null);
            return kernel;
        }
        catch
        {
            place.Dispose();
            throw;
        }
    }

    private async Task<IKernel?> TakeWarmAsync(KernelLaunchOptions options)
    {
        if (warm.TryTake(options) is not { } kernel)
            return null;
        try
        {
            // A folder of many files that belong to another user id takes a while.
            await Task.Run(() => start.HandOverAsync(kernel, options));
            return kernel;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogFailure(options.WorkingFolder, exception.Message);
            await kernel.DisposeAsync();
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The folder {Folder} could not be given to a warm kernel, so a new one is started: {Problem}")]
    private partial void LogFailure(string folder, string problem);
}
