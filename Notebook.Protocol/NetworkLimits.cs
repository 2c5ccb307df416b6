namespace Notebook.Protocol;

/// <summary>Bounds of connections that a kernel has through the server.</summary>
public static class NetworkLimits
{
    /// <summary>How many connections of one kernel are open at a time.</summary>
    public const int MaxConnections = 64;

    /// <summary>The largest piece of data in one message, in bytes.</summary>
    public const int MaxPieceBytes = 32 * 1024;

    /// <summary>How much each side sends before the other has said that it took some, in bytes.</summary>
    public const int WindowBytes = 512 * 1024;

    /// <summary>The longest name of a host.</summary>
    public const int MaxHostChars = 253;
}
