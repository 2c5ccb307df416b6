using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Notebook.Tests.Browser;

/// <summary>The gallery, and SQL on the page.</summary>
public sealed class GalleryTests(Chromium chromium)
{
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
