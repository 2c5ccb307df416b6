namespace Notebook.Web.Sandbox;

/// <summary>Runs the probes when the server starts, beside everything else, and logs what they found.</summary>
internal sealed partial class SandboxAnnouncement(KernelSandbox sandbox, ILogger<SandboxAnnouncement> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        try
        {
            var report = await sandbox.Report.WaitAsync(stoppingToken);
            Log(report);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server ends before its probes do.
        }
    }

    private void Log(SandboxReport report)
    {
        foreach (var trial in report.Trials)
        {
            if (trial.Failure is { } failure)
                LogTrial(trial.Layers, failure);
        }

        if (report.Refusal is { } refusal)
            LogRefusal(refusal);
        else if (!report.Missing.IsEmpty)
            LogMissing(report.Mode, report.Layers, string.Join(' ', report.Missing));
        else
            LogLayers(report.Mode, report.Layers, report.LandlockVersion, string.Join(' ', report.Notes.Prepend(report.Server)));
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Refusal}")]
    private partial void LogRefusal(string refusal);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Sandbox ({Mode}): kernels run with {Layers}, which does not keep hostile code in. {Missing}")]
    private partial void LogMissing(SandboxMode mode, SandboxLayers layers, string missing);

    [LoggerMessage(Level = LogLevel.Information, Message = "Sandbox ({Mode}): {Layers}; Landlock version {Landlock}. {Notes}")]
    private partial void LogLayers(SandboxMode mode, SandboxLayers layers, int landlock, string notes);

    [LoggerMessage(Level = LogLevel.Information, Message = "Sandbox: {Layers} is not used: {Failure}")]
    private partial void LogTrial(SandboxLayers layers, string failure);
}
