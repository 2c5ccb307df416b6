using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Notebook.Tests.Browser;

/// <summary>Files of several kinds and origins in the panel: several at once, Parquet, the common folder, too large ones; and that the kernel may use what was uploaded.</summary>
public sealed class FilePanelTests(Chromium chromium)
{
    [ChromiumFact]
    public async Task Upload_Several_TellsTheProgressOfEachAndBelongsToTheKernel()
    {
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path, settings: new Dictionary<string, string> { ["Sandbox__Limits__DiskMegabytes"] = "64" });
        await using var context = await chromium.NewContextAsync();
        var (notebook, panel) = await OpenAsync(context, server);
        var page = notebook.Page;
        // The kernel runs, perhaps under a user id of its own, when the files come.
        await notebook.RunAsync(1, "1 + 1");
        await notebook.ExpectOutputAsync(1, "2");

        // What a bar shows meanwhile; small files are there at once.
        await page.EvaluateAsync("""
            () => {
              window.bars = new Set();
              new MutationObserver(() => document.querySelectorAll(".upload progress").forEach(bar => window.bars.add(bar.getAttribute("aria-label")))).observe(document.body, { childList: true, subtree: true });
            }
            """);
        await page.EvaluateAsync("""
            () => {
              const data = new DataTransfer();
              data.items.add(new File(["a,b\n1,2\n"], "one.csv"));
              data.items.add(new File([new Uint8Array(30 * 1024 * 1024)], "large.bin"));
              data.items.add(new File(["a,b\n3,4\n"], "two.csv"));
              data.items.add(new File([new Uint8Array(60 * 1024 * 1024)], "too-large.bin"));
              const target = document.querySelector(".cell");
              for (const type of ["dragenter", "dragover", "drop"]) target.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
            }
            """);
        foreach (var name in new[] { "one.csv", "large.bin", "two.csv" })
        {
            await Expect(page.GetByText($"{name} is uploaded.")).ToBeVisibleAsync(new() { Timeout = 30_000 });
            await Expect(Button(panel, $"Open {name}")).ToBeVisibleAsync();
        }

        await Expect(page.GetByText("too-large.bin was not uploaded. There is not enough room: the notebook's folder may hold 64 MB.")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        Assert.Equal(["Upload of large.bin", "Upload of one.csv", "Upload of too-large.bin", "Upload of two.csv"], (await page.EvaluateAsync<string[]>("() => [...window.bars]")).Order(StringComparer.Ordinal));
        await Screens.TakeAsync(page, "uploads");

        // Read, changed and removed by a cell: the file is the kernel's own.
        await notebook.RunAsync(1, "File.AppendAllText(\"one.csv\", \"5,6\\n\"); File.Delete(\"two.csv\"); File.ReadAllLines(\"one.csv\").Length");
        await notebook.ExpectOutputAsync(1, "3");
        await Expect(Button(panel, "Open two.csv")).ToBeHiddenAsync();
    }

    [ChromiumFact]
    public async Task Parquet_IsShownAsATable_AndADamagedOneAsASentence()
    {
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path);
        await using var context = await chromium.NewContextAsync();
        var (notebook, panel) = await OpenAsync(context, server);
        var page = notebook.Page;
        await notebook.RunAsync(1, """
            #!sql
            copy (select i as id, 'station ' || (i % 7) as station, round(i / 7, 2) as level, timestamp '2026-01-01' + interval (i) hour as measured from range(25000) t(i)) to 'levels.parquet'
            """);
        await notebook.ExpectStateAsync(1, "succeeded");
        await notebook.RunAsync(1, "File.WriteAllBytes(\"half.parquet\", File.ReadAllBytes(\"levels.parquet\")[..2000]);");
        await Expect(Button(panel, "Open half.parquet")).ToBeVisibleAsync();
        await notebook.RunAsync(1, "while (true) Thread.Sleep(100);");
        await notebook.ExpectStateAsync(1, "running");

