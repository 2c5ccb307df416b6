using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Notebook.Tests.Browser;

/// <summary>What home shows to one of several people: mine, shared, a group's, recent, starred, tagged, found, and the trash.</summary>
public sealed class HomeScopesTests(Chromium chromium)
{
    [ChromiumFact]
    public async Task Home_OfTwoPeople_HoldsWhatEachMaySeeWhereItBelongs_AndFollowsByItself()
    {
        using var data = new TemporaryFolder();
        await Invited.InviteAsync(data.Path, "Ada", "Ben");
        await using var server = await ServerProcess.StartAsync(data.Path, createsAccount: false);
        var ada = await Invited.ComeAsync(chromium, server, "Ada");
        var ben = await Invited.ComeAsync(chromium, server, "Ben");
        await ada.Page.GotoAsync(server.Address + "groups");
        await ada.Page.GetByLabel("Name of a new group").FillAsync("Coast");
        await ada.Page.GetByLabel("Name of a new group").PressAsync("Enter");
        await ada.Page.GetByLabel("E-mail addresses of people with an account").FillAsync("ben@lab.example");
        await ada.Button("Add members").ClickAsync();
        await Expect(ada.Page.GetByText("Added: Ben.")).ToBeVisibleAsync();
        var group = ada.Page.Url[(ada.Page.Url.LastIndexOf('/') + 1)..];
        foreach (var (title, at) in new[] { ("Secret plans", "/"), ("Tides at Esbjerg", "/"), ("Storm of the group", $"/?in={group}") })
            await MakeAsync(ada, server, at, title, $"// needle of {title}");

        // Ben sees the group's at once, and of Ada's own only what she shares, when she shares it.
        await ben.Page.GotoAsync(new Uri(server.Address, "/?in=shared").ToString());
        await ExpectTitlesAsync(ben, "Storm of the group");
        await ada.Page.GotoAsync(server.Address.ToString());
        await ada.Page.GetByRole(AriaRole.Link, new() { Name = "Tides at Esbjerg" }).ClickAsync();
        await Expect(ada.Button("Share")).ToBeVisibleAsync();
        await ShareAsync(ada, "ben@lab.example");
        await ExpectTitlesAsync(ben, "Storm of the group", "Tides at Esbjerg");
        await ben.Page.GotoAsync(new Uri(server.Address, $"/?in={group}").ToString());
        await ExpectTitlesAsync(ben, "Storm of the group");
        await ben.Page.GotoAsync(server.Address.ToString());
        await Expect(ben.Page.GetByText("None of your own yet.")).ToBeVisibleAsync();

        // The search looks through what he may see.
        await ben.Page.GetByRole(AriaRole.Searchbox, new() { Name = "Search notebooks" }).FillAsync("needle");
        var results = ben.Page.GetByRole(AriaRole.Region, new() { Name = "Search results" });
        await Expect(results.GetByRole(AriaRole.Link)).ToHaveCountAsync(2);
        await Expect(results.GetByText("Secret plans")).ToHaveCountAsync(0);

        // Star, tag and visit are each found again; a star is one's own, a tag everybody's.
        await ben.Page.GotoAsync(new Uri(server.Address, "/?in=shared").ToString());
        await ben.Page.GetByRole(AriaRole.Button, new() { Name = "Star Tides at Esbjerg" }).ClickAsync();
        await Expect(ben.Page.GetByRole(AriaRole.Button, new() { Name = "Star Tides at Esbjerg" })).ToHaveAttributeAsync("aria-pressed", "true");
        await ben.Button("More for Storm of the group").ClickAsync();
        await ben.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Tags", Exact = true }).ClickAsync();
        await Expect(ben.Page.GetByRole(AriaRole.Textbox, new() { Name = "Tags of Storm of the group" })).ToBeFocusedAsync();
        await ben.Page.Keyboard.TypeAsync("north sea, <b>storm");
        await ben.Page.Keyboard.PressAsync("Enter");
        await Expect(ben.Page.GetByRole(AriaRole.Link, new() { Name = "<b>storm" })).ToBeVisibleAsync();
        await Screens.TakeAsync(ben.Page, "home-shared");
        await ben.Page.GotoAsync(new Uri(server.Address, "/?in=starred").ToString());
        await ExpectTitlesAsync(ben, "Tides at Esbjerg");
        await ada.Page.GotoAsync(new Uri(server.Address, "/?in=starred").ToString());
        await Expect(ada.Page.GetByText("No stars yet.")).ToBeVisibleAsync();
        await ada.Page.GotoAsync(new Uri(server.Address, "/?tag=North%20Sea").ToString());
        await ExpectTitlesAsync(ada, "Storm of the group");
        await ben.Page.GetByRole(AriaRole.Link, new() { Name = "Tides at Esbjerg" }).ClickAsync();
        await Expect(ben.Source(1)).ToBeVisibleAsync();
        await ben.Page.GotoAsync(new Uri(server.Address, "/?in=recent").ToString());
        await ExpectTitlesAsync(ben, "Tides at Esbjerg");

        // Taken away, it is gone from the open list, from the star, and from what is found.
        await ada.Page.GotoAsync(server.Address.ToString());
        await ada.Page.GetByRole(AriaRole.Link, new() { Name = "Tides at Esbjerg" }).ClickAsync();
        await ada.Button("Share").ClickAsync();
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Remove Ben", Exact = true }).ClickAsync();
        await Expect(ben.Page.GetByRole(AriaRole.Link, new() { Name = "Tides at Esbjerg" })).ToHaveCountAsync(0);
        await ben.Page.GotoAsync(new Uri(server.Address, "/?in=starred").ToString());
        await Expect(ben.Page.GetByText("No stars yet.")).ToBeVisibleAsync();

        // Who may not delete is not offered to; the trash holds what one owns.
        await ben.Page.GotoAsync(new Uri(server.Address, "/?in=shared").ToString());
        await ben.Button("More for Storm of the group").ClickAsync();
        await Expect(ben.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Rename" })).ToBeVisibleAsync();
        await Expect(ben.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Delete" })).ToHaveCountAsync(0);
        await ada.Page.GotoAsync(server.Address.ToString());
        await ada.Button("More for Secret plans").ClickAsync();
        await ada.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Delete" }).ClickAsync();
        await Expect(ada.Page.GetByText("is in the trash")).ToBeVisibleAsync();
        await ada.Page.GotoAsync(server.Address + "trash");
        await Expect(ada.Page.GetByRole(AriaRole.Heading, new() { Name = "Secret plans" })).ToBeVisibleAsync();
        await ben.Page.GotoAsync(server.Address + "trash");
        await Expect(ben.Page.GetByRole(AriaRole.Heading, new() { Name = "Trash" })).ToBeVisibleAsync();
        await Expect(ben.Page.GetByText("Secret plans")).ToHaveCountAsync(0);
    }

    private static async Task MakeAsync(NotebookDriver person, ServerProcess server, string at, string title, string code)
    {
        await person.Page.GotoAsync(new Uri(server.Address, at).ToString());
        await person.NewNotebookAsync();
        await person.Title.FillAsync(title);
        await person.Page.Keyboard.PressAsync("Enter");
        await Expect(person.Page).ToHaveTitleAsync(title);
        await person.WriteAsync(1, code);
        await Expect(person.Page.Locator("[data-unsaved='0']")).ToBeVisibleAsync();
    }

    private static async Task ShareAsync(NotebookDriver owner, string email)
    {
        await owner.Button("Share").ClickAsync();
        var dialog = owner.Page.GetByRole(AriaRole.Dialog, new() { Name = "Share notebook", Exact = true });
        await dialog.GetByRole(AriaRole.Combobox, new() { Name = "Person or group", Exact = true }).FillAsync(email);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
        await Expect(dialog.GetByLabel("Role of Ben")).ToBeVisibleAsync();
        await owner.Button("Done").ClickAsync();
    }

    private static async Task ExpectTitlesAsync(NotebookDriver person, params string[] titles)
    {
        await Expect(person.Page.Locator(".book h2")).ToHaveCountAsync(titles.Length);
        foreach (var title in titles)
            await Expect(person.Page.GetByRole(AriaRole.Link, new() { Name = title, Exact = true })).ToBeVisibleAsync();
    }
}
