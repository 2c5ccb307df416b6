using Microsoft.Playwright;

namespace Notebook.Tests.Browser;

/// <summary>The panels beside the cells, by pointer and by keyboard.</summary>
public sealed class PanelTests(Chromium chromium)
{
    [ChromiumFact]
    public async Task Files_DroppedCsv_IsReadByInsertedCode_RenamedAndDeleted()
    {
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path);
        await using var context = await chromium.NewContextAsync();
        var notebook = await NotebookDriver.SignInAsync(context, server);
        var page = notebook.Page;
        await notebook.NewNotebookAsync();
        await Button(page, "Files").ClickAsync();
        var panel = page.GetByRole(AriaRole.Complementary, new() { Name = "Files" });
        await Assertions.Expect(panel.GetByText("No files yet.")).ToBeVisibleAsync();

        await DropAsync(page, "rain.csv", "station,mm\nKyoto,1522\nOslo,763\n");
        await Assertions.Expect(page.GetByText("rain.csv is uploaded.")).ToBeVisibleAsync();
        await Assertions.Expect(Button(panel, "Open rain.csv")).ToBeVisibleAsync();

        await Button(panel, "Open rain.csv").ClickAsync();
        var preview = page.GetByRole(AriaRole.Dialog, new() { Name = "rain.csv" });
        await Assertions.Expect(preview.GetByRole(AriaRole.Cell, new() { Name = "Kyoto" })).ToBeVisibleAsync();
        await Assertions.Expect(preview.GetByText("2 rows × 2 columns")).ToBeVisibleAsync();
        await Screens.TakeAsync(page, "file-preview");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(preview).ToBeHiddenAsync();

        await Button(page, "Insert code that reads rain.csv").ClickAsync();
        await Assertions.Expect(notebook.Source(2)).ToContainTextAsync("DataFrame.LoadCsv(\"rain.csv\")");
        await notebook.CellButton(2, "Run cell").ClickAsync();
        await notebook.ExpectStateAsync(2, "succeeded");
        await Assertions.Expect(notebook.Output(2).GetByRole(AriaRole.Cell, new() { Name = "Oslo" })).ToBeVisibleAsync();

        // A cell writes a file; its end is the panel's cue.
        await notebook.RunAsync(1, "File.WriteAllText(\"made.txt\", \"by code\");");
        await Assertions.Expect(Button(panel, "Open made.txt")).ToBeVisibleAsync();

