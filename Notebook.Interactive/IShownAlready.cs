namespace Notebook.Interactive;

/// <summary>A value that stands for something already on the page, and so is not shown again as a trailing expression.</summary>
internal interface IShownAlready
{
    /// <summary>Whether the submission of this sink is the one that showed it, or no submission is to show it again.</summary>
    bool IsShownBy(IOutputSink? sink) => true;
}
