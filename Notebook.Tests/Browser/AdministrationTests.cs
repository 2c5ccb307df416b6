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

        await page.GetByRole(AriaRole.Button, new() { Name = "More for Owner" }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "End administrator" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("the only administrator");
        await page.GetByRole(AriaRole.Button, new() { Name = "More for Owner" }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Sign out everywhere" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Sign in" })).ToBeVisibleAsync();
    }
}
