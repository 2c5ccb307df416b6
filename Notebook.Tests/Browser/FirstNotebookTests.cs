using Microsoft.Playwright;

namespace Notebook.Tests.Browser;

/// <summary>The seam from end to end: browser, circuit, session, kernel process, store and back.</summary>
public sealed class FirstNotebookTests(Chromium chromium)
{
    [ChromiumFact]
    public async Task NewNotebook_TypedAndRun_ShowsTheResult()
    {
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path);
        await using var context = await chromium.NewContextAsync();
        var notebook = await NotebookDriver.SignInAsync(context, server);

        await notebook.NewNotebookAsync();
        await notebook.RunAsync(1, "1+1");

        await notebook.ExpectOutputAsync(1, "2");
        await notebook.ExpectStateAsync(1, "succeeded");
    }

    [ChromiumFact]
    public async Task EmptyNotebook_OffersExamples_UntilSomethingIsInIt()
    {
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path);
        await using var context = await chromium.NewContextAsync();
        var notebook = await NotebookDriver.SignInAsync(context, server);
        await notebook.NewNotebookAsync();
        var examples = notebook.Page.GetByRole(AriaRole.Group, new() { Name = "Start with an example" });
        await Assertions.Expect(examples).ToBeVisibleAsync();
        await Screens.TakeAsync(notebook.Page, "empty-notebook");

        await notebook.Source(1).ClickAsync();
        await notebook.Page.Keyboard.TypeAsync("1");
        await Assertions.Expect(examples).ToBeHiddenAsync();
        await notebook.Page.Keyboard.PressAsync("Backspace");
        await Assertions.Expect(examples).ToBeVisibleAsync();

        // By the keyboard alone, and taken back with one stroke.
        await examples.GetByRole(AriaRole.Button, new() { Name = "Hello world" }).FocusAsync();
        await notebook.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(notebook.Source(1)).ToBeFocusedAsync();
        await Assertions.Expect(examples).ToBeHiddenAsync();
        await notebook.Page.Keyboard.PressAsync("Control+z");
        await Assertions.Expect(examples).ToBeVisibleAsync();
        await examples.GetByRole(AriaRole.Button, new() { Name = "Hello world" }).ClickAsync();
        await notebook.Page.Keyboard.PressAsync("Control+Enter");
        await notebook.ExpectOutputAsync(1, "Hello, world!");
        await notebook.AddCodeCell.ClickAsync();
        await Assertions.Expect(notebook.Cells).ToHaveCountAsync(2);
        await Assertions.Expect(examples).ToHaveCountAsync(0);
    }

    [ChromiumFact]
    public async Task Chart_FromPlotAndFromTypedTraces_HasTheRightTracesAndPoints()
    {
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path);
        await using var context = await chromium.NewContextAsync();
        var notebook = await NotebookDriver.SignInAsync(context, server);
        await notebook.NewNotebookAsync();

        await notebook.RunAsync(1, "Plot.Line(new[] { 1, 2, 3 }, new[] { 2.5, 3, 4 })");
        Assert.Equal("""[{"type":"scatter","x":[1,2,3],"y":[2.5,3,4]}]""", await DrawnTracesAsync(notebook, 1));

        await notebook.AddCodeCell.ClickAsync();
        await notebook.RunAsync(2, """
            using Plotly.Blazor;
            using Plotly.Blazor.Traces;
            new List<ITrace> { new Bar { X = new List<object> { "a", "b" }, Y = new List<object> { 7, 8 } } }
            """);
        Assert.Equal("""[{"type":"bar","x":["a","b"],"y":[7,8]}]""", await DrawnTracesAsync(notebook, 2));
    }

    [ChromiumFact]
    public async Task TwoTabs_TypingAtOnceInOneCell_Converge()
    {
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path);
        await using var context = await chromium.NewContextAsync();
        var first = await NotebookDriver.SignInAsync(context, server);
        await first.NewNotebookAsync();
        await first.WriteAsync(1, "// ");
        var second = new NotebookDriver(await context.NewPageAsync());
        await second.Page.GotoAsync(first.Page.Url);
        await Assertions.Expect(second.Source(1)).ToHaveTextAsync("//");

        await first.Source(1).ClickAsync();
        await first.Page.Keyboard.PressAsync("Control+Home");
        await second.Source(1).ClickAsync();
        await second.Page.Keyboard.PressAsync("Control+End");
        var left = string.Concat(Enumerable.Range(0, 60).Select(static i => (char)('a' + i % 26)));
        var right = left.ToUpperInvariant();
        await Task.WhenAll(
            first.Page.Keyboard.TypeAsync(left, new() { Delay = 7 }),
            second.Page.Keyboard.TypeAsync(right, new() { Delay = 5 }));

        var expected = left + "// " + right;
        await Assertions.Expect(first.Source(1)).ToHaveTextAsync(expected);
        await Assertions.Expect(second.Source(1)).ToHaveTextAsync(expected);
        await second.Page.ReloadAsync();
        await Assertions.Expect(second.Source(1)).ToHaveTextAsync(expected);
    }

    [ChromiumFact]
    public async Task Reload_WhileACellRuns_ShowsItsWholeOutputAndGoesOn()
    {
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path);
        await using var context = await chromium.NewContextAsync();
        var notebook = await NotebookDriver.SignInAsync(context, server);
        await notebook.NewNotebookAsync();

        await notebook.RunAsync(1, "for (var i = 1; i <= 100; i++) { Console.WriteLine($\"line {i};\"); await Task.Delay(100); }");
        await notebook.ExpectOutputAsync(1, "line 5;");
        await notebook.Page.ReloadAsync();

        await notebook.ExpectStateAsync(1, "running");
        await notebook.ExpectOutputAsync(1, "line 1;");
        await notebook.ExpectOutputAsync(1, "line 100;");
        await notebook.ExpectStateAsync(1, "succeeded");
        var lines = (await notebook.Output(1).InnerTextAsync()).Split('\n').Where(static line => line.StartsWith("line ", StringComparison.Ordinal));
        Assert.Equal(Enumerable.Range(1, 100).Select(static i => $"line {i};"), lines);
    }

    [ChromiumFact]
    public async Task Interrupt_OfAnEndlessLoop_KeepsTheVariables()
    {
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path);
        await using var context = await chromium.NewContextAsync();
        var notebook = await NotebookDriver.SignInAsync(context, server);
        await notebook.NewNotebookAsync();

        await notebook.RunAsync(1, "var kept = 41;");
        await notebook.ExpectStateAsync(1, "succeeded");
        await notebook.AddCodeCell.ClickAsync();
        await notebook.RunAsync(2, "while (true) { }");
        await notebook.ExpectStateAsync(2, "running");
        await notebook.Interrupt.ClickAsync();
        await notebook.ExpectStateAsync(2, "stopped");
        await notebook.AddCodeCell.ClickAsync();
        await notebook.RunAsync(3, "kept + 1");

        await notebook.ExpectOutputAsync(3, "42");
    }

    [ChromiumFact]
    public async Task KilledKernel_SaysSo_KeepsTheDocument_AndRestartWorks()
    {
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path);
        await using var context = await chromium.NewContextAsync();
        var notebook = await NotebookDriver.SignInAsync(context, server);
        await notebook.NewNotebookAsync();
        await notebook.RunAsync(1, "40 + 2");
        await notebook.ExpectStateAsync(1, "succeeded");

        System.Diagnostics.Process.GetProcessById(KernelProcesses.OnlyOneOf(server.ProcessId)).Kill();

        await Assertions.Expect(notebook.Kernel).ToContainTextAsync("stopped", new() { IgnoreCase = true });
        await Assertions.Expect(notebook.Page.GetByText("SIGKILL").First).ToBeVisibleAsync();
        await Assertions.Expect(notebook.Source(1)).ToHaveTextAsync("40 + 2");
        await notebook.RestartKernel.ClickAsync();
        await Assertions.Expect(notebook.Kernel).ToContainTextAsync("ready", new() { IgnoreCase = true });
        await notebook.RunAsync(1, "1+1");
        await notebook.ExpectOutputAsync(1, "2");
    }

    /// <summary>What Plotly drew, read from its own element: each trace's type and points.</summary>
    private static async Task<string> DrawnTracesAsync(NotebookDriver notebook, int cell)
    {
        var chart = notebook.Output(cell).Locator(".js-plotly-plot");
        await Assertions.Expect(chart).ToBeVisibleAsync(new() { Timeout = 30_000 });
        return await chart.EvaluateAsync<string>("chart => JSON.stringify(chart.data.map(({ type, x, y }) => ({ type, x: [...x], y: [...y] })))");
    }
}
