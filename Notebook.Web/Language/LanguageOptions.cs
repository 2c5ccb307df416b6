namespace Notebook.Web.Language;

/// <summary>The settings of <c>Language:</c>.</summary>
public sealed class LanguageOptions
{
    public const string Section = "Language";

    /// <summary>Whether there is a language process at all. Without it, everything else works.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>How much memory the process may keep before it forgets notebooks, the least recently used first, in MB.</summary>
    public int MemoryMegabytes { get; set; } = 400;

    /// <summary>How long somebody who types waits for an answer before the question is stopped.</summary>
    public TimeSpan QuickTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The same for a look at a whole notebook.</summary>
    public TimeSpan SlowTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a stopped question may go on before the process is ended.</summary>
    public TimeSpan StopPatience { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long after the last keystroke a notebook is looked at.</summary>
    public TimeSpan DiagnoseAfter { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>While somebody types on and on, how long a notebook is not looked at at most.</summary>
    public TimeSpan DiagnoseAtLatest { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>For how long a notebook that ended the process twice gets no answers.</summary>
    public TimeSpan Quarantine { get; set; } = TimeSpan.FromHours(1);
}
