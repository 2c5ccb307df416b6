using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Notebook.Tests.Browser;

/// <summary>The palette, the help, the menu of running, find and replace: by the keyboard, and with what a screen reader is told.</summary>
public sealed partial class CommandsTests(Chromium chromium)
{
    [ChromiumFact]
    public async Task PaletteHelpAndRunMenu_FromTheKeyboard_DoWhatTheySay()
    {
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path);
        await using var context = await chromium.NewContextAsync();
        var notebook = await NotebookDriver.SignInAsync(context, server);
        var page = notebook.Page;
        await notebook.NewNotebookAsync();
        await Assertions.Expect(notebook.Source(1)).ToBeFocusedAsync();
        await notebook.Title.FillAsync("The other one");
        await notebook.Title.PressAsync("Enter");
        await Assertions.Expect(page).ToHaveTitleAsync("The other one");
        await page.GotoAsync(server.Address.ToString());
        await notebook.NewNotebookAsync();
        await notebook.RunAsync(1, "var x = 20;");
        await notebook.ExpectStateAsync(1, "succeeded");
        var runs = page.GetByRole(AriaRole.Status, new() { Name = "Runs", Exact = true });
        await Assertions.Expect(runs).ToContainTextAsync("Cell 1 finished in");

        // A command by its words; the palette gives the focus back before it runs.
        await page.Keyboard.PressAsync("Control+k");
        var palette = page.GetByRole(AriaRole.Dialog, new() { Name = "Commands", Exact = true });
        var search = palette.GetByRole(AriaRole.Combobox, new() { Name = "Search commands", Exact = true });
        await Assertions.Expect(search).ToBeFocusedAsync();
        await Assertions.Expect(palette.GetByRole(AriaRole.Option, new() { Name = "The other one" })).ToBeAttachedAsync();
        await Screens.TakeAsync(page, "palette");
        await search.FillAsync("insert code bel");
        await Assertions.Expect(palette.GetByRole(AriaRole.Option, new() { Selected = true })).ToContainTextAsync("Insert code below");
        await search.PressAsync("Enter");
        await Assertions.Expect(palette).ToBeHiddenAsync();
        await Assertions.Expect(notebook.Source(2)).ToBeFocusedAsync();
        await page.Keyboard.InsertTextAsync("x + 22");

        // The help lists the commands; Escape gives the focus back.
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(notebook.Cell(2)).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("?");
        var help = page.GetByRole(AriaRole.Dialog, new() { Name = "Keyboard shortcuts", Exact = true });
        await Assertions.Expect(help.GetByText("Run cell and insert one below", new() { Exact = true })).ToBeVisibleAsync();
        await Screens.TakeAsync(page, "help");
        await help.GetByRole(AriaRole.Textbox, new() { Name = "Search shortcuts", Exact = true }).FillAsync("next occurrence");
        await Assertions.Expect(help.GetByText("Run cell and insert one below", new() { Exact = true })).ToBeHiddenAsync();
        await Assertions.Expect(help.GetByText("Add the next occurrence to the selection", new() { Exact = true })).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(help).ToBeHiddenAsync();
        await Assertions.Expect(notebook.Cell(2)).ToBeFocusedAsync();

        // A run of several cells goes in the order of the notebook, from the menu beside "Run all".
        var menuButton = page.GetByRole(AriaRole.Button, new() { Name = "More ways to run", Exact = true });
        await menuButton.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        var item = page.GetByRole(AriaRole.Menuitem, new() { Name = "Restart kernel and run all", Exact = true });
        await Assertions.Expect(item).ToBeVisibleAsync();
        await Screens.TakeAsync(page, "run-menu", OpenAsync);
        await OpenAsync();
        await page.Keyboard.PressAsync("End");
        await item.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(item).ToBeHiddenAsync();
        await notebook.ExpectOutputAsync(2, "42");
        await notebook.ExpectStateAsync(2, "succeeded");

        // Another window width closes a menu.
        async Task OpenAsync()
        {
            if (!await item.IsVisibleAsync())
                await menuButton.PressAsync("Enter");
            await Assertions.Expect(item).ToBeVisibleAsync();
        }

