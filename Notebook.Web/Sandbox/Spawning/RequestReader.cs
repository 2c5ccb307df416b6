using System.Globalization;

namespace Notebook.Web.Sandbox.Spawning;

/// <summary>Reads what comes to root, and lets through only requests of the one process that may ask.</summary>
/// <param name="socket">Root's end.</param>
/// <param name="serverProcess">The server's process.</param>
/// <param name="serverId">The server's user id.</param>
/// <param name="answer">Answers one.</param>
/// <param name="tell">Sends an answer.</param>
/// <param name="log">Told of what is refused.</param>
internal sealed class RequestReader(SpawnSocket socket, int serverProcess, int serverId, Func<SpawnRequest, Task> answer, Action<SpawnAnswer, int[]> tell, TextWriter log)
{
    /// <summary>Requests that are being answered at the same time.</summary>
    internal const int MaxOpenRequests = 64;

    /// <summary>So many messages that are none are told; after that the log would only be full.</summary>
    private const int MaxTold = 20;

    private int _open;
    private int _told;

    /// <summary>Reads on a thread of its own, until the other end is closed.</summary>
    public void Start() => new Thread(Read, 512 * 1024) { IsBackground = true, Name = "requests of the server" }.Start();

    private void Read()
    {
        var buffer = new byte[SpawnSocket.MaxRequestBytes];
        var last = 0L;
        while (socket.ReceiveRequest(buffer) is { } received)
        {
            if (received.IsCut)
                Refuse("was longer than a request may be");
            else if (received.ProcessId != serverProcess || received.UserId != serverId)
                Refuse(string.Create(CultureInfo.InvariantCulture, $"came from process {received.ProcessId} of user {received.UserId}, which is not the server"));
            else if (SpawnRules.Read(buffer.AsSpan(0, received.Length)) is not { } request || request.Number <= last)
                Refuse("is no request");
            else
                Pass(request, ref last);
        }
    }

    private void Pass(SpawnRequest request, ref long last)
    {
        last = request.Number;
        if (Interlocked.Increment(ref _open) <= MaxOpenRequests)
        {
            _ = AnswerAsync(request);
            return;
        }

        Interlocked.Decrement(ref _open);
        tell(new RequestFailed { Number = request.Number, Problem = "The root process has too much to do; try again." }, []);
    }

    private async Task AnswerAsync(SpawnRequest request)
    {
        await Task.Yield();
        try
        {
            await answer(request).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }

    private void Refuse(string what)
    {
        if (_told++ < MaxTold)
            log.WriteLine($"The root process refused a message: it {what}.");
    }
}
