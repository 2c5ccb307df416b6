using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Notebook.Tests.Browser;

/// <summary>Working with cells as such: by the mouse, and again by the keyboard alone. Leaves pictures of the states it passes.</summary>
public sealed class CellWorkTests(Chromium chromium)
{
    private const string Report = """
        {"cells":[
        {"cell_type":"markdown","id":"title","metadata":{},"source":["# Sales of the year\n","Some words about it."]},
        {"cell_type":"code","id":"load","metadata":{},"source":["// Load the data\n","var sales = new[] { 3, 5, 8, 13 };\n","sales.Sum()"],"execution_count":1,"outputs":[{"output_type":"execute_result","execution_count":1,"metadata":{},"data":{"text/plain":["29"]}}]},
        {"cell_type":"markdown","id":"region","metadata":{},"source":["## By region\n","Which region sells most?"]},
        {"cell_type":"code","id":"north","metadata":{"jupyter":{"outputs_hidden":true}},"source":["var north = sales.Take(2);"],"execution_count":2,"outputs":[{"output_type":"stream","name":"stdout","text":["hello\n"]}]},
        {"cell_type":"markdown","id":"detail","metadata":{},"source":["### Detail\n","More."]},
        {"cell_type":"code","id":"loop","metadata":{},"source":["// The loop\n","foreach (var n in north)\n","    Console.WriteLine(n);"],"execution_count":null,"outputs":[]},
        {"cell_type":"markdown","id":"month","metadata":{},"source":["## By month\n","And when?"]},
        {"cell_type":"code","id":"last","metadata":{},"source":["Console.WriteLine(\"end\");"],"execution_count":null,"outputs":[]}
        ],"metadata":{},"nbformat":4,"nbformat_minor":5}
        """;

    [ChromiumFact]
    public async Task Cells_ByMouse_AreSelectedDeletedMovedFoldedHiddenAndFound()
    {
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path);
        await using var context = await chromium.NewContextAsync();
        var notebook = await NotebookDriver.SignInAsync(context, server);
        var page = notebook.Page;
        await ImportReportAsync(notebook, data.Path);

        // Several, deleted and brought back.
        await notebook.Cell(2).Locator(".cell-gutter").ClickAsync(new() { Position = new() { X = 4, Y = 44 } });
        await notebook.Cell(4).Locator(".cell-gutter").ClickAsync(new() { Position = new() { X = 4, Y = 44 }, Modifiers = [KeyboardModifier.Shift] });
        foreach (var number in (int[])[2, 3, 4])
            await Expect(notebook.Cell(number)).ToHaveAccessibleDescriptionAsync("Selected");
        await PicturesAsync(page, "cells-selected");
        await notebook.CellButton(4, "Delete cell").ClickAsync();
        await Expect(notebook.Cells).ToHaveCountAsync(5);
        await page.GetByText("3 cells are deleted.").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo", Exact = true }).ClickAsync();
        await ExpectOrderAsync(notebook, "title load region north detail loop month last");
        await Expect(notebook.Output(2)).ToContainTextAsync("29");

        // Dragged above the heading before it; Escape changes nothing.
        await notebook.Cell(8).HoverAsync();
        var handle = await notebook.Cell(8).Locator(".drag-handle").BoundingBoxAsync();
        await page.Mouse.MoveAsync(handle!.X + 8, handle.Y + 8);
        await page.Mouse.DownAsync();
        var target = await notebook.Cell(7).BoundingBoxAsync();
        await page.Mouse.MoveAsync(handle.X + 8, handle.Y - 20);
        await page.Mouse.MoveAsync(handle.X + 8, target!.Y + 4);
        await Expect(page.Locator(".drop-line")).ToBeVisibleAsync();
        await PicturesAsync(page, "cells-dragged", phone: false);
        await page.Keyboard.PressAsync("Escape");
        await page.Mouse.UpAsync();
        await ExpectOrderAsync(notebook, "title load region north detail loop month last");
        await page.Mouse.MoveAsync(handle.X + 8, handle.Y + 8);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(handle.X + 8, handle.Y - 20);
        await page.Mouse.MoveAsync(handle.X + 8, target.Y + 4);
        await page.Mouse.UpAsync();
        await ExpectOrderAsync(notebook, "title load region north detail loop last month");

