using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Notebook.Tests.Browser;

/// <summary>Inputs on the page: changed in one tab and seen in another, kept, and what they make stale.</summary>
public sealed class InputTests(Chromium chromium)
{
    [ChromiumFact]
    public async Task Slider_MovedWithTheKeyboard_IsSeenByOthersMarksReadersAndIsKept()
    {
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path);
        await using var context = await chromium.NewContextAsync();
        var first = await NotebookDriver.SignInAsync(context, server);
        await first.NewNotebookAsync();
        await first.RunAsync(1, "var threshold = Input.Slider(\"Threshold, m\", min: 0.2, max: 1.2, value: 0.6, step: 0.05);\nvar station = Input.Select(\"Station\", new[] { \"Esbjerg\", \"Den Helder\" });");
        await first.ExpectStateAsync(1, "succeeded");
        await first.AddCodeCell.ClickAsync();
        await first.RunAsync(2, "$\"above {threshold.Value:0.00} at {station}\"");
        await first.ExpectOutputAsync(2, "above 0.60 at Esbjerg");
        var second = new NotebookDriver(await context.NewPageAsync());
        await second.Page.GotoAsync(first.Page.Url);
        await Assertions.Expect(Slider(second)).ToHaveValueAsync("0.6");

        await Slider(first).FocusAsync();
        await first.Page.Keyboard.PressAsync("ArrowRight");
        await first.Page.Keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(Slider(second)).ToHaveValueAsync("0.7");
        await second.Page.GetByLabel("Station").SelectOptionAsync("Den Helder");
        await Assertions.Expect(first.Page.GetByLabel("Station")).ToHaveValueAsync("Den Helder");

        await first.ExpectStateAsync(2, "stale");
        await Assertions.Expect(first.Cell(2)).ToContainTextAsync("changed after this ran");
        foreach (var scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
        {
            await first.Page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
            var violations = (await first.Page.RunAxe()).Violations.Where(static violation => violation.Impact is "serious" or "critical");
            Assert.Empty(violations.SelectMany(static violation => violation.Nodes.Select(node => $"{violation.Id}: {node.Html}")));
        }

        await first.Page.GetByRole(AriaRole.Button, new() { Name = "Run stale", Exact = true }).ClickAsync();
        await first.ExpectOutputAsync(2, "above 0.70 at Den Helder");
        await first.ExpectStateAsync(2, "succeeded");

        // Running the cell again, and loading the page again, keep what was chosen.
        await first.Source(1).ClickAsync();
        await first.Page.Keyboard.PressAsync("Control+Enter");
        await first.ExpectStateAsync(1, "succeeded");
        await first.Page.ReloadAsync();
        await Assertions.Expect(Slider(first)).ToHaveValueAsync("0.7");
        await Assertions.Expect(first.Page.GetByLabel("Station")).ToHaveValueAsync("Den Helder");

        await first.Page.GetByRole(AriaRole.Button, new() { Name = "Reset", Exact = true }).First.ClickAsync();
        await Assertions.Expect(Slider(second)).ToHaveValueAsync("0.6");
        await second.ExpectStateAsync(2, "stale");
    }

    [ChromiumFact]
    public async Task File_ChosenOnThePage_IsUploadedReadAndKept()
    {
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path);
        await using var context = await chromium.NewContextAsync();
        var first = await NotebookDriver.SignInAsync(context, server);
        await first.NewNotebookAsync();
        await first.RunAsync(1, "var readings = Input.File(\"Readings\", accept: \".csv\");");
        await first.ExpectStateAsync(1, "succeeded");
        await first.AddCodeCell.ClickAsync();
        await first.RunAsync(2, "readings.Value.HasFile ? $\"{readings.Value.Name}, {readings.Value.Size} bytes: {readings.Value.ReadAllText()}\" : \"nothing yet\"");
        await first.ExpectOutputAsync(2, "nothing yet");
        var second = new NotebookDriver(await context.NewPageAsync());
        await second.Page.GotoAsync(first.Page.Url);

        var chooser = await first.Page.RunAndWaitForFileChooserAsync(() => Choose(first).PressAsync("Enter"));
        await chooser.SetFilesAsync(new FilePayload { Name = "tide.csv", MimeType = "text/csv", Buffer = "h\n1"u8.ToArray() });

        await Assertions.Expect(Input(first)).ToContainTextAsync("tide.csv");
        await Assertions.Expect(Input(second)).ToContainTextAsync("tide.csv");
        await first.ExpectStateAsync(2, "stale");
        await first.Page.GetByRole(AriaRole.Button, new() { Name = "Run stale", Exact = true }).ClickAsync();
        await first.ExpectOutputAsync(2, "tide.csv, 3 bytes: h\n1");
        await second.Page.ReloadAsync();
        await Assertions.Expect(Input(second)).ToContainTextAsync("tide.csv");

        Assert.True(await Eventually.TrueAsync(() => second.Page.EvaluateAsync<bool>("document.querySelector('[data-notebook]')?.notebookPage != null")));

        // A file of the same name is another file; one that is dropped on the input is its answer.
        await second.Page.EvaluateAsync("""
            () => {
                const files = new DataTransfer();
                files.items.add(new File(["h\n22"], "tide.csv"));
                document.querySelector("notebook-input").dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: files }));
            }
            """);
        await Assertions.Expect(Input(first)).ToContainTextAsync("tide (2).csv");
        await first.Page.GetByRole(AriaRole.Button, new() { Name = "Clear", Exact = true }).ClickAsync();
        await Assertions.Expect(Input(second)).ToContainTextAsync("No file chosen");
        var violations = (await first.Page.RunAxe()).Violations.Where(static violation => violation.Impact is "serious" or "critical");
        Assert.Empty(violations.SelectMany(static violation => violation.Nodes.Select(node => $"{violation.Id}: {node.Html}")));
    }

    private static ILocator Choose(NotebookDriver notebook) => notebook.Page.GetByRole(AriaRole.Button, new() { Name = "Choose file for Readings", Exact = true });

    private static ILocator Input(NotebookDriver notebook) => notebook.Page.Locator("notebook-input");

    private static ILocator Slider(NotebookDriver notebook) => notebook.Page.GetByRole(AriaRole.Slider, new() { Name = "Threshold, m" });
}
