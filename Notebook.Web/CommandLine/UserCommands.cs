using System.Globalization;
using System.Text;
using Notebook.Web.Accounts;

namespace Notebook.Web.CommandLine;

/// <summary>What <c>user add</c>, <c>user reset</c> and <c>user list</c> do with the accounts of a data folder.</summary>
internal static class UserCommands
{
    public const string Email = "email";
    public const string Name = "name";
    public const string Administrator = "admin";

    public static DataCommand Add { get; } = new("user/add", AddAsync);

    public static DataCommand Reset { get; } = new("user/reset", ResetAsync);

    public static DataCommand List { get; } = new("user/list", ListAsync);

    private static async Task<ServerReply> AddAsync(IServiceProvider services, IReadOnlyDictionary<string, string> arguments, CancellationToken cancellationToken)
    {
        var email = arguments.GetValueOrDefault(Email) ?? "";
        var name = arguments.GetValueOrDefault(Name) is { Length: > 0 } given ? given : email.Split('@')[0];
        var administration = services.GetRequiredService<Administration>();
        var (account, problem) = await administration.AddAsync(Administration.CommandLine, email, name, arguments.ContainsKey(Administrator));
        return account is null ? new(ExitCode.BadUsage, Error: problem + "\n") : await LinkAsync(services, administration, account.Id, $"{account.Email} has an account. ");
    }

    private static async Task<ServerReply> ResetAsync(IServiceProvider services, IReadOnlyDictionary<string, string> arguments, CancellationToken cancellationToken)
    {
        var email = arguments.GetValueOrDefault(Email) ?? "";
        return await services.GetRequiredService<IAccountDirectory>().FindByEmailAsync(email, cancellationToken) is { } account
            ? await LinkAsync(services, services.GetRequiredService<Administration>(), account.Id, "")
            : new(ExitCode.BadUsage, Error: $"There is no account with the e-mail address {email}.\n");
    }

    private static async Task<ServerReply> LinkAsync(IServiceProvider services, Administration administration, string id, string before)
    {
        var made = await administration.MakePasswordLinkAsync(Administration.CommandLine, id);
        return made.Path is null
            ? new(ExitCode.BadUsage, Error: made.Problem + "\n")
            : new(ExitCode.Success, services.GetRequiredService<PublicAddress>().With(made.Path) + "\n",
                string.Create(CultureInfo.InvariantCulture, $"{before}The link lets its person choose a password; it works once, until {made.ExpiresAt:yyyy-MM-dd HH:mm} UTC.\n"));
    }

    private static async Task<ServerReply> ListAsync(IServiceProvider services, IReadOnlyDictionary<string, string> arguments, CancellationToken cancellationToken)
    {
        var output = new StringBuilder();
        foreach (var kept in await services.GetRequiredService<Administration>().ListAsync(Administration.CommandLine, cancellationToken) ?? [])
        {
            var state = kept.Account.IsDisabled ? "disabled" : kept.Account.IsAdministrator ? "administrator" : "member";
            var last = kept.Credentials.LastSignInAt is { } at ? at.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) : "never signed in";
            output.Append(CultureInfo.InvariantCulture, $"{kept.Account.Email}\t{kept.Account.DisplayName}\t{state}\t{last}\n");
        }

        return new(ExitCode.Success, output.ToString());
    }
}
