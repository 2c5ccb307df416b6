using Notebook.Web.History;

namespace Notebook.Web.Sessions;

/// <summary>The settings of <c>Sessions:</c>.</summary>
public sealed class SessionOptions
{
    public const string Section = "Sessions";

    /// <summary>Whether a kernel starts when somebody who may run opens the notebook, rather than at the first run.</summary>
    public bool StartKernelAtOpen { get; set; } = true;

    /// <summary>After how long without work a kernel ends; zero for never. The setting is <c>Kernels:IdleMinutes</c>.</summary>
    public TimeSpan IdleTime { get; set; }

    /// <summary>How long before that the session says so. The setting is <c>Kernels:CountdownMinutes</c>.</summary>
    public TimeSpan Countdown { get; set; }

    /// <summary>How long after the store refused outputs it is asked again.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a verification may take.</summary>
    public TimeSpan VerifyTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>When revisions are saved and how many are kept.</summary>
    public HistoryOptions History { get; set; } = new();
}
