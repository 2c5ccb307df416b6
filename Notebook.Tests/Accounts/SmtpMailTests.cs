using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using MimeKit;
using Notebook.Tests.Accounts.Fakes;
using Notebook.Web.Accounts.Mail;

namespace Notebook.Tests.Accounts;

/// <summary>Mail to a server of this process, and to those that don't take it.</summary>
public sealed class SmtpMailTests
{
    private const string Link = "https://lab.example/join?token=abc";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Send_ServerThatKnowsUs_GetsTheMailAsItIsMeant()
    {
        await using var server = new SmtpServer { KnowsPeople = true };
        var mail = Mail(new() { Host = "127.0.0.1", Port = server.Port, User = "lab", Password = "pass", From = "Labor für Żółw <notebook@lab.example>", AllowPlain = true });
        Assert.True(mail.IsSet);

        Assert.Null(await mail.SendAsync("ada@lab.example", "Eine Einladung für Zoë", $"Hallo,\n.\n{Link}\n", Token));

        var delivery = await server.NextAsync(Token);
        Assert.Equal(("notebook@lab.example", "ada@lab.example", "|lab|pass"), (delivery.From, delivery.To, delivery.User));
        using var message = await MimeMessage.LoadAsync(new MemoryStream(delivery.Content), Token);
        Assert.Equal(("Eine Einladung für Zoë", "Labor für Żółw"), (message.Subject, message.From[0].Name));
        Assert.Equal($"Hallo,\n.\n{Link}\n", message.TextBody!.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Send_WithoutUserAndSender_IsFromTheServersName()
    {
        await using var server = new SmtpServer();

        Assert.Null(await Mail(new() { Host = "127.0.0.1", Port = server.Port, From = "notebook@lab.example", AllowPlain = true }).SendAsync("ada@lab.example", "s", "t", Token));

        Assert.Equal("", (await server.NextAsync(Token)).User);
    }

    [Fact]
    public async Task Send_AddressThatIsRefused_SaysWhyAndWhatToDo()
    {
        await using var server = new SmtpServer { Refusal = "550 no such mailbox" };

        var problem = await Mail(new() { Host = "127.0.0.1", Port = server.Port, From = "notebook@lab.example", AllowPlain = true }).SendAsync("nobody@lab.example", "s", Link, Token);

        Assert.Contains("no such mailbox", problem, StringComparison.Ordinal);
        Assert.EndsWith("Copy the link and send it yourself.", problem, StringComparison.Ordinal);
        Assert.DoesNotContain(Link, problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_ServerWithoutTls_IsRefusedUnlessThatIsAllowed()
    {
        await using var server = new SmtpServer { KnowsPeople = true };

        var problem = await Mail(new() { Host = "127.0.0.1", Port = server.Port, User = "lab", Password = "pass", From = "notebook@lab.example" }).SendAsync("ada@lab.example", "s", Link, Token);

        Assert.StartsWith("The mail could not be sent:", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1", "ada@lab.example")]
    [InlineData("127.0.0.1", "not an address <")]
    public async Task Send_NobodyThere_SaysSo(string host, string to)
    {
        int port;
        await using (var gone = new SmtpServer())
            port = gone.Port;

        Assert.StartsWith("The mail could not be sent:", await Mail(new() { Host = host, Port = port, From = "notebook@lab.example", AllowPlain = true }).SendAsync(to, "s", "t", Token), StringComparison.Ordinal);
    }

    [Fact]
    public void IsSet_WithoutHost_IsFalse() => Assert.False(Mail(new()).IsSet);

    private static SmtpMail Mail(MailOptions options) => new(Options.Create(options), NullLogger<SmtpMail>.Instance);
}
