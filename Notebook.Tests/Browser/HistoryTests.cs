using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Notebook.Tests.Browser;

/// <summary>Earlier states of a notebook, by keyboard and by pointer.</summary>
public sealed class HistoryTests(Chromium chromium)
{
    [ChromiumFact]
    public async Task History_ShowsWhatDiffers_RestoresAndIsUndone()
    {
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path);
        await using var context = await chromium.NewContextAsync();
        var notebook = await NotebookDriver.SignInAsync(context, server);
        var page = notebook.Page;
        await notebook.NewNotebookAsync();
        await notebook.RunAsync(1, "var x = 1;\nConsole.WriteLine($\"x is {x}\");");
        await notebook.ExpectStateAsync(1, "succeeded");
        await notebook.Source(1).ClickAsync();
        await page.Keyboard.PressAsync("Control+s");
        await Expect(page.GetByText("This moment is a checkpoint in History, too.")).ToBeVisibleAsync();
        await notebook.RunAsync(1, "var x = 2;\nConsole.WriteLine($\"x is {x}\");");
        await notebook.ExpectOutputAsync(1, "x is 2");
        await notebook.AddCodeCell.ClickAsync();
        await notebook.WriteAsync(2, "// another");

        await page.GetByRole(AriaRole.Button, new() { Name = "History", Exact = true }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "History" });
        var revisions = dialog.GetByRole(AriaRole.List, new() { Name = "Revisions, newest first" }).GetByRole(AriaRole.Button);
        await Expect(revisions).ToHaveCountAsync(3);
        await dialog.GetByRole(AriaRole.Textbox, new() { Name = "Name of the checkpoint" }).FillAsync("Before <b>the talk</b>");
        await page.Keyboard.PressAsync("Enter");
        await Expect(revisions.First).ToContainTextAsync("Before <b>the talk</b>");

        // The checkpoint by Ctrl+S is the third from the top: two came after it.
        var checkpoint = revisions.Filter(new() { HasText = "Checkpoint" }).Last;
        await checkpoint.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        var cell = dialog.GetByRole(AriaRole.Region, new() { Name = "Cell 1", Exact = true });
        await Expect(cell.GetByRole(AriaRole.Cell, new() { Name = "var x = 1;" })).ToBeVisibleAsync();
        await Expect(cell.GetByRole(AriaRole.Cell, new() { Name = "var x = 2;" })).ToBeVisibleAsync();
        await Expect(cell.GetByRole(AriaRole.Cell, new() { Name = "− x is 1", Exact = true })).ToBeVisibleAsync();
        await Expect(cell.GetByRole(AriaRole.Cell, new() { Name = "+ x is 2", Exact = true })).ToBeVisibleAsync();
        await Expect(dialog.GetByRole(AriaRole.Region, new() { Name = "Cell 2, new" })).ToBeVisibleAsync();
        await Screens.TakeAsync(page, "history");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "With the one before" }).ClickAsync();
        await Expect(dialog.GetByText("Nothing differs.")).ToBeVisibleAsync();

        await dialog.GetByRole(AriaRole.Button, new() { Name = "Restore" }).ClickAsync();
        await Expect(dialog).ToBeHiddenAsync();
        await Expect(notebook.Source(1)).ToContainTextAsync("var x = 1;");
        await notebook.ExpectOutputAsync(1, "x is 1");
        await Expect(notebook.Cells).ToHaveCountAsync(1);
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo", Exact = true }).Last.ClickAsync();
        await Expect(notebook.Source(2)).ToContainTextAsync("// another");
        await notebook.ExpectOutputAsync(1, "x is 2");
    }

    [ChromiumFact]
    public async Task History_ChartsAndTablesThatChanged_StandSideBySide()
    {
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path);
        await using var context = await chromium.NewContextAsync();
        var notebook = await NotebookDriver.SignInAsync(context, server);
        var page = notebook.Page;
        await notebook.NewNotebookAsync();
        await notebook.RunAsync(1, "var n = 3;\ndisplay(Plot.Line(new[] { 1, 2, n }));\nEnumerable.Range(1, n).Select(i => new { Number = i, Square = i * i })");
        await notebook.ExpectStateAsync(1, "succeeded");
        await Expect(notebook.Output(1).Locator(".main-svg").First).ToBeVisibleAsync();
        await notebook.Source(1).ClickAsync();
        await page.Keyboard.PressAsync("Control+s");
        await Expect(page.GetByText("This moment is a checkpoint in History, too.")).ToBeVisibleAsync();
        await notebook.RunAsync(1, "var n = 5;\ndisplay(Plot.Line(new[] { 1, 2, n }));\nEnumerable.Range(1, n).Select(i => new { Number = i, Square = i * i })");
        await Expect(notebook.Output(1).GetByText("5 rows × 2 columns")).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "History", Exact = true }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "History" });
        await dialog.GetByRole(AriaRole.List, new() { Name = "Revisions, newest first" }).GetByRole(AriaRole.Button).Filter(new() { HasText = "Checkpoint" }).Last.ClickAsync();

        var (chartThen, chartNow) = (Value(1, "Then"), Value(1, "Now"));
        await Expect(chartThen.Locator(".main-svg").First).ToBeVisibleAsync();
        await Expect(chartNow.Locator(".main-svg").First).ToBeVisibleAsync();
        Assert.Equal("1,2,3", await chartThen.Locator(".plot").EvaluateAsync<string>("plot => [...plot.data[0].y].join()"));
        Assert.Equal("1,2,5", await chartNow.Locator(".plot").EvaluateAsync<string>("plot => [...plot.data[0].y].join()"));
        await Expect(Value(2, "Then").Locator("tbody tr")).ToHaveCountAsync(3);
        await Expect(Value(2, "Now").Locator("tbody tr")).ToHaveCountAsync(5);
        // What a reader does with a table works on one that is no part of the notebook any more.
        await Value(2, "Then").GetByRole(AriaRole.Button, new() { Name = "Square", Exact = true }).ClickAsync();
        await Value(2, "Then").GetByRole(AriaRole.Button, new() { NameRegex = new("^Square") }).ClickAsync();
        await Expect(Value(2, "Then").Locator("tbody tr").First).ToContainTextAsync("9");
        await Screens.TakeAsync(page, "history-values");
        Assert.Empty(await Axe.ProblemsAsync(page, "history with values", ColorScheme.Light));
        Assert.Empty(await Axe.ProblemsAsync(page, "history with values", ColorScheme.Dark));

        ILocator Value(int number, string state) => dialog.GetByRole(AriaRole.Figure, new() { Name = $"Value {number} of Cell 1, {state}", Exact = true });
    }

    [ChromiumFact]
    public async Task Verify_HoldsAndThenSaysWhereItDoesNot()
    {
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path);
        await using var context = await chromium.NewContextAsync();
        var notebook = await NotebookDriver.SignInAsync(context, server);
        var page = notebook.Page;
        await notebook.NewNotebookAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Verify", Exact = true }).ClickAsync();
        await Expect(page.GetByText("No cell has run yet")).ToBeVisibleAsync();
        await notebook.RunAsync(1, "var x = 1;\nConsole.WriteLine($\"x is {x}\");");
        await notebook.ExpectStateAsync(1, "succeeded");

        await page.GetByRole(AriaRole.Button, new() { Name = "Verify", Exact = true }).ClickAsync();
        var held = page.GetByRole(AriaRole.Button, new() { Name = "Verified, show what Verify found" });
        await Expect(held).ToBeVisibleAsync(new() { Timeout = 60_000 });

        // The session's own kernel went its own way: x is 5 there, and the cell shows it.
        await notebook.AddCodeCell.ClickAsync();
        await notebook.RunAsync(2, "x = 5;");
        await notebook.ExpectStateAsync(2, "succeeded");
        await notebook.AddCodeCell.ClickAsync();
        await notebook.RunAsync(3, "Console.WriteLine($\"{x} {Guid.NewGuid()}\");");
        await notebook.ExpectStateAsync(3, "succeeded");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Verified, edited since, show what Verify found" })).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("Control+k");
        await page.Keyboard.TypeAsync("verify run all");
        await page.Keyboard.PressAsync("Enter");
        var differs = page.GetByRole(AriaRole.Button, new() { Name = "1 cell differs, show what Verify found" });
        await Expect(differs).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await differs.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "Verification" });
        await Expect(dialog.GetByText("1 of 3 cells shows something else.")).ToBeVisibleAsync();
        await Expect(dialog.GetByRole(AriaRole.Region, new() { Name = "Cell 3" })).ToBeVisibleAsync();
        await Screens.TakeAsync(page, "verification");
        await page.Keyboard.PressAsync("Escape");
        await Expect(dialog).ToBeHiddenAsync();
        await page.ReloadAsync();
        await Expect(differs).ToBeVisibleAsync();
    }
}
