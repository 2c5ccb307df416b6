namespace Notebook.Web.CommandLine;

/// <summary>How the process ends; a contract with scripts.</summary>
internal static class ExitCode
{
    public const int Success = 0;

    /// <summary>A cell failed, or the kernel did.</summary>
    public const int CellFailed = 1;

    /// <summary>Bad usage, or a file that can't be read or written.</summary>
    public const int BadUsage = 2;

    public const int TimedOut = 3;

    /// <summary>128 + SIGINT, as shells expect it.</summary>
    public const int Interrupted = 130;
}
