using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Notebook.Tests.Browser;

/// <summary>A group's page as its manager uses it, and an invitation to the server that leads into the group.</summary>
public sealed class GroupTests(Chromium chromium)
{
    [ChromiumFact]
    public async Task Limits_ByKeyboard_AreKept_AndAnInvitationJoinsTheGroup()
    {
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path);
        await using var context = await chromium.NewContextAsync();
        var page = (await NotebookDriver.SignInAsync(context, server)).Page;
        await page.GotoAsync(server.Address + "groups");
        await page.GetByLabel("Name of a new group").FillAsync("Lab");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/groups/[a-z2-7]{16}$"));
        var group = page.Url;

        await page.GetByLabel("Memory, MB").FocusAsync();
        await page.Keyboard.TypeAsync("100");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByText("A kernel needs at least 256 MB.")).ToBeVisibleAsync();
        await page.GetByLabel("Memory, MB").FocusAsync();
        await page.Keyboard.PressAsync("Control+a");
        await page.Keyboard.TypeAsync("512");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("1.5");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByText("The limits are set.")).ToBeVisibleAsync();
        await Screens.TakeAsync(page, "group-limits");
        await page.ReloadAsync();
        await Expect(page.GetByLabel("Memory, MB")).ToHaveValueAsync("512");
        await Expect(page.GetByLabel("Time of a cell, minutes", new() { Exact = true })).ToHaveValueAsync("1.5");

        await page.GotoAsync(server.Address + "admin/invitations");
        await page.GetByLabel("Email").FillAsync("ada@lab.example");
        await page.GetByLabel("Joins").SelectOptionAsync(new SelectOptionValue { Label = "Lab" });
        await page.GetByRole(AriaRole.Button, new() { Name = "Create invitation" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Cell, new() { Name = "Member, in Lab" })).ToBeVisibleAsync();
        await Screens.TakeAsync(page, "admin-invitations");
        var link = await page.Locator("[data-copy*='/join?token=']").First.GetAttributeAsync("data-copy") ?? "";

        await using var adaContext = await chromium.NewContextAsync();
        var ada = await adaContext.NewPageAsync();
        await ada.GotoAsync(link);
        await Expect(ada.GetByText("into the group Lab too")).ToBeVisibleAsync();
        await ada.GetByLabel("Name", new() { Exact = true }).FillAsync("Ada");
        await ada.GetByLabel("Password", new() { Exact = true }).FillAsync(FirstPerson.Password);
        await ada.GetByRole(AriaRole.Button, new() { Name = "Create account" }).ClickAsync();
        await Expect(ada).ToHaveURLAsync(group);
        await Expect(ada.GetByText("Ada, you")).ToBeVisibleAsync();
        await Expect(ada.GetByText("Memory: 512 MB")).ToBeVisibleAsync();
        await Expect(ada.GetByRole(AriaRole.Button, new() { Name = "Set limits" })).ToHaveCountAsync(0);
    }
}
