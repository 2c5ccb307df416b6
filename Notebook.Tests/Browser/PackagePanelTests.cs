using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Notebook.Tests.Packages;
using static Microsoft.Playwright.Assertions;

namespace Notebook.Tests.Browser;

/// <summary>The panel of packages: what is there, what can be found, at which version, and what a conflict says.</summary>
public sealed class PackagePanelTests(Chromium chromium)
{
    [ChromiumFact]
    public async Task Packages_AreFoundChosenByVersionInsertedAndLoaded_AndAConflictIsSaid()
    {
        using var feed = new LocalFeed();
        feed.Add("Test.Weather", "1.0.0", "public class Weather { public string Say() => \"sun 1\"; }", ["Test.Sky 1.0.0"])
            .Add("Test.Weather", "2.0.0", "public class Weather { public string Say() => \"sun 2\"; }", ["Test.Sky 1.0.0"]).Add("Test.Sky", "1.0.0", "public class Sky { }")
            .Add("Test.Rain", "3.0.0", "public class Rain { }");
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path, settings: new Dictionary<string, string> { ["Packages__Sources__0"] = feed.Path });
        await using var context = await chromium.NewContextAsync();
        var notebook = await NotebookDriver.SignInAsync(context, server);
        var page = notebook.Page;
        await notebook.NewNotebookAsync();
        await Button(page, "Packages").ClickAsync();
        var panel = page.GetByRole(AriaRole.Complementary, new() { Name = "Packages" });

        // Preinstalled: a using is enough.
        await Expect(panel.GetByRole(AriaRole.List, new() { Name = "Preinstalled packages" }).GetByText("CsvHelper", new() { Exact = true })).ToBeVisibleAsync();
        await Screens.TakeAsync(page, "packages");

        // Found, by the keyboard, at an older version than the latest.
        await panel.GetByRole(AriaRole.Searchbox, new() { Name = "Search packages" }).FillAsync("test.weather");
        await Expect(panel.GetByText("1 package found.")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        var version = panel.GetByRole(AriaRole.Combobox, new() { Name = "Version of Test.Weather" });
        await version.FocusAsync();
        await Expect(version.GetByRole(AriaRole.Option)).ToHaveCountAsync(2);
        await version.SelectOptionAsync("1.0.0");
        await Button(panel, "Insert Test.Weather").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(panel.GetByText("Inserted. Run the cell to use Test.Weather.")).ToBeVisibleAsync();
        await Expect(notebook.Source(1)).ToHaveTextAsync("#r \"nuget: Test.Weather, 1.0.0\"");

        await notebook.RunAsync(1, "#r \"nuget: Test.Weather, 1.0.0\"\nnew Weather().Say()");
        await notebook.ExpectOutputAsync(1, "sun 1");
        await panel.GetByRole(AriaRole.Searchbox, new() { Name = "Search packages" }).FillAsync("");
        await Expect(panel.GetByRole(AriaRole.List, new() { Name = "Loaded packages" })).ToContainTextAsync("Test.Weather1.0.0");
        await Expect(panel.GetByText("1 package that these need")).ToBeVisibleAsync();

        // The same at another version: said plainly, and the session goes on.
        await notebook.AddCodeCell.Last.ClickAsync();
        await notebook.RunAsync(2, "#r \"nuget: Test.Weather, 2.0.0\"");
        await notebook.ExpectOutputAsync(2, "Test.Weather version 2.0.0 cannot be added because version 1.0.0 was added previously.");
        await notebook.RunAsync(2, "new Weather().Say() + \"!\"");
        await notebook.ExpectOutputAsync(2, "sun 1!");

        // Without a version: pinned in the notebook, and unpinned by a person.
        await notebook.RunAsync(2, "#r \"nuget: Test.Rain\"");
        await notebook.ExpectOutputAsync(2, "Test.Rain, 3.0.0");
        await Button(panel, "Unpin Test.Rain").ClickAsync();
        await Expect(Button(panel, "Unpin Test.Rain")).ToBeHiddenAsync();

        // One that is nowhere.
        await notebook.RunAsync(2, "#r \"nuget: Test.Nothing\"");
        await notebook.ExpectOutputAsync(2, "There is no package Test.Nothing");
        await Screens.TakeAsync(page, "packages-loaded");
    }

    [ChromiumFact]
    public async Task Restore_ThatTakesItsTime_ShowsIt_AndStopEndsIt()
    {
        // Takes connections and never says a word.
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path, settings: new Dictionary<string, string> { ["Packages__Sources__0"] = $"https://{silent.LocalEndpoint}/index.json" });
        await using var context = await chromium.NewContextAsync();
        var notebook = await NotebookDriver.SignInAsync(context, server);
        await notebook.NewNotebookAsync();

        await notebook.RunAsync(1, "#r \"nuget: Test.Slow, 1.0.0\"");
        await Expect(notebook.Output(1)).ToContainTextAsync(new Regex(@"Installing Packages, [1-9]\d*\.\d s"));
        await Expect(notebook.Output(1)).ToContainTextAsync("Test.Slow, 1.0.0");
        await notebook.Interrupt.ClickAsync();
        await notebook.ExpectOutputAsync(1, "Stopped installing packages.");
        await notebook.ExpectStateAsync(1, "stopped");
        await notebook.RunAsync(1, "40 + 2");
        await notebook.ExpectOutputAsync(1, "42");
    }

    private static ILocator Button(IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private static ILocator Button(ILocator panel, string name) => panel.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });
}
