using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;

namespace Notebook.Tests.Accounts.Fakes;

/// <summary>A small mail server of this process: takes mails and tells what was said to it. Without TLS.</summary>
internal sealed class SmtpServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<Delivery> _deliveries = Channel.CreateUnbounded<Delivery>();
    private readonly Task _serving;

    public SmtpServer()
    {
        _listener.Start();
        _serving = Task.Run(ServeAsync);
    }

    /// <summary>One mail as it came.</summary>
    /// <param name="From">The address of the envelope.</param>
    /// <param name="To">The address of the envelope.</param>
    /// <param name="User">Who signed in, as <c>AUTH PLAIN</c> has it; empty for nobody.</param>
    /// <param name="Content">Headers and text.</param>
    public sealed record Delivery(string From, string To, string User, byte[] Content);

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What it answers to an address that it does not want; null to take every one.</summary>
    public string? Refusal { get; init; }

    /// <summary>Whether people have to sign in.</summary>
    public bool KnowsPeople { get; init; }

    public ValueTask<Delivery> NextAsync(CancellationToken cancellationToken) => _deliveries.Reader.ReadAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving;
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await TalkAsync(client.GetStream());
            }
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or IOException or InvalidOperationException)
        {
            // The test is over.
        }
    }

    private async Task TalkAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.Latin1);
        await using var writer = new StreamWriter(stream, Encoding.Latin1) { NewLine = "\r\n", AutoFlush = true };
        var (from, to, user) = ("", "", "");
        await writer.WriteLineAsync("220 mail.test");
        while (await reader.ReadLineAsync(_stop.Token) is { } line)
        {
            var word = line.Split(' ')[0].ToUpperInvariant();
            switch (word)
            {
                case "EHLO":
                    await writer.WriteLineAsync(KnowsPeople ? "250-mail.test\r\n250 AUTH PLAIN" : "250 mail.test");
                    break;
                case "AUTH":
                    user = Encoding.UTF8.GetString(Convert.FromBase64String(line.Split(' ')[2])).Replace('\0', '|');
                    await writer.WriteLineAsync("235 welcome");
                    break;
                case "MAIL":
                    from = Address(line);
                    await writer.WriteLineAsync("250 ok");
                    break;
                case "RCPT":
                    to = Address(line);
                    await writer.WriteLineAsync(Refusal ?? "250 ok");
                    break;
                case "DATA":
                    await writer.WriteLineAsync("354 go on");
                    var content = new StringBuilder();
                    while (await reader.ReadLineAsync(_stop.Token) is { } text && text != ".")
                        content.Append(text.StartsWith('.') ? text[1..] : text).Append("\r\n");
                    _deliveries.Writer.TryWrite(new(from, to, user, Encoding.Latin1.GetBytes(content.ToString())));
                    await writer.WriteLineAsync("250 taken");
                    break;
                case "QUIT":
                    await writer.WriteLineAsync("221 bye");
                    return;
                default:
                    await writer.WriteLineAsync("250 ok");
                    break;
            }
        }
    }

    private static string Address(string line) => line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];
}
