using Microsoft.Playwright;

namespace Notebook.Tests.Browser;

/// <summary>What a newcomer does first: once with the mouse, once without any.</summary>
public sealed class FirstFiveMinutesTests(Chromium chromium)
{
    private const string Chart = "Plot.Line(new[] { 1, 2, 3 }, new[] { 2, 3, 5 }).Title(\"Growth\")";
    private const string Broken = "var fine = 1;\nint bad = missing;";

    [ChromiumFact]
    public async Task FirstFiveMinutes_ByMouse_Work()
    {
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path);
        await using var context = await chromium.NewContextAsync();
        var notebook = await NotebookDriver.SignInAsync(context, server);
        await notebook.NewNotebookAsync();

        await notebook.WriteAsync(1, "1+1");
        await notebook.CellButton(1, "Run cell").ClickAsync();
        await notebook.ExpectOutputAsync(1, "2");

        await notebook.AddCodeCell.ClickAsync();
        await notebook.WriteAsync(2, Chart);
        await notebook.CellButton(2, "Run cell").ClickAsync();
        await ExpectChartAsync(notebook, 2);

        await notebook.AddCodeCell.ClickAsync();
        await notebook.WriteAsync(3, Broken);
        await notebook.CellButton(3, "Run cell").ClickAsync();
        await notebook.ExpectStateAsync(3, "failed");
        await LineLink(notebook).ClickAsync();
        await TypeAtTheErrorAsync(notebook);

        await ExpectSecondTabSharesAsync(context, notebook);
    }

    [ChromiumFact]
    public async Task FirstFiveMinutes_ByKeyboardOnly_Work()
    {
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path);
        await using var context = await chromium.NewContextAsync();
        var notebook = await NotebookDriver.SignInAsync(context, server);
        var keyboard = notebook.Page.Keyboard;

        await TabToAsync(notebook.Page.GetByRole(AriaRole.Button, new() { Name = "New notebook", Exact = true }).First, keyboard);
        await keyboard.PressAsync("Enter");
        await Assertions.Expect(notebook.Source(1)).ToBeFocusedAsync();
        await keyboard.TypeAsync("1+1");
        await keyboard.PressAsync("Shift+Enter");
        await notebook.ExpectOutputAsync(1, "2");
        await Assertions.Expect(notebook.Page.GetByRole(AriaRole.Status, new() { Name = "Runs", Exact = true })).ToContainTextAsync("Cell 1 finished in");

        await Assertions.Expect(notebook.Source(2)).ToBeFocusedAsync();
        await keyboard.InsertTextAsync(Chart);
        await keyboard.PressAsync("Alt+Enter");
        await ExpectChartAsync(notebook, 2);

        await Assertions.Expect(notebook.Source(3)).ToBeFocusedAsync();
        await keyboard.InsertTextAsync(Broken);
        await keyboard.PressAsync("Control+Enter");
        await notebook.ExpectStateAsync(3, "failed");
        // Escape leaves the editor, Tab reaches what the cell shows.
        await keyboard.PressAsync("Escape");
        await Assertions.Expect(notebook.Cell(3)).ToBeFocusedAsync();
        await notebook.Source(3).FocusAsync();
        await keyboard.PressAsync("Control+m");
        await TabToAsync(LineLink(notebook), keyboard);
        await keyboard.PressAsync("Enter");
        await TypeAtTheErrorAsync(notebook);
        await keyboard.PressAsync("Escape");
        await Assertions.Expect(notebook.Cell(3)).ToBeFocusedAsync();
        await keyboard.PressAsync("k");
        await Assertions.Expect(notebook.Cell(2)).ToBeFocusedAsync();

        await ExpectSecondTabSharesAsync(context, notebook);
    }

    private static ILocator LineLink(NotebookDriver notebook) => notebook.Output(3).GetByRole(AriaRole.Button, new() { Name = "cell 3, line 2" }).First;

    /// <summary>The jump put the caret on the line of the error: what is typed stands there.</summary>
    private static async Task TypeAtTheErrorAsync(NotebookDriver notebook)
    {
        await Assertions.Expect(notebook.Source(3)).ToBeFocusedAsync();
        await notebook.Page.Keyboard.PressAsync("Home");
        await notebook.Page.Keyboard.InsertTextAsync("/* here */");
        await Assertions.Expect(notebook.Source(3)).ToContainTextAsync("/* here */int bad = missing;");
    }

    private static Task ExpectChartAsync(NotebookDriver notebook, int cell) =>
        Assertions.Expect(notebook.Output(cell).Locator(".js-plotly-plot")).ToBeVisibleAsync();

    private static async Task ExpectSecondTabSharesAsync(IBrowserContext context, NotebookDriver first)
    {
        var second = new NotebookDriver(await context.NewPageAsync());
        await second.Page.GotoAsync(first.Page.Url);
        await second.ExpectOutputAsync(1, "2");
        await second.RunAsync(1, "40 + 2");
        await Assertions.Expect(first.Source(1)).ToHaveTextAsync("40 + 2");
        await first.ExpectOutputAsync(1, "42");
    }

    /// <summary>Presses Tab until the focus is there; a keyboard trap or a control out of reach ends it.</summary>
    private static async Task TabToAsync(ILocator target, IKeyboard keyboard)
    {
        const int FarEnough = 60;
        await Assertions.Expect(target).ToBeVisibleAsync();
        for (var i = 0; i < FarEnough && !await target.EvaluateAsync<bool>("element => element === document.activeElement"); i++)
            await keyboard.PressAsync("Tab");
        await Assertions.Expect(target).ToBeFocusedAsync();
    }
}
