using System.ComponentModel;
using Notebook.Protocol;

namespace Notebook.Interactive;

/// <summary>
/// Where the outputs of one submission go. The kernel implements it, one instance per submission, and keeps it working after
/// the submission has ended, because work that it left running may still display. Called from any thread.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IOutputSink
{
    /// <summary>Takes one output. Returns at once and does not throw.</summary>
    void Publish(KernelOutput output);
}
