namespace Notebook.Interactive;

/// <summary>How code in a kernel reaches other machines: through the server, which decides about each connection.</summary>
internal interface INetwork
{
    /// <summary>Opens a connection.</summary>
    /// <exception cref="IOException">It was refused, or failed; the message says why and what to do.</exception>
    Task<Stream> ConnectAsync(string host, int port, CancellationToken cancellationToken);
}
