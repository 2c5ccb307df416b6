namespace Notebook.Interactive;

/// <summary>Thrown in a cell's code when somebody has stopped it. Code that catches it and goes on meets it again in its next loop.</summary>
public sealed class SubmissionStoppedException : OperationCanceledException
{
    public SubmissionStoppedException()
        : base("The cell was stopped.")
    {
    }
}
