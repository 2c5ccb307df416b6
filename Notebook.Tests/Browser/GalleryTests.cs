using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Notebook.Web.Formats;

namespace Notebook.Tests.Browser;

/// <summary>The gallery, and SQL on the page.</summary>
public sealed class GalleryTests(Chromium chromium)
{
    public static TheoryData<string> Names => [.. GalleryNotebook.All.Select(static notebook => notebook.Name)];

    [ChromiumTheory]
    [MemberData(nameof(Names))]
    public async Task Notebook_OpenedAsACopyAndRunToItsEnd_ShowsEverything(string name)
    {
        var shown = GalleryNotebook.All.Single(notebook => notebook.Name == name);
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path, settings: new Dictionary<string, string> { ["Packages__Offline"] = "true" });
        await using var context = await chromium.NewContextAsync();
        var notebook = await NotebookDriver.SignInAsync(context, server);
        var page = notebook.Page;
        await page.GotoAsync(new Uri(server.Address, "/gallery").ToString());
        var button = page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex($"^{Regex.Escape(shown.Title)}") });
        await Assertions.Expect(button).ToBeEnabledAsync();
        await button.ClickAsync();
        await Assertions.Expect(notebook.Title).ToHaveValueAsync(shown.Title);
        await notebook.RunAll.ClickAsync();

        var document = shown.Create(TimeProvider.System);
        for (var number = 1; number <= document.Cells.Count; number++)
        {
            if (!document.Cells[number - 1].CanRun)
                continue;
            var ended = page.GetByRole(AriaRole.Region, new() { NameRegex = new Regex($"^Cell {number}, .*(succeeded|failed)") });
            await Assertions.Expect(ended).ToBeAttachedAsync(new() { Timeout = 120_000 });
            Assert.Equal(document.Cells[number - 1].Source.Contains("on purpose", StringComparison.Ordinal), (await ended.GetAttributeAsync("aria-label"))!.Contains("failed", StringComparison.Ordinal));
        }

        await Screens.TakeWholeAsync(page, $"gallery-{name}");
    }

    [ChromiumFact]
    public async Task Gallery_SqlNotebook_OpensAsACopyAndRuns()
    {
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path);
        await using var context = await chromium.NewContextAsync();
        var notebook = await NotebookDriver.SignInAsync(context, server);
        var page = notebook.Page;

        await page.GetByRole(AriaRole.Link, new() { Name = "Gallery", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator(".gallery button")).ToHaveCountAsync(10);
        await Assertions.Expect(page.Locator(".gallery button").First).ToBeEnabledAsync();
        await Screens.TakeAsync(page, "gallery");
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^SQL over files") }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/n/[a-z2-7]{16}$"));
        await Assertions.Expect(notebook.Title).ToHaveValueAsync("SQL over files and variables");
        await notebook.RunAll.ClickAsync();

        await notebook.ExpectStateAsync(4, "succeeded");
        await Assertions.Expect(notebook.Output(4).GetByRole(AriaRole.Cell, new() { Name = "Ostend" })).ToBeVisibleAsync();
        await notebook.Source(4).ClickAsync();
        await Assertions.Expect(notebook.Source(4).Locator(".tok-keyword").First).ToHaveTextAsync("select");

        // What is wrong is said at its line.
        await notebook.RunAsync(4, "select station,\n  nothing\nfrom 'levels.csv'");
        await notebook.ExpectStateAsync(4, "failed");
        await notebook.ExpectOutputAsync(4, "Referenced column \"nothing\" not found");
    }
}
