using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Notebook.Tests.Browser;

/// <summary>The administration as its administrator works in it, and what it does to others at that moment.</summary>
public sealed class AdministrationTests(Chromium chromium)
{
    [ChromiumFact]
    public async Task Administration_ByItsAdministrator_IsLookedAt()
    {
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path);
        await using var context = await chromium.NewContextAsync();
        var page = (await NotebookDriver.SignInAsync(context, server)).Page;

        await page.GetByRole(AriaRole.Button, new() { Name = "Account of Owner" }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Administration" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "People" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Row, new() { NameRegex = new("Owner.*Administrator") })).ToBeVisibleAsync();
        await Screens.TakeAsync(page, "admin-people");

        // The way to a second person is where one looks for it.
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Invite somebody" })).ToHaveAttributeAsync("href", "/admin/invitations");
        foreach (var name in new[] { "Groups", "Kernels", "Storage and backup", "Settings" })
        {
            await page.GetByRole(AriaRole.Navigation, new() { Name = "Administration" }).GetByRole(AriaRole.Link, new() { Name = name }).ClickAsync();
            await Expect(page.GetByRole(AriaRole.Heading, new() { Name = name, Level = 1 })).ToBeVisibleAsync();
            await Screens.TakeAsync(page, $"admin-{name.Split(' ')[0].ToLowerInvariant()}-page");
        }

        await page.GetByRole(AriaRole.Link, new() { Name = "People" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "More for Owner" }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "End administrator" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("the only administrator");
        await page.GetByRole(AriaRole.Button, new() { Name = "More for Owner" }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Sign out everywhere" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Sign in" })).ToBeVisibleAsync();
    }
}
