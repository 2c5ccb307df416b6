using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Notebook.Tests.Browser;

/// <summary>Home as a person uses it: by mouse, by keyboard, and by dropping files.</summary>
public sealed class HomeTests(Chromium chromium)
{
    [ChromiumFact]
    public async Task Home_FindRenameDuplicateDeleteRestoreDropAndExport_ByMouseAndKeyboard()
    {
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path);
        await using var context = await chromium.NewContextAsync();
        var page = (await NotebookDriver.SignInAsync(context, server)).Page;

        // Files dropped anywhere: the good become notebooks, the bad say why, and the page stays.
        await DropAsync(page, ("tides.dib", "#!markdown\n# Tides\n\nWater at five gauges.\n\n#!csharp\nvar surge = 3.2;\nsurge * 2\n"), ("calm.dib", "#!csharp\n1+1\n"), ("broken.ipynb", "{\"cells\": ["));
        await Assertions.Expect(Link(page, "tides")).ToBeVisibleAsync();
        await Assertions.Expect(Link(page, "calm")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("broken.ipynb can't be read")).ToBeVisibleAsync();
        await page.ScreenshotAsync(new() { Path = Path.Combine(RepositoryFolders.Artifacts, "home-imports.png") });
        await page.GetByRole(AriaRole.Button, new() { Name = "Dismiss" }).ClickAsync();

        // Search: "/" goes there, what is typed is found, Tab and Enter open it, and going back finds the results again.
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("surge 2");
        var results = page.GetByRole(AriaRole.Region, new() { Name = "Search results" });
        await Assertions.Expect(results.GetByText("surge * 2")).ToBeVisibleAsync();
        await Assertions.Expect(results.GetByRole(AriaRole.Link)).ToHaveCountAsync(1);
        await page.ScreenshotAsync(new() { Path = Path.Combine(RepositoryFolders.Artifacts, "home-search.png") });
        await Assertions.Expect(page).ToHaveURLAsync(new Regex(@"\?q=surge\+2$"));
        await Link(page, "tides").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/n/[a-z2-7]{16}$"));
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { NameRegex = new Regex("^Cell 2,") })).ToBeVisibleAsync();
        await page.GoBackAsync();
        await Assertions.Expect(results.GetByRole(AriaRole.Link)).ToHaveCountAsync(1);
        await page.GetByRole(AriaRole.Searchbox, new() { Name = "Search notebooks" }).FillAsync("");
        await Assertions.Expect(Link(page, "calm")).ToBeVisibleAsync();

        // Rename by keyboard alone.
        await More(page, "tides").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(Item(page, "Rename")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(More(page, "tides")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(Item(page, "Rename")).ToBeFocusedAsync();
        await page.ScreenshotAsync(new() { Path = Path.Combine(RepositoryFolders.Artifacts, "home-menu.png") });
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Textbox, new() { Name = "Title of tides" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Control+a");
        await page.Keyboard.TypeAsync("Storm surge");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(Link(page, "Storm surge")).ToBeVisibleAsync();

        // Duplicate by mouse.
        await More(page, "Storm surge").ClickAsync();
        await Item(page, "Duplicate").ClickAsync();
        await Assertions.Expect(Link(page, "Copy of Storm surge")).ToBeVisibleAsync();

        // Export from home: the file has the notebook's name and content.
        await More(page, "Storm surge").ClickAsync();
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Menuitem, new() { NameRegex = new Regex(@"^\.dib") }).ClickAsync());
        Assert.Equal("Storm surge.dib", download.SuggestedFilename);
        Assert.Contains("Water at five gauges.", await File.ReadAllTextAsync(await download.PathAsync(), TestContext.Current.CancellationToken), StringComparison.Ordinal);

        // Delete, undo, delete again: a link to it says where it is, and the trash gives it back.
        var address = await Link(page, "calm").GetAttributeAsync("href");
        await More(page, "calm").ClickAsync();
        await Item(page, "Delete").ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Undo" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(Link(page, "calm")).ToBeVisibleAsync();
        await More(page, "calm").ClickAsync();
        await Item(page, "Delete").ClickAsync();
        await Assertions.Expect(Link(page, "calm")).ToHaveCountAsync(0);
        await page.GotoAsync(new Uri(server.Address, address!).ToString());
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "This notebook is in the trash" })).ToBeVisibleAsync();
        await page.ScreenshotAsync(new() { Path = Path.Combine(RepositoryFolders.Artifacts, "notebook-in-trash.png") });
        await page.GotoAsync(new Uri(server.Address, "/trash").ToString());
        await page.GetByRole(AriaRole.Button, new() { Name = "Restore calm" }).ClickAsync();
        await Assertions.Expect(page.GetByText("The trash is empty.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Notebooks", Exact = true }).ClickAsync();
        await Assertions.Expect(Link(page, "calm")).ToBeVisibleAsync();

        // An open notebook that somebody deletes says so, and what was in it comes back.
        await Link(page, "calm").ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { NameRegex = new Regex("^Cell 1,") })).ToBeVisibleAsync();
        var home = await context.NewPageAsync();
        await home.GotoAsync(server.Address.ToString());
        await More(home, "calm").ClickAsync();
        await Item(home, "Delete").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Restore", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { NameRegex = new Regex("^Cell 1,") })).ToBeVisibleAsync();
    }

    [ChromiumFact]
    public async Task Home_LightDarkAndPhone_HasItsNamesAndNoSeriousFault()
    {
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path);
        await using var context = await chromium.NewContextAsync();
        var page = (await NotebookDriver.SignInAsync(context, server)).Page;
        await DropAsync(page, [.. Enumerable.Range(1, 8).Select(static i => ($"Notebook {i}.dib", $"#!markdown\n# Lesson {i}\n\n#!csharp\nvar x{i} = {i};\n"))]);
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Dismiss" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Dismiss" }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "New notebook", Exact = true })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Import", Exact = true })).ToBeVisibleAsync();
        await Assertions.Expect(Link(page, "Notebook 8")).ToBeVisibleAsync();
        foreach (var (scheme, width) in new[] { (ColorScheme.Light, 1440), (ColorScheme.Dark, 1440), (ColorScheme.Light, 390) })
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            await page.SetViewportSizeAsync(width, 900);
            await page.ScreenshotAsync(new() { Path = Path.Combine(RepositoryFolders.Artifacts, $"home-{scheme.ToString().ToLowerInvariant()}-{width}.png") });
            var faults = await Deque.AxeCore.Playwright.PageExtensions.RunAxe(page);
            Assert.DoesNotContain(faults.Violations, static fault => fault.Impact is "serious" or "critical");
            Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), $"The page is wider than {width} px.");
        }
    }

    private static ILocator Link(IPage page, string title) => page.GetByRole(AriaRole.Link, new() { Name = title, Exact = true });

    private static ILocator More(IPage page, string title) => page.GetByRole(AriaRole.Button, new() { Name = $"More for {title}", Exact = true });

    private static ILocator Item(IPage page, string name) => page.GetByRole(AriaRole.Menuitem, new() { Name = name, Exact = true });

    private static async Task DropAsync(IPage page, params (string Name, string Content)[] files)
    {
        // The button works when the page takes files.
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Import", Exact = true })).ToBeEnabledAsync();
        var transfer = await page.EvaluateHandleAsync(
            "files => { const transfer = new DataTransfer(); for (const [name, content] of files) transfer.items.add(new File([content], name)); return transfer; }",
            files.Select(static file => new[] { file.Name, file.Content }).ToArray());
        await page.Locator("body").DispatchEventAsync("drop", new { dataTransfer = transfer });
    }
}
