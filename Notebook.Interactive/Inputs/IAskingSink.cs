using System.ComponentModel;
using Notebook.Protocol;

namespace Notebook.Interactive.Inputs;

/// <summary>A sink whose submission can ask whoever may run it. The kernel implements it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IAskingSink : IOutputSink
{
    /// <summary>Asks, and completes with the answer, which has <c>\n</c> line ends.</summary>
    /// <exception cref="NoInputException">There will be no answer, or this submission can't ask.</exception>
    /// <exception cref="OperationCanceledException">The submission was stopped, or ended, while it waited.</exception>
    Task<string> AskAsync(InputQuestion question);
}
