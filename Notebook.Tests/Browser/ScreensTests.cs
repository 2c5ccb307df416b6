using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Notebook.Tests.Browser;

/// <summary>The states of the pages that no other test passes through, looked at in light, in dark and on a phone.</summary>
public sealed class ScreensTests(Chromium chromium)
{
    [ChromiumFact]
    public async Task Home_InEveryState_IsLookedAt()
    {
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path);
        await using var context = await chromium.NewContextAsync();
        var stranger = await context.NewPageAsync();
        await stranger.GotoAsync(server.Address.ToString());
        await Screens.TakeAsync(stranger, "sign-in");
        await stranger.GetByLabel("Email").FillAsync("nobody@lab.example");
        await stranger.GetByLabel("Password", new() { Exact = true }).FillAsync("a guess");
        await stranger.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await Expect(stranger.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await Screens.TakeAsync(stranger, "sign-in-refused");

        var page = (await NotebookDriver.SignInAsync(context, server)).Page;
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Welcome" })).ToBeVisibleAsync();
        await Screens.TakeAsync(page, "home-first-start");
        await Screens.TakeAsync(page, "home-row-menu", async () =>
        {
            var item = page.GetByRole(AriaRole.Menuitem, new() { Name = "Rename", Exact = true });
            if (!await item.IsVisibleAsync())
                await page.GetByRole(AriaRole.Button, new() { Name = "More for Welcome" }).ClickAsync();
            await Expect(item).ToBeVisibleAsync();
        });
        // The menu is still open.
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Rename", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Textbox, new() { Name = "Title of Welcome" })).ToBeFocusedAsync();
        await Screens.TakeAsync(page, "home-rename");
        await page.Keyboard.PressAsync("Escape");

        await page.Locator("input[data-takes-drops]").SetInputFilesAsync((FilePayload[])[
            new() { Name = "cut off.ipynb", MimeType = "", Buffer = "{\"cells\":[{\"cell_ty"u8.ToArray() },
            new() { Name = "binary.ipynb", MimeType = "", Buffer = [0x89, 0, 1, 2, 255, 0] },
            new() { Name = "Latin-1.dib", MimeType = "", Buffer = [.. "#!csharp\n// caf"u8, 0xE9] },
            new() { Name = "fine.dib", MimeType = "", Buffer = "#!csharp\nConsole.WriteLine(1);"u8.ToArray() },
        ]);
        await Expect(page.GetByText("fine.dib: 1 cell")).ToBeVisibleAsync();
        await Screens.TakeAsync(page, "home-imports");
        await page.GetByRole(AriaRole.Button, new() { Name = "Dismiss" }).ClickAsync();
        await page.EvaluateAsync("() => document.querySelector('[data-drop-hint]').toggleAttribute('data-dropping', true)");
        await Screens.TakeAsync(page, "home-drop");
        await page.EvaluateAsync("() => document.querySelector('[data-drop-hint]').toggleAttribute('data-dropping', false)");

        var search = page.GetByRole(AriaRole.Searchbox, new() { Name = "Search notebooks" });
        await search.FillAsync("console");
        await Expect(page.GetByText("2 notebooks")).ToBeVisibleAsync();
        await Screens.TakeAsync(page, "home-found");
        await search.FillAsync("nowhere to be found");
        await Expect(page.GetByText("No notebook has all these words")).ToBeVisibleAsync();
        await Screens.TakeAsync(page, "home-found-nothing");
        await search.FillAsync("");

        await page.GetByRole(AriaRole.Button, new() { Name = "More for fine" }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Delete", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Undo" })).ToBeFocusedAsync();
        await Screens.TakeAsync(page, "home-deleted");
        await page.GotoAsync(new Uri(server.Address, "/trash").ToString());
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete fine forever" }).ClickAsync();
        var really = page.GetByRole(AriaRole.Button, new() { Name = "Really delete fine forever" });
        await Expect(really).ToBeFocusedAsync();
        await Screens.TakeAsync(page, "trash");
        await really.ClickAsync();
        await Expect(page.GetByText("The trash is empty.")).ToBeVisibleAsync();
        await Screens.TakeAsync(page, "trash-empty");

        await page.GotoAsync(new Uri(server.Address, "/n/aaaaaaaaaaaaaaaa").ToString());
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "There is no such notebook" })).ToBeVisibleAsync();
        await Screens.TakeAsync(page, "no-such-notebook");
        var answer = await page.GotoAsync(new Uri(server.Address, "/nowhere").ToString());
        Assert.Equal(404, answer!.Status);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "There is no such page" })).ToBeVisibleAsync();
        await Screens.TakeAsync(page, "no-such-page");
    }

    [ChromiumFact]
    public async Task SharingGroupsAndAdministration_InEveryState_AreLookedAt()
    {
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path);
        await using var context = await chromium.NewContextAsync();
        var notebook = await NotebookDriver.SignInAsync(context, server);
        var page = notebook.Page;
        foreach (var (address, heading, name) in ((string, string, string)[])[
            ("/groups", "Groups", "groups"), ("/gallery", "Gallery", "gallery-page"), ("/admin/kernels", "Kernels", "admin-kernels-idle"), ("/admin/invitations", "Invitations", "admin-invitations-none"),
            ("/admin/announcements", "Announcements", "admin-announcements"), ("/admin/storage", "Storage and backup", "admin-storage-idle"), ("/admin/audit", "Audit log", "admin-audit-first"), ("/admin/settings", "Settings", "admin-settings"), ("/profile", "Profile", "profile-first")])
        {
            await page.GotoAsync(new Uri(server.Address, address).ToString());
            await Expect(page.GetByRole(AriaRole.Heading, new() { Name = heading, Level = 1 })).ToBeVisibleAsync();
            await Screens.TakeAsync(page, name);
        }

        await page.GotoAsync(server.Address.ToString());
        await notebook.NewNotebookAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Share", Exact = true }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "Share notebook" });
        await Expect(dialog).ToBeVisibleAsync();
        await Screens.TakeAsync(page, "share");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Create link" }).ClickAsync();
        await Expect(dialog.GetByRole(AriaRole.Button, new() { Name = "Copy link" })).ToBeVisibleAsync();
        await Screens.TakeAsync(page, "share-link");
    }

    [ChromiumFact]
    public async Task Notebook_InEveryState_IsLookedAt()
    {
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path);
        await using var context = await chromium.NewContextAsync();
        var notebook = await NotebookDriver.SignInAsync(context, server);
        var page = notebook.Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "Welcome" }).ClickAsync();
        await Expect(notebook.Cells).Not.ToHaveCountAsync(0);
        await notebook.RunAll.ClickAsync();
        await notebook.ExpectStateAsync(8, "failed");
        await Expect(notebook.Output(4).Locator(".js-plotly-plot")).ToBeVisibleAsync();
        await page.EvaluateAsync("() => scrollTo(0, 0)");
        await Screens.TakeAsync(page, "welcome");
        await MenuAsync("export-menu", page.GetByRole(AriaRole.Button, new() { Name = "Export", Exact = true }), ".ipynb");
        await page.Keyboard.PressAsync("Escape");
        await page.GetByRole(AriaRole.Button, new() { Name = "Outline", Exact = true }).ClickAsync();
        await Screens.TakeAsync(page, "outline");
        await page.GetByRole(AriaRole.Button, new() { Name = "Outline", Exact = true }).ClickAsync();

        await notebook.Source(4).ClickAsync();
        await MenuAsync("cell-menu", notebook.CellButton(4, "More actions"), "Duplicate");
        await page.Keyboard.PressAsync("Escape");
        await notebook.Source(4).ClickAsync();
        await notebook.Output(4).GetByRole(AriaRole.Button, new() { Name = "Show data" }).ClickAsync();
        await Expect(notebook.Output(4).GetByRole(AriaRole.Cell, new() { Name = "11.862" })).ToBeVisibleAsync();
        await Screens.TakeAsync(page, "chart-data");
        await notebook.Output(4).GetByRole(AriaRole.Button, new() { Name = "Full screen" }).ClickAsync();
        await Expect(notebook.Output(4).Locator(".main-svg").First).ToHaveAttributeAsync("width", new Regex("^1[23]"));
        await page.ScreenshotAsync(new() { Path = Path.Combine(RepositoryFolders.Artifacts, "chart-full-screen.png") });
        await page.EvaluateAsync("() => document.exitFullscreen()");
        await Expect(notebook.Output(4).Locator(".main-svg").First).ToHaveAttributeAsync("width", new Regex("^[67]"));

        await page.EmulateMediaAsync(new() { Media = Media.Print });
        await page.ScreenshotAsync(new() { Path = Path.Combine(RepositoryFolders.Artifacts, "welcome-print.png"), FullPage = true });
        await page.EmulateMediaAsync(new() { Media = Media.Screen });

        await page.GotoAsync(server.Address.ToString());
        await notebook.NewNotebookAsync();
        await Expect(notebook.Source(1)).ToBeFocusedAsync();
        await Screens.TakeAsync(page, "new-notebook");
        await notebook.RunAsync(1, "for (var i = 0; i < 20_000; i++) Console.WriteLine($\"line {i}\");");
        await notebook.ExpectStateAsync(1, "succeeded");
        await notebook.Output(1).GetByRole(AriaRole.Button, new() { Name = "Open full output" }).First.ClickAsync();
        await Expect(page.GetByText("20,000 lines")).ToBeVisibleAsync();
        await Screens.TakeAsync(page, "full-output");
        await page.Keyboard.PressAsync("Escape");

        await notebook.AddTextCell.ClickAsync();
        await notebook.WriteAsync(2, "# A heading\n\nWords, `code` and $x^2$.");
        await Screens.TakeAsync(page, "text-editing");
        await page.Keyboard.PressAsync("Escape");
        await Expect(notebook.Cell(2).Locator(".katex")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("d");
        await page.Keyboard.PressAsync("d");
        await Expect(page.GetByText("Cell 2 is deleted.")).ToBeVisibleAsync();
        await Screens.TakeAsync(page, "cell-deleted");

        await notebook.RunAsync(1, "while (true) Thread.Sleep(10);");
        await notebook.ExpectStateAsync(1, "running");
        await notebook.Interrupt.ClickAsync();
        await notebook.ExpectStateAsync(1, "stopped");
        await Screens.TakeAsync(page, "stopped");
        await notebook.RunAsync(1, "System.Diagnostics.Process.GetCurrentProcess().Kill();");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The kernel was ended by signal 9");
        await Screens.TakeAsync(page, "kernel-ended");

        // What no server can merge any more is offered as text.
        await page.EvaluateAsync("() => document.querySelector('[data-notebook]').notebookPage.saving.offer('gone', 'var typed = \"on a train\";')");
        await Screens.TakeAsync(page, "text-offered");

        Task MenuAsync(string name, ILocator button, string item) => Screens.TakeAsync(page, name, async () =>
        {
            var wanted = page.GetByRole(AriaRole.Menuitem, new() { NameRegex = new Regex("^" + Regex.Escape(item)) });
            if (!await wanted.IsVisibleAsync())
                await button.ClickAsync();
            await Expect(wanted).ToBeVisibleAsync();
        });
    }
}
