using System.CommandLine;

namespace Notebook.Web.CommandLine;

/// <summary><c>user add|reset|list</c>: the accounts of a data folder, whether its server runs or not.</summary>
internal static class UserCommand
{
    public static Command Create(CommandLineServices services)
    {
        var data = new Option<string?>("--data") { HelpName = "FOLDER", Description = "The data folder." };
        var email = new Argument<string>("EMAIL") { Description = "What the person signs in with." };
        var name = new Option<string?>("--name") { HelpName = "NAME", Description = "What others see; the part of EMAIL before the @ unless given." };
        var admin = new Option<bool>("--admin") { Description = "The account administrates the server." };

        var add = new Command("add", "Makes an account and prints a link with which its person chooses a password.") { email, name, admin, data };
        add.SetAction((parsed, cancellationToken) =>
        {
            var arguments = new Dictionary<string, string> { [UserCommands.Email] = parsed.GetRequiredValue(email), [UserCommands.Name] = parsed.GetValue(name) ?? "" };
            if (parsed.GetValue(admin))
                arguments[UserCommands.Administrator] = "true";
            return services.RunOnDataAsync(parsed.GetValue(data), UserCommands.Add, arguments, cancellationToken);
        });

        var reset = new Command("reset", "Prints a link with which somebody chooses a new password.") { email, data };
        reset.SetAction((parsed, cancellationToken) =>
            services.RunOnDataAsync(parsed.GetValue(data), UserCommands.Reset, new Dictionary<string, string> { [UserCommands.Email] = parsed.GetRequiredValue(email) }, cancellationToken));

        var list = new Command("list", "Prints one line for each account: address, name, state and last sign-in, separated by tabs.") { data };
        list.SetAction((parsed, cancellationToken) => services.RunOnDataAsync(parsed.GetValue(data), UserCommands.List, new Dictionary<string, string>(), cancellationToken));

        return new Command("user", "Adds accounts, lists them, and makes links for new passwords.") { add, reset, list };
    }
}
