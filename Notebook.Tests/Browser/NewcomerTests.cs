using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Notebook.Tests.Browser;

/// <summary>How people come in: the first by the printed link and the keyboard alone, the next by an invitation, and out again.</summary>
public sealed class NewcomerTests(Chromium chromium)
{
    [ChromiumFact]
    public async Task Newcomers_FromThePrintedLinkToTwoPeople_Work()
    {
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path, createsAccount: false);
        await using var context = await chromium.NewContextAsync();
        var page = await context.NewPageAsync();
        var scriptProblems = new List<string>();
        page.PageError += (_, problem) => scriptProblems.Add(problem);
        await page.GotoAsync(server.Address.ToString());
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "This server is new" })).ToBeVisibleAsync();
        await page.GotoAsync(server.Door.ToString());
        await Screens.TakeAsync(page, "start");

        // Only with the keyboard: the first field has the focus already.
        await Expect(page.GetByLabel("Name", new() { Exact = true })).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("Ada");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("ada@lab.example");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("aaaaaaaaaaaaaa");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("repeats the same few characters");
        await Screens.TakeAsync(page, "start-refused");
        await Expect(page.GetByLabel("Email", new() { Exact = true })).ToHaveValueAsync("ada@lab.example");
        await page.GetByLabel("Password", new() { Exact = true }).FocusAsync();
        await page.Keyboard.TypeAsync(FirstPerson.Password);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Notebooks", Exact = true })).ToBeVisibleAsync();
        var notebook = new NotebookDriver(page);
        await notebook.NewNotebookAsync();
        await notebook.RunAsync(1, "1+1");
        await notebook.ExpectOutputAsync(1, "2");

        // An invitation, accepted in another browser.
        await page.GotoAsync(new Uri(server.Address, "/admin/invitations").ToString());
        await page.GetByLabel("Email", new() { Exact = true }).FillAsync("ben@lab.example");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create invitation" }).ClickAsync();
        var link = page.GetByRole(AriaRole.Status, new() { Name = "Link" });
        await Expect(link).ToHaveTextAsync(new Regex($"^{Regex.Escape(server.Address.ToString())}join\\?token="));
        await Expect(page.GetByRole(AriaRole.Row, new() { NameRegex = new(@"ben@lab.example.*Ada.*\d\d:\d\d") })).ToBeVisibleAsync();
        await Screens.TakeAsync(page, "admin-invitations");
        await using var other = await chromium.NewContextAsync();
        var invited = await other.NewPageAsync();
        await invited.GotoAsync(await link.InnerTextAsync());
        await Expect(invited.GetByLabel("Email", new() { Exact = true })).ToHaveValueAsync("ben@lab.example");
        await Screens.TakeAsync(invited, "join");
        await invited.GetByLabel("Name", new() { Exact = true }).FillAsync("Ben");
        await invited.GetByLabel("Password", new() { Exact = true }).FillAsync("another horse battery");
        await invited.GetByRole(AriaRole.Button, new() { Name = "Create account" }).ClickAsync();
        await Expect(invited.GetByRole(AriaRole.Button, new() { Name = "Account of Ben" })).ToBeVisibleAsync();

        // Ben administrates nothing, whatever address he types.
        await invited.GotoAsync(new Uri(server.Address, "/admin/people").ToString());
        await Expect(invited.GetByRole(AriaRole.Heading, new() { Name = "There is no such page" })).ToBeVisibleAsync();
        await invited.GotoAsync(server.Address.ToString());

        // Disabled while his page is open: it goes away by itself, and the password is worth nothing.
        await page.GetByRole(AriaRole.Link, new() { Name = "People" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "More for Ben" }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Disable" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Row, new() { NameRegex = new("Ben.*Disabled") })).ToBeVisibleAsync();
        await Expect(invited.GetByRole(AriaRole.Button, new() { Name = "Sign in" })).ToBeVisibleAsync();
        await invited.GetByLabel("Email", new() { Exact = true }).FillAsync("ben@lab.example");
        await invited.GetByLabel("Password", new() { Exact = true }).FillAsync("another horse battery");
        await invited.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Expect(invited.GetByRole(AriaRole.Alert)).ToContainTextAsync("This account is disabled");
        await Screens.TakeAsync(invited, "sign-in-disabled");

        await page.GetByRole(AriaRole.Link, new() { Name = "Audit log" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Row, new() { NameRegex = new("Ada.*disabled account.*ben@lab.example") })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Row, new() { NameRegex = new("Ada ran Untitled notebook") })).ToBeVisibleAsync();
        await page.GetByLabel("Words").FillAsync("ben");
        await page.GetByLabel("What", new() { Exact = true }).SelectOptionAsync("sign-in refused");
        await page.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Row)).ToHaveCountAsync(2);
        await Screens.TakeAsync(page, "admin-audit");

        // Signing out ends the other tab of the browser as well.
        var second = await context.NewPageAsync();
        await second.GotoAsync(server.Address.ToString());
        await second.GetByRole(AriaRole.Button, new() { Name = "Account of Ada" }).ClickAsync();
        await second.GetByRole(AriaRole.Menuitem, new() { Name = "Sign out" }).ClickAsync();
        await Expect(second.GetByRole(AriaRole.Button, new() { Name = "Sign in" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Sign in" })).ToBeVisibleAsync();
        Assert.Empty(scriptProblems);
    }
}
