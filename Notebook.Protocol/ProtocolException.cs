namespace Notebook.Protocol;

/// <summary>The other side of the pipe broke the protocol; the pipe is of no further use.</summary>
public sealed class ProtocolException : Exception
{
    public ProtocolException(string message)
        : base(message)
    {
    }

    public ProtocolException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