        // The tab of the browser tells a failure until the reader is back.
        await notebook.RunAsync(2, "throw new InvalidOperationException(\"no luck\");");
        await Assertions.Expect(runs).ToContainTextAsync("Cell 2 failed: ");
        await Assertions.Expect(runs).ToContainTextAsync("no luck");
        await Assertions.Expect(page).ToHaveTitleAsync("✗ Untitled notebook");
        await Screens.TakeAsync(page, "failed");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page).ToHaveTitleAsync("Untitled notebook");

        // A notebook by its title, from the palette.
        await page.Keyboard.PressAsync("Control+Shift+p");
        await search.FillAsync("other one");
        await Assertions.Expect(palette.GetByRole(AriaRole.Option, new() { Selected = true })).ToContainTextAsync("The other one");
        await search.PressAsync("Enter");
        await Assertions.Expect(notebook.Title).ToHaveValueAsync("The other one");
    }

    [ChromiumFact]
    public async Task RunningAndQueued_AreSeenInTheCellsAndTheTab_AndStopTogether()
    {
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path);
        await using var context = await chromium.NewContextAsync();
        var notebook = await NotebookDriver.SignInAsync(context, server);
        await notebook.NewNotebookAsync();
        await notebook.WriteAsync(1, "while (true) await Task.Delay(20);");
        for (var number = 2; number <= 4; number++)
        {
            await notebook.AddCodeCell.ClickAsync();
            await notebook.WriteAsync(number, $"{number}");
        }

        await notebook.RunAll.ClickAsync();

        await notebook.ExpectStateAsync(1, "running");
        await Assertions.Expect(notebook.Cell(2)).ToContainTextAsync("Queued · next");
        await Assertions.Expect(notebook.Cell(4)).ToContainTextAsync("Queued · 3rd");
        await Assertions.Expect(notebook.Page).ToHaveTitleAsync("▶ Untitled notebook");
        await Screens.TakeAsync(notebook.Page, "running");

        await notebook.Interrupt.ClickAsync();
        await notebook.ExpectStateAsync(1, "stopped");
        await notebook.ExpectStateAsync(4, "not run");

        // From cell 3 on: its number and those below it, in order, and none above.
        await notebook.Source(3).ClickAsync();
        await notebook.Page.GetByRole(AriaRole.Button, new() { Name = "More ways to run", Exact = true }).ClickAsync();
        await notebook.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Run this and all below", Exact = true }).ClickAsync();
        await notebook.ExpectStateAsync(3, "succeeded");
        await notebook.ExpectStateAsync(4, "succeeded");
        await notebook.ExpectStateAsync(2, "not run");
        await notebook.ExpectStateAsync(1, "stopped");
    }

    [ChromiumFact]
    public async Task EditingKeys_AsInVSCode_ChangeTheText_AndTabIsNoTrap()
    {
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path);
        await using var context = await chromium.NewContextAsync();
        var notebook = await NotebookDriver.SignInAsync(context, server);
        await notebook.NewNotebookAsync();
        var keyboard = notebook.Page.Keyboard;
        var lines = notebook.Source(1).Locator(".cm-line");
        await notebook.WriteAsync(1, "one a\ntwo a\nthree");

        await keyboard.PressAsync("Control+Home");
        await keyboard.PressAsync("Alt+ArrowDown");
        await Assertions.Expect(lines).ToHaveTextAsync(["two a", "one a", "three"]);
        await keyboard.PressAsync("Shift+Alt+ArrowDown");
        await Assertions.Expect(lines).ToHaveTextAsync(["two a", "one a", "one a", "three"]);
        await keyboard.PressAsync("Control+/");
        await Assertions.Expect(lines).ToHaveTextAsync(["two a", "one a", "// one a", "three"]);
        await keyboard.PressAsync("Control+Shift+k");
        await Assertions.Expect(lines).ToHaveTextAsync(["two a", "one a", "three"]);
        await keyboard.PressAsync("Control+Home");
        await keyboard.PressAsync("Control+]");
        await Assertions.Expect(lines.First).ToHaveTextAsync(Indented());
        await keyboard.PressAsync("Shift+Tab");
        await Assertions.Expect(lines.First).Not.ToHaveTextAsync(Indented());
        await keyboard.PressAsync("End");
        await keyboard.PressAsync("Control+d");
        await keyboard.PressAsync("Control+d");
        // Nothing that completion would offer a list for, nor a word under the mouse: Escape would close what is open over the text first.
        await notebook.Page.Mouse.MoveAsync(1, 1);
        await keyboard.TypeAsync("+");
        await Assertions.Expect(lines).ToHaveTextAsync(["two +", "one +", "three"]);
        await keyboard.PressAsync("Home");
        // The first Escape leaves one cursor of several, the second leaves the text.
        await keyboard.PressAsync("Escape");
        await Assertions.Expect(notebook.Source(1)).ToBeFocusedAsync();
        await keyboard.PressAsync("Escape");
        await Assertions.Expect(notebook.Cell(1)).ToBeFocusedAsync();

        await keyboard.PressAsync("Enter");
        await Assertions.Expect(notebook.Source(1)).ToBeFocusedAsync();
        await keyboard.PressAsync("Control+m");
        await Assertions.Expect(notebook.Page.GetByText("Tab moves the focus now.")).ToBeVisibleAsync();
        await keyboard.PressAsync("Tab");
        await Assertions.Expect(notebook.Source(1)).Not.ToBeFocusedAsync();
        await Assertions.Expect(lines).ToHaveTextAsync(["two +", "one +", "three"]);
    }

    [ChromiumFact]
    public async Task FindAndReplace_OverCellsFarAway_ReplacesThroughTheSession_AndUndoesAll()
    {
        const int Cells = 40;
        using var data = new TemporaryFolder();
        var file = Path.Combine(data.Path, "many.dib");
        await File.WriteAllTextAsync(
            file,
            string.Concat(Enumerable.Range(1, Cells).Select(static number => $"#!csharp\n\nvar apple{number} = {number};\n// Apple\n\n\n\n\n\n\n\n\n\n\n\n\n// end {number}\n\n")) + "#!markdown\n\n# About apples\n",
            TestContext.Current.CancellationToken);
        await using var server = await ServerProcess.StartAsync(Path.Combine(data.Path, "data"));
        await using var context = await chromium.NewContextAsync();
        var notebook = await NotebookDriver.SignInAsync(context, server);
        await notebook.ImportAsync(file);
        var page = notebook.Page;
        await Assertions.Expect(notebook.Cells).ToHaveCountAsync(Cells + 1);
        await notebook.Source(1).ClickAsync();
        await page.Keyboard.PressAsync("Control+Home");
        await page.Keyboard.PressAsync("Control+Enter");
        await notebook.ExpectStateAsync(1, "succeeded");

        await page.Keyboard.PressAsync("Control+h");
        var bar = page.GetByRole(AriaRole.Search, new() { Name = "Find in notebook", Exact = true });
        var query = bar.GetByRole(AriaRole.Textbox, new() { Name = "Find", Exact = true });
        var matches = bar.GetByRole(AriaRole.Status, new() { Name = "Matches", Exact = true });
        await Assertions.Expect(query).ToBeFocusedAsync();
        await query.FillAsync("apple");
        await Assertions.Expect(matches).ToHaveTextAsync($"1 of {Cells * 2 + 1}");
        await Screens.TakeAsync(page, "find");

        // Backwards over the top: the last match stands in a text cell far below, whose source is shown for it.
        await query.PressAsync("Shift+Enter");
        await Assertions.Expect(matches).ToHaveTextAsync($"{Cells * 2 + 1} of {Cells * 2 + 1}");
        await Assertions.Expect(notebook.Source(Cells + 1)).ToBeInViewportAsync();

        await bar.GetByRole(AriaRole.Button, new() { Name = "Match case", Exact = true }).ClickAsync();
        await bar.GetByRole(AriaRole.Button, new() { Name = "Regular expression", Exact = true }).ClickAsync();
        await query.FillAsync(@"apple(\d+)");
        await Assertions.Expect(matches).ToHaveTextAsync($"1 of {Cells}");
        var replace = bar.GetByRole(AriaRole.Textbox, new() { Name = "Replace with", Exact = true });
        await replace.FillAsync("pear$1");
        await bar.GetByRole(AriaRole.Button, new() { Name = "Replace all", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByText($"Replaced {Cells} times in {Cells} cells.")).ToBeVisibleAsync();

        // Another tab has it, so it went through the session, also in cells that no editor showed.
        var other = new NotebookDriver(await context.NewPageAsync());
        await other.Page.GotoAsync(page.Url);
        await Assertions.Expect(other.Source(20)).ToContainTextAsync("var pear20 = 20;");
        await Assertions.Expect(other.Source(Cells)).ToContainTextAsync($"var pear{Cells} = {Cells};");

        await page.BringToFrontAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo replace", Exact = true }).ClickAsync();
        await Assertions.Expect(other.Source(20)).ToContainTextAsync("var apple20 = 20;");
        await Assertions.Expect(other.Source(Cells)).ToContainTextAsync($"var apple{Cells} = {Cells};");

        // Escape goes on in the text, where a replacement is one step of the cell's own undo.
        await query.FillAsync(@"apple(1)\b");
        await Assertions.Expect(matches).ToHaveTextAsync("1 of 1");
        await replace.PressAsync("Enter");
        await Assertions.Expect(other.Source(1)).ToContainTextAsync("var pear1 = 1;");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(bar).ToBeHiddenAsync();
        await notebook.Source(1).ClickAsync();
        await page.Keyboard.PressAsync("Control+z");
        await Assertions.Expect(other.Source(1)).ToContainTextAsync("var apple1 = 1;");
    }

    // A pattern, because a plain text is compared without its leading spaces.
    [GeneratedRegex("^ {4}two a$")]
    private static partial Regex Indented();
}
