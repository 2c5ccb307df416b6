using Microsoft.Playwright;
using Notebook.Tests.Hosting;
using static Microsoft.Playwright.Assertions;

namespace Notebook.Tests.Browser;

/// <summary>What happens to accounts, as those see it to whom it happens: a forgotten password, a lock-out, another service, an announcement.</summary>
public sealed class AccountJourneyTests(Chromium chromium)
{
    [ChromiumFact]
    public async Task ForgottenPassword_ByALinkOfTheAdministrator_IsReplacedAndEndsEverySignIn()
    {
        using var data = new TemporaryFolder();
        await Invited.InviteAsync(data.Path, "Boss", "Ada");
        await using var server = await ServerProcess.StartAsync(data.Path, createsAccount: false);
        var boss = (await Invited.ComeAsync(chromium, server, "Boss")).Page;
        var ada = (await Invited.ComeAsync(chromium, server, "Ada")).Page;
        await ada.GotoAsync(server.Address.ToString());
        await Expect(ada.GetByRole(AriaRole.Button, new() { Name = "Account of Ada" })).ToBeVisibleAsync();

        // Locked out by guesses, from another browser.
        await using var guessing = await chromium.NewContextAsync();
        var door = await guessing.NewPageAsync();
        await door.GotoAsync(server.Address + "sign-in");
        for (var guess = 1; guess <= 6; guess++)
        {
            await FillAsync(door, "wrong horse battery");
            await Expect(door.GetByRole(AriaRole.Alert)).ToContainTextAsync(guess <= 5 ? "is wrong" : "Too many attempts. Try again in a minute");
        }

        await Screens.TakeAsync(door, "sign-in-too-many");
        await boss.GotoAsync(server.Address + "admin/people");
        await boss.GetByRole(AriaRole.Button, new() { Name = "More for Ada" }).ClickAsync();
        await boss.GetByRole(AriaRole.Menuitem, new() { Name = "Make password link" }).ClickAsync();
        var link = boss.GetByRole(AriaRole.Status, new() { Name = "Link" });
        await Expect(link).ToContainTextAsync("/new-password?token=");
        await Screens.TakeAsync(boss, "admin-password-link");
        var address = await link.InnerTextAsync();

        await using var anew = await chromium.NewContextAsync();
        var page = await anew.NewPageAsync();
        await page.GotoAsync(address);
        await Expect(page.GetByText("For Ada, ada@lab.example.")).ToBeVisibleAsync();
        await Screens.TakeAsync(page, "new-password");
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync("another longer horse");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Account of Ada" })).ToBeVisibleAsync();
        // Whoever sat at the old sign-in is out, at once.
        await Expect(ada.GetByRole(AriaRole.Button, new() { Name = "Sign in" })).ToBeVisibleAsync();
        // It works once.
        await page.GotoAsync(address);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "This link is no longer valid" })).ToBeVisibleAsync();
    }

    [ChromiumFact]
    public async Task AnotherService_LeadsInByItsButton_AndBackWithAReasonWhenItDoesNot()
    {
        using var data = new TemporaryFolder();
        await using var provider = await OidcProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(data.Path, settings: new Dictionary<string, string>
        {
            ["Oidc__Authority"] = provider.Authority, ["Oidc__ClientId"] = "notebook", ["Oidc__ClientSecret"] = "secret", ["Oidc__Name"] = "the university", ["Oidc__AllowPlain"] = "true",
        });
        await using var context = await chromium.NewContextAsync();
        var page = await context.NewPageAsync();

        provider.Person = new() { ["sub"] = "ben", ["email"] = "ben@lab.example", ["email_verified"] = true };
        await page.GotoAsync(server.Address + "trash");
        await page.GetByRole(AriaRole.Link, new() { Name = "Continue with the university" }).Or(page.GetByRole(AriaRole.Button, new() { Name = "Continue with the university" })).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await Screens.TakeAsync(page, "sign-in-unknown");

        provider.Person = new() { ["sub"] = "owner-there", ["email"] = FirstPerson.Email, ["email_verified"] = true };
        await page.GotoAsync(server.Address + "trash");
        await page.GetByRole(AriaRole.Link, new() { Name = "Continue with the university" }).Or(page.GetByRole(AriaRole.Button, new() { Name = "Continue with the university" })).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Uri(server.Address, "/trash").ToString());
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = $"Account of {FirstPerson.Name}" })).ToBeVisibleAsync();
    }

    [ChromiumFact]
    public async Task Announcement_StandsInEveryOpenPageAtOnce_AndGoesWhenItIsTakenBack()
    {
        using var data = new TemporaryFolder();
        await Invited.InviteAsync(data.Path, "Boss", "Ada");
        await using var server = await ServerProcess.StartAsync(data.Path, createsAccount: false);
        var boss = (await Invited.ComeAsync(chromium, server, "Boss")).Page;
        var ada = await Invited.ComeAsync(chromium, server, "Ada");
        await ada.Page.GotoAsync(server.Address.ToString());
        await ada.NewNotebookAsync();
        await boss.GotoAsync(server.Address + "admin/announcements");

        await boss.GetByLabel("Announcement", new() { Exact = true }).FillAsync("Down on Friday <b>at six</b>");
        await boss.Keyboard.PressAsync("Enter");

        await Expect(ada.Page.GetByText("Down on Friday <b>at six</b>")).ToBeVisibleAsync();
        await Screens.TakeAsync(ada.Page, "announcement");
        await Screens.TakeAsync(boss, "admin-announcements");
        await boss.GetByRole(AriaRole.Button, new() { Name = "Take back: Down on Friday <b>at six</b>" }).ClickAsync();
        await Expect(ada.Page.GetByText("Down on Friday")).ToHaveCountAsync(0);
    }

    private static async Task FillAsync(IPage page, string password)
    {
        await page.GetByLabel("Email", new() { Exact = true }).FillAsync("ada@lab.example");
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await page.WaitForLoadStateAsync();
    }
}
