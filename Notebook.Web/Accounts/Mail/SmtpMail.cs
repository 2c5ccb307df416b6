using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Notebook.Web.Accounts.Mail;

/// <summary>Mail by the SMTP server of the settings.</summary>
internal sealed class SmtpMail(IOptions<MailOptions> options, ILogger<SmtpMail> logger) : IMail
{
    private const int ImplicitTlsPort = 465;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public bool IsSet => options.Value.Host is { Length: > 0 };

    public async Task<string?> SendAsync(string to, string subject, string text, CancellationToken cancellationToken)
    {
        var settings = options.Value;
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(Patience);
        try
        {
            using var message = new MimeMessage();
            message.From.Add(MailboxAddress.Parse(settings.From ?? $"notebook@{settings.Host}"));
            message.To.Add(MailboxAddress.Parse(to));
            message.Subject = subject;
            message.Body = new TextPart("plain") { Text = text };
            using var client = new SmtpClient();
            var tls = settings.AllowPlain ? SecureSocketOptions.StartTlsWhenAvailable : settings.Port == ImplicitTlsPort ? SecureSocketOptions.SslOnConnect : SecureSocketOptions.StartTls;
            await client.ConnectAsync(settings.Host!, settings.Port, tls, timeout.Token);
            if (settings.User is { Length: > 0 } user)
                await client.AuthenticateAsync(user, settings.Password ?? "", timeout.Token);
            await client.SendAsync(message, timeout.Token);
            await client.DisconnectAsync(quit: true, timeout.Token);
            return null;
        }
        catch (Exception problem) when (problem is CommandException or ProtocolException or IOException or System.Net.Sockets.SocketException or AuthenticationException or SslHandshakeException or ParseException or NotSupportedException or OperationCanceledException)
        {
            logger.LogWarning(problem, "A mail to {To} could not be sent by {Host}.", to, settings.Host);
            return $"The mail could not be sent: {(problem is OperationCanceledException ? $"{settings.Host} did not answer in time." : problem.Message)} Copy the link and send it yourself.";
        }
    }
}
