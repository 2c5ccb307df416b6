using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Notebook.Web.Accounts;
using Notebook.Web.Storage;

namespace Notebook.Tests.Browser;

/// <summary>Several people with accounts on one server, each in a browser of their own.</summary>
internal static class People
{
    /// <summary>Makes accounts before the server starts; the first administrates it, as the first of every server does. All have <see cref="FirstPerson.Password"/>.</summary>
    public static async Task CreateAccountsAsync(string folder, params (string Name, string Email)[] people)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("Data:Path", (string?)folder)]).Build());
        services.AddStorage();
        services.AddAccountDirectory();
        await using var provider = services.BuildServiceProvider();
        foreach (var (name, email) in people)
        {
            await using var scope = provider.CreateAsyncScope();
            Assert.IsType<AccountCreation.Created>(await scope.ServiceProvider.GetRequiredService<NewAccounts>().CreateAsync(new() { Email = email, DisplayName = name, IsAdministrator = email == people[0].Email }, FirstPerson.Password));
        }
    }

    public static async Task<NotebookDriver> SignInAsync(IBrowserContext context, ServerProcess server, string email)
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(server.Address, "/sign-in").ToString());
        await page.GetByLabel("Email", new() { Exact = true }).FillAsync(email);
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(FirstPerson.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Notebooks", Exact = true })).ToBeVisibleAsync();
        return new NotebookDriver(page);
    }

    public static ILocator Button(this NotebookDriver person, string name) => person.Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public static ILocator Heading(this NotebookDriver person, string name) => person.Page.GetByRole(AriaRole.Heading, new() { Name = name, Exact = true });
}