        // A section folded by its button, and opened by what it says is hidden.
        await notebook.Cell(3).HoverAsync();
        await notebook.CellButton(3, "Fold or unfold the section").ClickAsync();
        var note = notebook.Cell(3).GetByRole(AriaRole.Button, new() { Name = "4 cells hidden", Exact = true });
        await Expect(note).ToHaveAttributeAsync("aria-expanded", "false");
        await Expect(notebook.Cell(4)).ToBeHiddenAsync();
        await PicturesAsync(page, "cells-folded");
        await note.ClickAsync();
        await Expect(notebook.Cell(4)).ToBeVisibleAsync();

        // Code and output hidden for everyone, over a reload.
        await ChooseAsync(notebook, 6, "Hide or show code");
        await Expect(notebook.Cell(6)).ToHaveAccessibleNameAsync("Cell 6, code, not run, code hidden");
        await notebook.CellButton(4, "Show output of cell 4").ClickAsync();
        await Expect(notebook.Output(4)).ToContainTextAsync("hello");
        await PicturesAsync(page, "cells-hidden");
        await ChooseAsync(notebook, 2, "Duplicate");
        await ExpectOrderAsync(notebook, "title load * region north detail loop last month");
        await page.ReloadAsync();
        await Expect(notebook.Cell(7)).ToHaveAccessibleNameAsync("Cell 7, code, not run, code hidden");
        await notebook.CellButton(7, "Show code of cell 7").ClickAsync();
        await Expect(notebook.Source(7)).ToContainTextAsync("// The loop");

