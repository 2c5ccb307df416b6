using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace Notebook.Interactive;

/// <summary>
/// Where a cell's loops can be left when somebody presses Stop. The kernel compiles <c>StopPoint.Armed?.LeaveWhenStopped();</c>
/// into the loops of a cell; user code need not know it.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class StopPoint
{
    private static readonly StopPoint Instance = new();

    /// <summary>Not null while a submission is being stopped.</summary>
    [SuppressMessage("Usage", "CA2211", Justification = "A loop reads it without a call, which in a build without optimisation would cost ten times as much.")]
    [SuppressMessage("Design", "CA1051", Justification = "The same.")]
    public static volatile StopPoint? Armed;

    private StopPoint()
    {
    }

    /// <summary>The kernel says whether a submission is being stopped.</summary>
    public static void Arm(bool isStopping) => Armed = isStopping ? Instance : null;

    /// <summary>Goes on, unless the submission whose flow this is has been stopped.</summary>
    /// <exception cref="SubmissionStoppedException">It has been stopped.</exception>
    [SuppressMessage("Performance", "CA1822", Justification = "Called through Armed, which is what makes the call conditional.")]
    public void LeaveWhenStopped()
    {
        if (KernelOutputs.Current is IStoppableSink { IsStopping: true })
            throw new SubmissionStoppedException();
    }
}
