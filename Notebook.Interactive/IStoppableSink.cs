using System.ComponentModel;

namespace Notebook.Interactive;

/// <summary>A sink whose submission can be stopped.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IStoppableSink : IOutputSink
{
    /// <summary>The submission has been stopped: nothing of it may go on.</summary>
    bool IsStopping { get; }
}
