using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Notebook.Tests.Browser;

/// <summary>The compiler at hand while somebody types, by pointer and by keyboard; and what is stale after an edit.</summary>
public sealed class LanguageTests(Chromium chromium)
{
    private const string Lesson = """
        {"cells":[
        {"cell_type":"code","id":"one","metadata":{},"source":["/// <summary>Doubles a number.</summary>\n","int Twice(int number) => 2 * number;\n","var total = Twice(20);"],"execution_count":null,"outputs":[]},
        {"cell_type":"code","id":"two","metadata":{},"source":["total += 2;"],"execution_count":null,"outputs":[]},
        {"cell_type":"code","id":"three","metadata":{},"source":["total + 1"],"execution_count":null,"outputs":[]},
        {"cell_type":"code","id":"four","metadata":{},"source":["\"apart\""],"execution_count":null,"outputs":[]}
        ],"metadata":{"kernelspec":{"name":".net-csharp","language":"C#","display_name":".NET (C#)"}},"nbformat":4,"nbformat_minor":5}
        """;

    // The process starts with the first question; a loaded machine takes its time.
    private static readonly LocatorAssertionsToBeVisibleOptions Patient = new() { Timeout = 30_000 };

    [ChromiumFact]
    public async Task Code_IsCompletedDescribedCheckedAndRenamed_BeforeAnythingHasRun()
    {
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path);
        await using var context = await chromium.NewContextAsync();
        var notebook = await OpenAsync(context, server, data);
        var page = notebook.Page;

        // Semantic colours say that the compiler has looked.
        await Expect(notebook.Source(1).Locator(".sem-method").First).ToBeVisibleAsync(Patient);

        // Completion, with documentation, taken with Enter.
        await notebook.WriteAsync(4, "");
        await page.Keyboard.TypeAsync("Twi");
        var option = page.GetByRole(AriaRole.Option, new() { Name = "Twice" }).First;
        await Expect(option).ToBeVisibleAsync(Patient);
        await Expect(page.Locator(".cm-completionInfo")).ToContainTextAsync("Doubles a number.");
        await Screens.TakeAsync(page, "completion");
        await page.Keyboard.PressAsync("Enter");
        await Expect(notebook.Source(4)).ToHaveTextAsync("Twice");

