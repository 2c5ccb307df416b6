using Notebook.Web.History;

namespace Notebook.Web.Sessions;

/// <summary>The settings of <c>Sessions:</c>.</summary>
public sealed class SessionOptions
{
    public const string Section = "Sessions";

    /// <summary>Whether a kernel starts when somebody who may run opens the notebook, rather than at the first run.</summary>
    public bool StartKernelAtOpen { get; set; } = true;

    /// <summary>How long after the store refused outputs it is asked again.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a verification may take.</summary>
    public TimeSpan VerifyTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>When revisions are saved and how many are kept.</summary>
    public HistoryOptions History { get; set; } = new();
}
