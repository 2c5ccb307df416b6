using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Notebook.Tests.Browser;

/// <summary>Four people at once: an owner, an editor in a group, a viewer by link, a stranger. Names are as hostile as names can be.</summary>
public sealed class FourPeopleTests(Chromium chromium)
{
    private const string Hostile = "<img src=x onerror=window.stolen=1>";

    private static readonly Regex NotebookAddress = new("/n/[a-z2-7]{16}$");

    [ChromiumFact]
    public async Task Sharing_WhatOneGrants_AllSeeAtOnceInOpenPages()
    {
        using var data = new TemporaryFolder();
        await People.CreateAccountsAsync(data.Path, ("Owner", "owner@lab.example"), ($"Ben {Hostile}", "ben@lab.example"), ("Cleo", "cleo@lab.example"));
        await using var server = await ServerProcess.StartAsync(data.Path, createsAccount: false);
        await using var ownerContext = await chromium.NewContextAsync();
        await using var benContext = await chromium.NewContextAsync();
        await using var cleoContext = await chromium.NewContextAsync();
        await using var guestContext = await chromium.NewContextAsync();
        var owner = await People.SignInAsync(ownerContext, server, "owner@lab.example");
        var ben = await People.SignInAsync(benContext, server, "ben@lab.example");
        var cleo = await People.SignInAsync(cleoContext, server, "cleo@lab.example");
        var guest = new NotebookDriver(await guestContext.NewPageAsync());

        // A group with a name that would like to be more.
        await owner.Page.GotoAsync(new Uri(server.Address, "/groups").ToString());
        await owner.Page.GetByLabel("Name of a new group").FillAsync($"Lab {Hostile}");
        await owner.Button("Make group").ClickAsync();
        await owner.Page.GetByLabel("E-mail addresses of people with an account").FillAsync("ben@lab.example, nobody@lab.example");
        await owner.Button("Add members").ClickAsync();
        await Assertions.Expect(owner.Page.GetByRole(AriaRole.Status).Filter(new() { HasText = "No account here: nobody@lab.example" })).ToBeVisibleAsync();
        await Assertions.Expect(owner.Page.GetByText($"Ben {Hostile}").First).ToBeVisibleAsync();
        await owner.UploadToGroupAsync(new FilePayload { Name = $"{Hostile}.csv", MimeType = "text/csv", Buffer = [65] });
        await Assertions.Expect(owner.Page.GetByRole(AriaRole.List, new() { Name = "Files of the group" }).GetByText("onerror")).ToBeVisibleAsync();
        var problems = new List<string>(await Axe.ProblemsAsync(owner.Page, "group", ColorScheme.Dark));
        problems.AddRange(await Axe.ProblemsAsync(owner.Page, "group", ColorScheme.Light));

        // A notebook, its title too.
        await owner.Page.GotoAsync(server.Address.ToString());
        await owner.NewNotebookAsync();
        await owner.RunAsync(1, "\"from the owner\"");
        await owner.ExpectOutputAsync(1, "from the owner");
        await owner.Title.FillAsync($"Tides {Hostile}");
        await owner.Page.Keyboard.PressAsync("Enter");
        await owner.AddTextCell.ClickAsync();
        await owner.WriteAsync(2, $"{Hostile}\n\n[a](javascript:window.stolen=2) <script>window.stolen=3</script>");
        await owner.Page.Keyboard.PressAsync("Escape");
        var address = owner.Page.Url;
        foreach (var stranger in new[] { ben, cleo })
        {
            await stranger.Page.GotoAsync(address);
            await Assertions.Expect(stranger.Heading("There is no such notebook")).ToBeVisibleAsync();
        }

        // The group edits, a link views.
        await owner.Button("Share").ClickAsync();
        var dialog = owner.Page.GetByRole(AriaRole.Dialog, new() { Name = "Share notebook", Exact = true });
        await dialog.GetByRole(AriaRole.Combobox, new() { Name = "Person or group", Exact = true }).FillAsync($"Lab {Hostile}");
        await dialog.GetByRole(AriaRole.Combobox, new() { Name = "Role", Exact = true }).SelectOptionAsync("Editor");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
        await Assertions.Expect(dialog.GetByText("2 members")).ToBeVisibleAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Create link", Exact = true }).ClickAsync();
        await Assertions.Expect(dialog.GetByRole(AriaRole.Button, new() { Name = "Copy link", Exact = true })).ToBeVisibleAsync();
        var link = await dialog.Locator(".url").First.GetAttributeAsync("title") ?? "";
        problems.AddRange(await Axe.ProblemsAsync(owner.Page, "share dialog", ColorScheme.Dark));
        problems.AddRange(await Axe.ProblemsAsync(owner.Page, "share dialog", ColorScheme.Light));
        await owner.Button("Done").ClickAsync();

        await ben.Page.ReloadAsync();
        await Assertions.Expect(ben.RunAll).ToBeVisibleAsync();
        await Assertions.Expect(ben.Button("Share")).ToHaveCountAsync(0);
        await ben.WriteAsync(1, "\"from the editor\"");
        await Assertions.Expect(owner.Source(1)).ToContainTextAsync("from the editor");

        await guest.Page.GotoAsync(link);
        await Assertions.Expect(guest.Page).ToHaveURLAsync(NotebookAddress);
        await Assertions.Expect(guest.Source(1)).ToContainTextAsync("from the editor");
        await Assertions.Expect(guest.Source(1)).ToHaveAttributeAsync("aria-readonly", "true");
        foreach (var absent in new[] { guest.RunAll, guest.AddCodeCell, guest.Button("Share"), guest.Button("Files"), guest.CellButton(1, "Run cell"), guest.CellButton(1, "Delete cell") })
            await Assertions.Expect(absent.Filter(new() { Visible = true })).ToHaveCountAsync(0);
        await guest.Source(1).ClickAsync();
        await guest.Page.Keyboard.TypeAsync("not mine");
        await guest.Page.Keyboard.PressAsync("Control+Enter");
        await Assertions.Expect(guest.Source(1)).Not.ToContainTextAsync("not mine");

        // Live output reaches the viewer.
        await ben.RunAsync(1, "\"seen by everyone\"");
        await guest.ExpectOutputAsync(1, "seen by everyone");
        await Assertions.Expect(guest.Source(1)).ToContainTextAsync("seen by everyone");

        // Nobody else got in, and a guest gets nowhere else.
        await cleo.Page.ReloadAsync();
        await Assertions.Expect(cleo.Heading("There is no such notebook")).ToBeVisibleAsync();
        var other = await guestContext.NewPageAsync();
        await other.GotoAsync(server.Address.ToString());
        await Assertions.Expect(other).ToHaveURLAsync(new Regex("/sign-in"));
        await other.CloseAsync();

        // Less, and then nothing, while the pages are open.
        await owner.Button("Share").ClickAsync();
        await dialog.GetByLabel($"Role of Lab {Hostile}").SelectOptionAsync("Viewer");
        await Assertions.Expect(ben.RunAll).ToHaveCountAsync(0);
        await Assertions.Expect(ben.Source(1)).ToHaveAttributeAsync("aria-readonly", "true");
        await dialog.GetByRole(AriaRole.Button, new() { Name = $"Remove Lab {Hostile}", Exact = true }).ClickAsync();
        await Assertions.Expect(ben.Heading("You no longer have access to this notebook")).ToBeVisibleAsync();
        await Assertions.Expect(ben.Source(1)).ToHaveCountAsync(0);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Revoke", Exact = true }).ClickAsync();
        await Assertions.Expect(guest.Heading("You no longer have access to this notebook")).ToBeVisibleAsync();
        var again = await guest.Page.GotoAsync(link);
        Assert.Equal(404, again!.Status);
        await Assertions.Expect(guest.Heading("This link does not work any more")).ToBeVisibleAsync();

        foreach (var person in new[] { owner, ben, cleo, guest })
            Assert.Null(await person.Page.EvaluateAsync<object?>("() => window.stolen ?? null"));
        Assert.Empty(problems);
    }
}
