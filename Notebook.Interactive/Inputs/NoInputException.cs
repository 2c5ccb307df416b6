namespace Notebook.Interactive.Inputs;

/// <summary>A question has nobody who answers it; the message says why, and what to do.</summary>
public sealed class NoInputException : InvalidOperationException
{
    public NoInputException(string message)
        : base(message)
    {
    }
}
