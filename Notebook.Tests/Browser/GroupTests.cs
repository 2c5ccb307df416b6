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
        await page.GetByLabel("Name of a new group").PressAsync("Enter");
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

    [ChromiumFact]
    public async Task Folder_AFileDeletedByKeyboard_ComesBackAsItWas_AndAfterwardsOnlyAsLongAsThePageIsOpen()
    {
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path);
        await using var context = await chromium.NewContextAsync();
        var owner = await NotebookDriver.SignInAsync(context, server);
        var page = owner.Page;
        await page.GotoAsync(server.Address + "groups");
        await page.GetByLabel("Name of a new group").FillAsync("Lab");
        await page.GetByLabel("Name of a new group").PressAsync("Enter");
        await owner.UploadToGroupAsync(new FilePayload { Name = "tides.csv", MimeType = "text/csv", Buffer = "Esbjerg"u8.ToArray() });
        var files = page.GetByRole(AriaRole.List, new() { Name = "Files of the group" });
        await Expect(files.GetByText("tides.csv")).ToBeVisibleAsync();
        var folder = Directory.GetDirectories(Path.Combine(data.Path, "groups")).Single();

        await page.GetByRole(AriaRole.Button, new() { Name = "Delete tides.csv" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByText("tides.csv is deleted.")).ToBeVisibleAsync();
        await Expect(page.GetByText("No files yet.")).ToBeVisibleAsync();
        Assert.False(File.Exists(Path.Combine(folder, "tides.csv")));
        var undo = page.GetByRole(AriaRole.Button, new() { Name = "Undo the deletion of tides.csv" });
        await Expect(undo).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.GetByText("tides.csv is back.")).ToBeVisibleAsync();
        await Expect(files.GetByText("tides.csv")).ToBeVisibleAsync();
        await Expect(undo).ToHaveCountAsync(0);
        Assert.Equal("Esbjerg", await File.ReadAllTextAsync(Path.Combine(folder, "tides.csv"), Xunit.TestContext.Current.CancellationToken));
        // Kernels read it under user ids of their own.
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(Path.Combine(folder, "tides.csv")).HasFlag(UnixFileMode.OtherRead));

        // Another of that name has come meanwhile: neither is lost.
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete tides.csv" }).ClickAsync();
        await owner.UploadToGroupAsync(new FilePayload { Name = "tides.csv", MimeType = "text/csv", Buffer = "Ribe"u8.ToArray() });
        await Expect(files.GetByText("tides.csv")).ToBeVisibleAsync();
        await undo.ClickAsync();
        await Expect(page.GetByText("tides.csv is back as tides (2).csv.")).ToBeVisibleAsync();
        Assert.Equal("Esbjerg", await File.ReadAllTextAsync(Path.Combine(folder, "tides (2).csv"), Xunit.TestContext.Current.CancellationToken));

        // Who leaves the page has no undo any more, and nothing is kept in secret.
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete tides (2).csv" }).ClickAsync();
        await Expect(page.GetByText("tides (2).csv is deleted.")).ToBeVisibleAsync();
        await page.GotoAsync(server.Address.ToString());
        Assert.True(await Eventually.TrueAsync(() => Task.FromResult(Directory.GetFiles(folder).Length == 1)));
    }

    [ChromiumFact]
    public async Task Administrator_SetsLimitsOfAGroupOfOthers_AndItsManagersSeeThem()
    {
        using var data = new TemporaryFolder();
        await Invited.InviteAsync(data.Path, "Boss", "Ada");
        await using var server = await ServerProcess.StartAsync(data.Path, createsAccount: false);
        var ada = (await Invited.ComeAsync(chromium, server, "Ada")).Page;
        var boss = (await Invited.ComeAsync(chromium, server, "Boss")).Page;
        await boss.GotoAsync(server.Address + "admin/groups");
        await Expect(boss.GetByText("No groups yet.")).ToBeVisibleAsync();
        await ada.GotoAsync(server.Address + "groups");
        await ada.GetByLabel("Name of a new group").FillAsync("Lab <b>");
        await ada.GetByLabel("Name of a new group").PressAsync("Enter");
        await Expect(ada.GetByLabel("Memory, MB")).ToBeVisibleAsync();

        // It appears by itself.
        var row = boss.GetByRole(AriaRole.Row, new() { NameRegex = new("Lab <b> Ada.*as much as the server gives") });
        await Expect(row).ToBeVisibleAsync();
        await boss.GetByRole(AriaRole.Button, new() { Name = "More for Lab <b>" }).ClickAsync();
        await boss.GetByRole(AriaRole.Menuitem, new() { Name = "Set limits" }).ClickAsync();
        await Expect(boss.GetByRole(AriaRole.Heading, new() { Name = "Limits of Lab <b>" })).ToBeVisibleAsync();
        await boss.GetByLabel("Memory, MB").FillAsync("512");
        await boss.Keyboard.PressAsync("Enter");
        await Expect(boss.GetByText("The limits are set.")).ToBeVisibleAsync();
        await Expect(boss.GetByRole(AriaRole.Row, new() { NameRegex = new("Lab <b> Ada.*512 MB") })).ToBeVisibleAsync();
        await Expect(ada.GetByLabel("Memory, MB")).ToHaveValueAsync("512");
        await Screens.TakeAsync(boss, "admin-groups");

        await boss.GetByRole(AriaRole.Button, new() { Name = "More for Lab <b>" }).ClickAsync();
        await boss.GetByRole(AriaRole.Menuitem, new() { Name = "Become a manager" }).ClickAsync();
        await Expect(boss.GetByText("You manage Lab <b> now.")).ToBeVisibleAsync();
        await Expect(ada.GetByLabel("Part of Boss")).ToHaveValueAsync("manager");
        await boss.GetByRole(AriaRole.Link, new() { Name = "Audit log" }).ClickAsync();
        await Expect(boss.GetByRole(AriaRole.Row, new() { NameRegex = new("Boss changed group Lab <b> limits: 512 MB, as administrator") })).ToBeVisibleAsync();
        await Expect(boss.GetByRole(AriaRole.Row, new() { NameRegex = new("Boss took over group Lab <b> as administrator") })).ToBeVisibleAsync();
        // It can be asked for, too.
        await boss.GetByLabel("What", new() { Exact = true }).SelectOptionAsync("took over group");

        // Nobody else gets there.
        await ada.GotoAsync(server.Address + "admin/groups");
        await Expect(ada.GetByRole(AriaRole.Heading, new() { Name = "There is no such page" })).ToBeVisibleAsync();
    }
}