        // Signature help while the call is typed; Escape closes it and stays in the editor.
        await page.Keyboard.TypeAsync("(");
        await Expect(page.Locator(".signature-pane")).ToContainTextAsync("int Twice(int number)", new() { Timeout = 30_000 });
        await Expect(page.Locator(".signature-pane b")).ToHaveTextAsync("int number");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator(".signature-pane")).ToBeHiddenAsync();
        await Expect(notebook.Source(4)).ToBeFocusedAsync();

        // A wave under what is wrong, its words at the pointer and by a key.
        await notebook.WriteAsync(4, "Twice(missing)");
        var wave = notebook.Source(4).Locator(".cm-diagnostic.cm-error");
        await Expect(wave).ToHaveTextAsync("missing", new() { Timeout = 30_000 });
        await page.Keyboard.PressAsync("F8");
        await Expect(page.Locator(".hover-pane")).ToContainTextAsync("The name 'missing' does not exist", new() { Timeout = 30_000 });
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator(".hover-pane")).ToBeHiddenAsync();
        await notebook.Source(1).GetByText("Twice").First.HoverAsync();
        await Expect(page.Locator(".hover-pane")).ToContainTextAsync("Doubles a number.", new() { Timeout = 30_000 });
        await Screens.TakeAsync(page, "hover");

        // An edit that breaks other cells says so, with a way there.
        await page.Mouse.MoveAsync(0, 0);
        await notebook.WriteAsync(4, "4");
        await notebook.WriteAsync(1, "var other = 1;");
        var notice = page.Locator(".notice").Filter(new() { HasText = "This edit breaks cells 2 and 3." });
        await Expect(notice).ToBeVisibleAsync(Patient);
        await notice.GetByRole(AriaRole.Button, new() { Name = "Go to cell 2" }).ClickAsync();
        await Expect(notebook.Source(2)).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await notebook.WriteAsync(1, "int Twice(int number) => 2 * number;\nvar total = Twice(20);");

        // Go to the definition, and rename over three cells: one step, taken back as one.
        await notebook.Source(3).ClickAsync();
        await page.Keyboard.PressAsync("Control+Home");
        await Expect(wave).ToHaveCountAsync(0, new() { Timeout = 30_000 });
        await page.Keyboard.PressAsync("F12");
        await Expect(notebook.Source(1)).ToBeFocusedAsync(new() { Timeout = 30_000 });
        await page.Keyboard.PressAsync("F2");
        var name = page.GetByRole(AriaRole.Textbox, new() { Name = "New name" });
        await Expect(name).ToHaveValueAsync("total", new() { Timeout = 30_000 });
        await name.FillAsync("sum");
        await name.PressAsync("Enter");
        await Expect(notebook.Source(1)).ToContainTextAsync("var sum = Twice(20);", new() { Timeout = 30_000 });
        await Expect(notebook.Source(2)).ToHaveTextAsync("sum += 2;");
        await Expect(notebook.Source(3)).ToHaveTextAsync("sum + 1");
        await page.Locator(".notice").Filter(new() { HasText = "Renamed total to sum in 3 cells." }).GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(notebook.Source(3)).ToHaveTextAsync("total + 1");
        await Expect(notebook.Source(2)).ToHaveTextAsync("total += 2;");

        // A quick fix by the keyboard, and the layout of the cell.
        await notebook.WriteAsync(4, "var watch=new Stopwatch();");
        await page.Keyboard.PressAsync("Control+.");
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "using System.Diagnostics;" }).ClickAsync();
        await Expect(notebook.Source(4)).ToContainTextAsync("using System.Diagnostics;");
        await page.Keyboard.PressAsync("Shift+Alt+f");
        await Expect(notebook.Source(4)).ToContainTextAsync("var watch = new Stopwatch();", new() { Timeout = 30_000 });

        // Package ids, without network.
        await notebook.WriteAsync(4, "");
        await page.Keyboard.TypeAsync("#r \"nuget: MathNet");
        var package = page.GetByRole(AriaRole.Option, new() { Name = "MathNet.Numerics" }).First;
        await Expect(package).ToBeVisibleAsync(Patient);
        // A dot, which takes what is chosen elsewhere, is part of an id.
        await page.Keyboard.TypeAsync(".N", new() { Delay = 150 });
        await Expect(notebook.Source(4)).ToContainTextAsync("nuget: MathNet.N");
        await Expect(package).ToBeVisibleAsync(Patient);
    }

    [ChromiumFact]
    public async Task Edit_Upstream_MarksWhatUsesIt_AndRunStaleRunsJustThose()
    {
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path);
        await using var context = await chromium.NewContextAsync();
        var notebook = await OpenAsync(context, server, data);
        var page = notebook.Page;
        await Expect(notebook.Source(1).Locator(".sem-method").First).ToBeVisibleAsync(Patient);
        await notebook.RunAll.ClickAsync();
        await notebook.ExpectOutputAsync(4, "apart");
        await notebook.ExpectOutputAsync(3, "43");

        // What uses the edited cell is stale, the edited cell is edited, the rest is as it was.
        await notebook.WriteAsync(1, "int Twice(int number) => 2 * number;\nvar total = Twice(30);");
        await notebook.ExpectStateAsync(3, "stale");
        await notebook.ExpectStateAsync(2, "stale");
        await notebook.ExpectStateAsync(1, "edited");
        await notebook.ExpectStateAsync(4, "succeeded");
        await Expect(notebook.Cell(3)).ToContainTextAsync("Cell 1 was edited");
        await Screens.TakeAsync(page, "stale");

        // The view of the dependencies says why.
        await page.GetByRole(AriaRole.Button, new() { Name = "Dependencies", Exact = true }).ClickAsync();
        var panel = page.GetByRole(AriaRole.Complementary, new() { Name = "Dependencies" });
        await Expect(panel).ToContainTextAsync("total");
        await Screens.TakeAsync(page, "dependencies");
        Assert.Empty(await Axe.ProblemsAsync(page, "dependencies", ColorScheme.Light));

        // By the keyboard: just those run, in order.
        await page.Keyboard.PressAsync("Control+Shift+Enter");
        await notebook.ExpectOutputAsync(3, "63");
        await notebook.ExpectStateAsync(3, "succeeded");
        await Expect(notebook.Cell(4).Locator(".count-n")).ToHaveAttributeAsync("title", "Run 4 of its kernel");

        // Automatic: what uses a cell runs after it.
        await panel.GetByRole(AriaRole.Button, new() { Name = "Automatic" }).ClickAsync();
        await notebook.RunAsync(1, "int Twice(int number) => 2 * number;\nvar total = Twice(40);");
        await notebook.ExpectOutputAsync(3, "83");
    }

    [ChromiumFact]
    public async Task Sql_IsStaleWithTheVariablesItNames_AndCodeWithItsResult()
    {
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path);
        await using var context = await chromium.NewContextAsync();
        var notebook = await OpenAsync(context, server, data);
        var page = notebook.Page;
        await notebook.WriteAsync(1, "var levels = new[] { 3, 9, 4 };");
        await notebook.WriteAsync(2, "#!sql --name top\nselect max(value) as highest from levels");
        await notebook.WriteAsync(3, "$\"highest {top.Rows[0][0]}\"");
        await notebook.RunAll.ClickAsync();
        await notebook.ExpectOutputAsync(3, "highest 9");
        await notebook.ExpectOutputAsync(4, "apart");

        await notebook.WriteAsync(1, "var levels = new[] { 3, 9, 42 };");
        await notebook.ExpectStateAsync(2, "stale");
        await notebook.ExpectStateAsync(3, "stale");
        await notebook.ExpectStateAsync(4, "succeeded");
        await Expect(notebook.Cell(2)).ToContainTextAsync("Cell 1 was edited: it defines or changes “levels”");
        await page.Keyboard.PressAsync("Control+Shift+Enter");
        await notebook.ExpectOutputAsync(3, "highest 42");
        await Expect(notebook.Cell(4).Locator(".count-n")).ToHaveAttributeAsync("title", "Run 4 of its kernel");

        // An edit of the query marks the code that uses its result.
        await notebook.WriteAsync(2, "#!sql --name top\nselect min(value) as lowest from levels");
        await notebook.ExpectStateAsync(2, "edited");
        await notebook.ExpectStateAsync(3, "stale");

        // Automatic: the query and what follows from it run after the variable's cell.
        await page.GetByRole(AriaRole.Button, new() { Name = "Dependencies", Exact = true }).ClickAsync();
        var panel = page.GetByRole(AriaRole.Complementary, new() { Name = "Dependencies" });
        await panel.GetByRole(AriaRole.Button, new() { Name = "Automatic" }).ClickAsync();
        await notebook.RunAsync(2, "#!sql --name top\nselect min(value) as lowest from levels");
        await notebook.ExpectOutputAsync(3, "highest 3");
        await notebook.RunAsync(1, "var levels = new[] { 7, 9, 42 };");
        await notebook.ExpectOutputAsync(3, "highest 7");
    }

    private static async Task<NotebookDriver> OpenAsync(IBrowserContext context, ServerProcess server, TemporaryFolder data)
    {
        var notebook = await NotebookDriver.SignInAsync(context, server);
        var file = Path.Combine(data.Path, "lesson.ipynb");
        await File.WriteAllTextAsync(file, Lesson, TestContext.Current.CancellationToken);
        await notebook.ImportAsync(file);
        await Expect(notebook.Cells).ToHaveCountAsync(4);
        return notebook;
    }
}