        await MenuAsync(page, panel, "made.txt", "Rename");
        await panel.GetByRole(AriaRole.Textbox, new() { Name = "New name of made.txt" }).FillAsync("kept.txt");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(Button(panel, "Open kept.txt")).ToBeVisibleAsync();
        await MenuAsync(page, panel, "kept.txt", "Delete");
        await Screens.TakeAsync(page, "files");
        await Assertions.Expect(Button(panel, "Open kept.txt")).ToBeHiddenAsync();
        await Assertions.Expect(panel.GetByText("kept.txt was deleted.")).ToBeVisibleAsync();
        var undo = Button(panel, "Undo the deletion of kept.txt");
        await Assertions.Expect(undo).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(Button(panel, "Open kept.txt")).ToBeVisibleAsync();
        await Assertions.Expect(undo).ToBeHiddenAsync();
        await MenuAsync(page, panel, "kept.txt", "Delete");
        await Assertions.Expect(undo).ToBeVisibleAsync();
        var folder = Directory.EnumerateDirectories(data["notebooks"]).Single(static folder => File.Exists(Path.Combine(folder, "rain.csv")));
        Assert.False(File.Exists(Path.Combine(folder, "kept.txt")));
        // What was deleted goes for good with the panel.
        await page.GotoAsync(server.Address.ToString());
        Assert.True(await Eventually.TrueAsync(() => Task.FromResult(Directory.EnumerateFiles(folder).Select(Path.GetFileName).SequenceEqual(["rain.csv"]))));
    }

    [ChromiumFact]
    public async Task Variables_AreLiveFilteredAndOpened_ByKeyboard()
    {
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path);
        await using var context = await chromium.NewContextAsync();
        var notebook = await NotebookDriver.SignInAsync(context, server);
        var page = notebook.Page;
        await notebook.NewNotebookAsync();
        await Button(page, "Variables").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        var panel = page.GetByRole(AriaRole.Complementary, new() { Name = "Variables" });
        await Assertions.Expect(panel.GetByText("No variables yet.")).ToBeVisibleAsync();

        await notebook.RunAsync(1, "var word = \"hello\"; var rows = Enumerable.Range(0, 30).Select(i => new { I = i, T = $\"t{i}\" }).ToList();");
        await notebook.ExpectStateAsync(1, "succeeded");
        await Assertions.Expect(panel.GetByText("\"hello\"")).ToBeVisibleAsync();
        await Assertions.Expect(panel.GetByText("30 items")).ToBeVisibleAsync();
        await Assertions.Expect(Button(panel, "Cell 1, which declares rows")).ToBeVisibleAsync();

        await panel.GetByRole(AriaRole.Searchbox, new() { Name = "Filter variables" }).FillAsync("ro");
        await Assertions.Expect(Button(panel, "Open word")).ToBeHiddenAsync();
        await Button(panel, "Open rows").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        var value = page.GetByRole(AriaRole.Dialog, new() { Name = "rows" });
        await Assertions.Expect(value.GetByText("1–10 of 30 rows × 2 columns")).ToBeVisibleAsync();
        await value.GetByRole(AriaRole.Button, new() { Name = "Next page" }).ClickAsync();
        await Assertions.Expect(value.GetByRole(AriaRole.Cell, new() { Name = "t11", Exact = true })).ToBeVisibleAsync();
        await Screens.TakeAsync(page, "variable-value");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(value).ToBeHiddenAsync();
        await Assertions.Expect(Button(panel, "Open rows")).ToBeFocusedAsync();
        await panel.GetByRole(AriaRole.Searchbox, new() { Name = "Filter variables" }).FillAsync("");
        await Screens.TakeAsync(page, "variables");

        // An object is a tree, which opens by the keyboard.
        await notebook.RunAsync(1, "var word = \"hello\"; record River(string Name, int Length); record Town(string Name, River River); var town = new Town(\"Oslo\", new River(\"Akerselva\", 8));");
        await notebook.ExpectStateAsync(1, "succeeded");
        await Button(panel, "Open town").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        var tree = page.GetByRole(AriaRole.Dialog, new() { Name = "town" });
        await Assertions.Expect(tree.GetByText("Oslo")).ToBeVisibleAsync();
        var river = tree.GetByRole(AriaRole.Treeitem, new() { NameRegex = new("^River") });
        await river.FocusAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(river).ToHaveAttributeAsync("aria-expanded", "true");
        await Assertions.Expect(tree.GetByText("Akerselva").Last).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(tree.GetByRole(AriaRole.Treeitem, new() { NameRegex = new("^Name.*Akerselva") })).ToBeFocusedAsync();
        await Screens.TakeAsync(page, "variable-tree");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(Button(panel, "Open town")).ToBeFocusedAsync();

        // While a cell runs the list is there and a value says why it is not.
        await notebook.RunAsync(1, "var word = \"hello\"; while (true) { }");
        await notebook.ExpectStateAsync(1, "running");
        await Button(panel, "Open word").ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog).GetByText("A cell is running.")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await notebook.Interrupt.ClickAsync();
        await notebook.ExpectStateAsync(1, "stopped");
    }

    [ChromiumFact]
    public async Task Phone_MenuOfTheBar_HasWhatStandsOnTheRailElsewhere()
    {
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path);
        await using var context = await chromium.NewContextAsync(new() { ViewportSize = new() { Width = 390, Height = 844 } });
        var notebook = await NotebookDriver.SignInAsync(context, server);
        var page = notebook.Page;
        await notebook.NewNotebookAsync();
        var more = Button(page, "More");
        foreach (var name in (string[])["Outline", "Variables", "Files", "Packages", "Secrets", "Dependencies", "Comments"])
        {
            await more.ClickAsync();
            await page.GetByRole(AriaRole.Menuitem, new() { Name = name }).ClickAsync();
            var panel = page.GetByRole(AriaRole.Complementary, new() { Name = name });
            await Assertions.Expect(panel).ToBeVisibleAsync();
            await Screens.TakeAsync(page, $"panel-{name.ToLowerInvariant()}");
            await panel.GetByRole(AriaRole.Button, new() { Name = $"Close {name.ToLowerInvariant()}" }).FocusAsync();
            await page.Keyboard.PressAsync("Escape");
            await Assertions.Expect(panel).ToBeHiddenAsync();
            await Assertions.Expect(more).ToBeFocusedAsync();
        }

        await more.ClickAsync();
        await Screens.TakeAsync(page, "more-menu", async () =>
        {
            var item = page.GetByRole(AriaRole.Menuitem, new() { Name = "History" });
            if (!await item.IsVisibleAsync())
                await more.ClickAsync();
            await Assertions.Expect(item).ToBeVisibleAsync();
        });
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "History" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog, new() { Name = "History" })).ToBeVisibleAsync();
    }

    private static ILocator Button(IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private static ILocator Button(ILocator panel, string name) => panel.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private static async Task MenuAsync(IPage page, ILocator panel, string file, string item)
    {
        await Button(panel, $"More for {file}").ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = item, Exact = true }).ClickAsync();
    }

    /// <summary>What a browser does when a file from the desktop is let go over the page.</summary>
    private static async Task DropAsync(IPage page, string name, string text) => await page.EvaluateAsync("""
        ([name, text]) => {
          const data = new DataTransfer();
          data.items.add(new File([text], name, { type: "text/csv" }));
          const target = document.querySelector(".cell");
          for (const type of ["dragenter", "dragover", "drop"]) target.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
        }
        """, new[] { name, text });
}
