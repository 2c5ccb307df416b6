namespace Notebook.Protocol;

/// <summary>The version both sides of the pipe must share; a kernel of another version is refused at the handshake.</summary>
public static class ProtocolVersion
{
    public const int Current = 2;
}
