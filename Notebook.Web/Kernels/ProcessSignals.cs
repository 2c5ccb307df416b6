using System.Runtime.InteropServices;

namespace Notebook.Web.Kernels;

/// <summary>Signals that .NET's own process type cannot send.</summary>
internal static class ProcessSignals
{
    private const int Kill = 9;

    /// <summary>Ends every process of a group; none is no error.</summary>
    public static void KillGroup(int groupId)
    {
        // 0 and 1 would mean the server's own group and everything.
        if (groupId > 1)
            _ = Send(-groupId, Kill);
    }

    /// <summary>Sends a signal to one process; none is no error.</summary>
    public static void SendTo(int process, int signal)
    {
        if (process > 1)
            _ = Send(process, signal);
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Send(int process, int signal);
}
