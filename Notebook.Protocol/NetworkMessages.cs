namespace Notebook.Protocol;

/// <summary>A cell wants a connection; answered by <see cref="ConnectionOpened"/> or <see cref="ConnectionRefused"/>.</summary>
public sealed record ConnectionRequested : KernelEvent
{
    /// <summary>Chosen by the kernel; used once.</summary>
    public required long ConnectionId { get; init; }

    public required string Host { get; init; }

    public required int Port { get; init; }
}

/// <summary>The cell sent something over a connection.</summary>
public sealed record ConnectionSent : KernelEvent
{
    public required long ConnectionId { get; init; }

    public required byte[] Data { get; init; }
}

/// <summary>The cell has read so many bytes, so that as many more may be sent to it.</summary>
public sealed record ConnectionRead : KernelEvent
{
    public required long ConnectionId { get; init; }

    public required int Bytes { get; init; }
}

/// <summary>The cell closed a connection.</summary>
public sealed record ConnectionLeft : KernelEvent
{
    public required long ConnectionId { get; init; }
}

/// <summary>The connection is there.</summary>
public sealed record ConnectionOpened : KernelRequest
{
    public required long ConnectionId { get; init; }
}

/// <summary>There will be no such connection.</summary>
public sealed record ConnectionRefused : KernelRequest
{
    public required long ConnectionId { get; init; }

    /// <summary>Why, and what to do, for people.</summary>
    public required string Problem { get; init; }
}

/// <summary>Something came over a connection.</summary>
public sealed record ConnectionReceived : KernelRequest
{
    public required long ConnectionId { get; init; }

    public required byte[] Data { get; init; }
}

/// <summary>So many bytes were sent on, so that the cell may send as many more.</summary>
public sealed record ConnectionForwarded : KernelRequest
{
    public required long ConnectionId { get; init; }

    public required int Bytes { get; init; }
}

/// <summary>The other side closed the connection, or it broke.</summary>
public sealed record ConnectionEnded : KernelRequest
{
    public required long ConnectionId { get; init; }
}
