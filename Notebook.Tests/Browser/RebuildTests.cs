using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Notebook.Tests.Browser;

/// <summary>A kernel that has come to harm is rebuilt from the page: by its buttons, and by the keyboard. Warnings stay quiet meanwhile.</summary>
public sealed class RebuildTests(Chromium chromium)
{
    private const string Lesson = """
        {"cells":[
        {"cell_type":"code","id":"start","metadata":{},"source":["var total = 40;"],"execution_count":null,"outputs":[]},
        {"cell_type":"code","id":"next","metadata":{},"source":["total += 1;\n","Task.FromResult(total);\n","total"],"execution_count":null,"outputs":[]},
        {"cell_type":"code","id":"spoil","metadata":{},"source":["using System.Runtime.InteropServices;\n","static class Native { [DllImport(\"libc\")] public static extern int pthread_mutex_lock(nint mutex); }\n","var mutex = Marshal.AllocHGlobal(64);\n","for (var i = 0; i < 64; i++) Marshal.WriteByte(mutex, i, 0);\n","Console.WriteLine(\"waiting\");\n","Native.pthread_mutex_lock(mutex); Native.pthread_mutex_lock(mutex);"],"execution_count":null,"outputs":[]}
        ],"metadata":{"kernelspec":{"name":".net-csharp","language":"C#","display_name":".NET (C#)"}},"nbformat":4,"nbformat_minor":5}
        """;

    [ChromiumFact]
    public async Task KernelWithWorkLeftRunning_IsRebuilt_ByTheButtonAndByTheKeyboard()
    {
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path);
        await using var context = await chromium.NewContextAsync();
        var notebook = await NotebookDriver.SignInAsync(context, server);
        var page = notebook.Page;
        var file = Path.Combine(data.Path, "lesson.ipynb");
        await File.WriteAllTextAsync(file, Lesson, TestContext.Current.CancellationToken);
        await notebook.ImportAsync(file);
        await Expect(notebook.Cells).ToHaveCountAsync(3);

        // A warning is one quiet line that opens.
        await notebook.RunAll.ClickAsync();
        await notebook.ExpectOutputAsync(3, "waiting");
        await notebook.ExpectOutputAsync(2, "41");
        var warnings = notebook.Output(2).GetByRole(AriaRole.Group, new() { Name = "Warnings" });
        await Expect(warnings).ToContainTextAsync("1 warning");
        await Expect(warnings.GetByRole(AriaRole.Button)).ToBeHiddenAsync();

        // What resists is said, and the page stays usable.
        await notebook.Interrupt.ClickAsync();
        await notebook.ExpectStateAsync(3, "stopped");
        await Expect(notebook.Cell(3)).ToContainTextAsync("Work left running");
        var rebuild = notebook.CellButton(3, "Rebuild");
        await Expect(rebuild).ToBeVisibleAsync();
        await warnings.Locator("summary").ClickAsync();
        await Expect(warnings.GetByRole(AriaRole.Button)).ToHaveTextAsync("cell 2, line 2, column 1");
        await Screens.TakeAsync(page, "work-left-running");
        await page.ReloadAsync();
        await Expect(notebook.Cell(3)).ToContainTextAsync("Work left running");

        // Rebuilt: what had succeeded has run once more, in a kernel that knows nothing else.
        await notebook.CellButton(3, "Rebuild").ClickAsync();
        await Expect(notebook.Cell(3)).Not.ToContainTextAsync("Work left running");
        await Expect(notebook.Kernel).ToContainTextAsync("Ready", new() { Timeout = 30_000 });
        await notebook.ExpectOutputAsync(2, "41");

        // By the keyboard, after a restart, and up to a cell that fails now.
        await notebook.RunAsync(2, "throw new Exception(\"spoiled\");\ntotal");
        await notebook.ExpectStateAsync(2, "failed");
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("0");
        await page.Keyboard.PressAsync("0");
        await Expect(page.GetByText("The kernel is new: it knows none of the variables.")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Control+Shift+p");
        await page.Keyboard.InsertTextAsync("rebuild");
        await Expect(page.GetByRole(AriaRole.Option, new() { NameRegex = new Regex("^Rebuild: restart kernel and run again what had run") })).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The rebuild ended at cell 2, which failed.", new() { Timeout = 30_000 });
        await Expect(notebook.Cell(2)).ToContainTextAsync("The rebuild ended at cell 2, which failed.");
        await notebook.ExpectStateAsync(1, "succeeded");
        await Screens.TakeAsync(page, "rebuild-ended");
    }
}