        // The outline shows names and status, and leads to what is folded away; so does a link.
        await page.GetByRole(AriaRole.Button, new() { Name = "Outline", Exact = true }).ClickAsync();
        var outline = page.GetByRole(AriaRole.Complementary, new() { Name = "Outline", Exact = true });
        await Expect(outline.GetByRole(AriaRole.Link)).ToHaveTextAsync(
            [new Regex("Sales of the year"), new Regex("Load the data"), new Regex("Load the data"), new Regex("By region"), new Regex("var north"), new Regex("Detail"), new Regex("The loop"), new Regex("Console"), new Regex("By month")]);
        await notebook.Cell(2).HoverAsync();
        await notebook.CellButton(2, "Run cell").ClickAsync();
        await Expect(outline.GetByRole(AriaRole.Link).Nth(1)).ToContainTextAsync("succeeded");
        await PicturesAsync(page, "cells-outline");
        await notebook.Cell(4).HoverAsync();
        await notebook.CellButton(4, "Fold or unfold the section").ClickAsync();
        await outline.GetByRole(AriaRole.Link, new() { NameRegex = new Regex("The loop") }).ClickAsync();
        await Expect(notebook.Cell(7)).ToBeFocusedAsync();
        await Expect(notebook.Cell(7)).ToBeInViewportAsync();
        await notebook.Cell(4).HoverAsync();
        await notebook.CellButton(4, "Fold or unfold the section").ClickAsync();
        await Expect(notebook.Cell(7)).ToBeHiddenAsync();
        await page.GotoAsync(page.Url.Split('#')[0] + "#cell-loop");
        await Expect(notebook.Cell(7)).ToBeFocusedAsync();
        await ChooseAsync(notebook, 7, "Copy link to cell");
        await page.GetByText("The link to cell 7 is copied.").WaitForAsync();
    }

    [ChromiumFact]
    public async Task Cells_ByKeyboard_AreChangedUndoneAndCopiedToAnotherNotebook()
    {
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path);
        await using var context = await chromium.NewContextAsync();
        var notebook = await NotebookDriver.SignInAsync(context, server);
        var page = notebook.Page;
        await ImportReportAsync(notebook, data.Path);

        // Selected, moved together, and back.
        await notebook.Cell(1).FocusAsync();
        await PressAsync(page, "j", "Shift+ArrowDown");
        await Expect(notebook.Cell(3)).ToHaveAccessibleDescriptionAsync("Selected");
        await PressAsync(page, "Alt+ArrowDown");
        await ExpectOrderAsync(notebook, "title north load region detail loop month last");
        await PressAsync(page, "z");
        await ExpectOrderAsync(notebook, "title load region north detail loop month last");
        await PressAsync(page, "Shift+Z");
        await ExpectOrderAsync(notebook, "title north load region detail loop month last");
        await PressAsync(page, "z");
        await ExpectOrderAsync(notebook, "title load region north detail loop month last");

        // Split at the cursor and merged again: every character stays.
        await PressAsync(page, "Home", "j", "Enter");
        await Expect(notebook.Source(2)).ToBeFocusedAsync();
        await PressAsync(page, "Control+Home", "ArrowDown", "Control+Shift+-");
        await Expect(notebook.Source(2)).ToHaveTextAsync("// Load the data");
        await Expect(notebook.Source(3)).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("/* here */");
        await Expect(notebook.Source(3)).ToHaveTextAsync("/* here */var sales = new[] { 3, 5, 8, 13 };sales.Sum()");
        await PressAsync(page, "Escape", "k", "Shift+M");
        await Expect(notebook.Source(2)).ToHaveTextAsync("// Load the data/* here */var sales = new[] { 3, 5, 8, 13 };sales.Sum()");
        await Expect(notebook.Cells).ToHaveCountAsync(8);

        // Kinds, headings, hidden parts.
        await PressAsync(page, "m");
        await Expect(notebook.Cell(2)).ToHaveAccessibleNameAsync("Cell 2, text");
        await PressAsync(page, "y");
        await Expect(notebook.Source(2)).ToContainTextAsync("// Load the data");
        await PressAsync(page, "2");
        await Expect(notebook.Cell(2).GetByRole(AriaRole.Heading, new() { Level = 2 })).ToBeVisibleAsync();
        await PressAsync(page, "z");
        await Expect(notebook.Source(2)).ToHaveTextAsync("// Load the data/* here */var sales = new[] { 3, 5, 8, 13 };sales.Sum()");
        await PressAsync(page, "o");
        await Expect(notebook.Cell(2)).ToHaveAccessibleNameAsync("Cell 2, code, not run, output hidden");
        await PressAsync(page, "o", "h", "h");
        await Expect(notebook.Cell(2)).ToHaveAccessibleNameAsync("Cell 2, code, not run, code hidden");
        await PressAsync(page, "h", "h");
        await Expect(notebook.Cell(2)).ToHaveAccessibleNameAsync("Cell 2, code, not run");

        // A section folded: moving on passes over it.
        await PressAsync(page, "j", "ArrowLeft");
        await Expect(notebook.Cell(3)).ToContainTextAsync("3 cells hidden");
        await PressAsync(page, "j");
        await Expect(notebook.Cell(7)).ToBeFocusedAsync();
        await PressAsync(page, "k", "ArrowRight");
        await Expect(notebook.Cell(4)).ToBeVisibleAsync();

        // Deleted with D D, back with Z; the outline by its key.
        await PressAsync(page, "d", "d");
        await Expect(notebook.Cells).ToHaveCountAsync(7);
        await PressAsync(page, "z");
        await ExpectOrderAsync(notebook, "title load region north detail loop month last");
        await PressAsync(page, "Control+b", "End", "Enter");
        await Expect(notebook.Cell(8)).ToBeFocusedAsync();

        // Copied here, pasted in another notebook, outputs included.
        await PressAsync(page, "Home", "j", "Shift+J", "c");
        await Expect(page.GetByText("2 cells copied")).ToBeAttachedAsync();
        await page.GotoAsync(new Uri(new Uri(page.Url), "/").ToString());
        await notebook.NewNotebookAsync();
        await Expect(notebook.Source(1)).ToBeFocusedAsync();
        await PressAsync(page, "Escape", "v");
        await Expect(notebook.Cells).ToHaveCountAsync(3);
        await Expect(notebook.Output(2)).ToContainTextAsync("29");
        await Expect(notebook.Cell(3)).ToContainTextAsync("By region");
        await PressAsync(page, "x");
        await Expect(notebook.Cells).ToHaveCountAsync(1);
        await PressAsync(page, "Shift+V");
        await Expect(notebook.Cells).ToHaveCountAsync(3);
        await Expect(notebook.Cell(2)).ToContainTextAsync("By region");
    }

    [ChromiumFact]
    public async Task Picture_PastedIntoAText_IsShownAndStays()
    {
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path);
        await using var context = await chromium.NewContextAsync();
        var notebook = await NotebookDriver.SignInAsync(context, server);
        var page = notebook.Page;
        await ImportReportAsync(notebook, data.Path);
        await notebook.Cell(1).FocusAsync();
        await PressAsync(page, "Enter", "Control+End");
        await Expect(notebook.Source(1)).ToBeFocusedAsync();

        await notebook.Source(1).EvaluateAsync("""
            async editor => {
              const canvas = Object.assign(document.createElement("canvas"), { width: 120, height: 40 });
              canvas.getContext("2d").fillRect(10, 10, 90, 20);
              const data = new DataTransfer();
              data.items.add(new File([await new Promise(done => canvas.toBlob(done))], "bars.png", { type: "image/png" }));
              editor.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
            }
            """);
        await Expect(notebook.Source(1)).ToContainTextAsync("![bars](attachment:bars.png)");
        await PressAsync(page, "Escape");
        await ExpectPictureAsync();
        await page.ReloadAsync();
        await ExpectPictureAsync();

        async Task ExpectPictureAsync()
        {
            var picture = notebook.Cell(1).GetByRole(AriaRole.Img, new() { Name = "bars", Exact = true });
            await Expect(picture).ToBeVisibleAsync();
            await Expect(picture).ToHaveJSPropertyAsync("naturalWidth", 120);
        }
    }

    private static async Task ImportReportAsync(NotebookDriver notebook, string folder)
    {
        var file = Path.Combine(folder, "report.ipynb");
        await File.WriteAllTextAsync(file, Report, TestContext.Current.CancellationToken);
        await notebook.ImportAsync(file);
        await Expect(notebook.Cells).ToHaveCountAsync(8);
        await Expect(notebook.Source(2)).ToBeEditableAsync();
    }

    private static async Task PressAsync(IPage page, params string[] keys)
    {
        foreach (var key in keys)
            await page.Keyboard.PressAsync(key);
    }

    private static async Task ChooseAsync(NotebookDriver notebook, int cell, string action)
    {
        await notebook.Cell(cell).HoverAsync();
        await notebook.CellButton(cell, "More actions").ClickAsync();
        await notebook.Page.GetByRole(AriaRole.Menuitem, new() { NameRegex = new Regex($"^{action}") }).ClickAsync();
    }

    /// <summary>Waits until the cells stand in this order, by their ids; a star is any cell.</summary>
    private static async Task ExpectOrderAsync(NotebookDriver notebook, string ids) => await notebook.Page.WaitForFunctionAsync(
        "ids => { const now = [...document.querySelectorAll('.cell')].map(cell => cell.dataset.cell); const wanted = ids.split(' '); return now.length === wanted.length && now.every((id, at) => wanted[at] === '*' || wanted[at] === id); }", ids);

    private static async Task PicturesAsync(IPage page, string name, bool phone = true)
    {
        await PictureAsync("light");
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await PictureAsync("dark");
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        if (!phone)
            return;

        await page.SetViewportSizeAsync(390, 844);
        await PictureAsync("phone");
        await page.SetViewportSizeAsync(1440, 900);

        async Task PictureAsync(string how) => await page.ScreenshotAsync(new() { Path = Path.Combine(RepositoryFolders.Artifacts, $"{name}-{how}.png") });
    }
}