        // The notebook's own kernel is busy; another reads the file.
        await Button(panel, "Open levels.parquet").ClickAsync();
        var preview = page.GetByRole(AriaRole.Dialog, new() { Name = "levels.parquet" });
        await Expect(preview.GetByText("1–10 of the first 1,000 of 25,000 rows × 4 columns")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await Expect(preview.GetByRole(AriaRole.Cell, new() { Name = "station 3", Exact = true }).First).ToBeVisibleAsync();
        await Expect(preview.GetByRole(AriaRole.Heading, new() { Name = "Columns" })).ToBeVisibleAsync();
        await Expect(preview.GetByRole(AriaRole.Cell, new() { Name = "timestamp", Exact = true })).ToBeVisibleAsync();
        await Screens.TakeAsync(page, "file-parquet");
        await page.Keyboard.PressAsync("Escape");

        await Button(panel, "Open half.parquet").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog, new() { Name = "half.parquet" })).ToContainTextAsync("This file can't be read as Parquet: it is damaged, or holds something else.", new() { Timeout = 30_000 });
        await page.Keyboard.PressAsync("Escape");
        await notebook.Interrupt.ClickAsync();
        await notebook.ExpectStateAsync(1, "stopped");
    }

    [ChromiumFact]
    public async Task CommonFolder_IsReadInThePanelByCodeAndBySql_AndNeverWritten()
    {
        using var data = new TemporaryFolder();
        using var common = new TemporaryFolder();
        Directory.CreateDirectory(common["rivers"]);
        await File.WriteAllTextAsync(common["rivers/levels.csv"], "station,level\nBasel,5.5\nCologne,3.25\n", TestContext.Current.CancellationToken);
        await using var server = await ServerProcess.StartAsync(data.Path, settings: new Dictionary<string, string> { ["Files__CommonFolder"] = common.Path });
        await using var context = await chromium.NewContextAsync();
        var (notebook, panel) = await OpenAsync(context, server);
        var page = notebook.Page;

        await Button(panel, "Common").ClickAsync();
        await Expect(panel.GetByText("Read-only, the same for every notebook.")).ToBeVisibleAsync();
        await Expect(Button(panel, "Upload files")).ToBeHiddenAsync();
        await Button(panel, "Open rivers").ClickAsync();
        await Expect(Button(panel, "More for levels.csv")).ToBeVisibleAsync();
        await Button(panel, "Open levels.csv").ClickAsync();
        var preview = page.GetByRole(AriaRole.Dialog, new() { Name = "rivers/levels.csv" });
        await Expect(preview.GetByRole(AriaRole.Cell, new() { Name = "Cologne" })).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Screens.TakeAsync(page, "files-common");
        await Button(panel, "More for levels.csv").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Menuitem, new() { Name = "Delete" })).ToBeHiddenAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Insert code", Exact = true }).ClickAsync();
        await Expect(notebook.Source(2)).ToContainTextAsync("Common.Path");
        await notebook.Source(2).ClickAsync();
        await page.Keyboard.PressAsync("Control+Enter");
        await Expect(notebook.Output(2).GetByRole(AriaRole.Cell, new() { Name = "Basel" })).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await notebook.RunAsync(1, "#!sql\nselect max(level) as highest from 'rivers/levels.csv'");
        await Expect(notebook.Output(1).GetByRole(AriaRole.Cell, new() { Name = "5.5" })).ToBeVisibleAsync(new() { Timeout = 30_000 });

        await notebook.RunAsync(1, "File.WriteAllText(Path.Combine(Common.Path, \"new.txt\"), \"x\");");
        await notebook.ExpectOutputAsync(1, "read the common folder; nothing else");
        Assert.False(File.Exists(common["new.txt"]));
    }

    private static async Task<(NotebookDriver Notebook, ILocator Panel)> OpenAsync(IBrowserContext context, ServerProcess server)
    {
        var notebook = await NotebookDriver.SignInAsync(context, server);
        await notebook.NewNotebookAsync();
        await Button(notebook.Page, "Files").ClickAsync();
        return (notebook, notebook.Page.GetByRole(AriaRole.Complementary, new() { Name = "Files" }));
    }

    private static ILocator Button(IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private static ILocator Button(ILocator panel, string name) => panel.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });
}
