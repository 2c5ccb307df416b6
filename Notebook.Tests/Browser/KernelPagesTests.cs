using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Notebook.Tests.Browser;

/// <summary>Kernels as people see them: on the page of administrators, and when one is about to end.</summary>
public sealed class KernelPagesTests(Chromium chromium)
{
    [ChromiumFact]
    public async Task Kernels_OnTheirPage_AreShownAndEnded()
    {
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path, settings: new Dictionary<string, string> { ["Kernels__Warm"] = "1" });
        await using var context = await chromium.NewContextAsync();
        var notebook = await NotebookDriver.SignInAsync(context, server);
        await notebook.NewNotebookAsync();
        await notebook.RunAsync(1, "21 * 2");
        await notebook.ExpectOutputAsync(1, "42");

        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(server.Address, "/admin/kernels").ToString());
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Kernels", Exact = true })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Untitled notebook" })).ToBeVisibleAsync();
        await Expect(page.GetByText("Warm, 1 kernel")).ToBeVisibleAsync();
        await Screens.TakeAsync(page, "admin-kernels");
        await page.GetByRole(AriaRole.Button, new() { Name = "End kernel of Untitled notebook" }).ClickAsync();

        await Expect(notebook.Page.GetByText("ended this kernel on the page of the server's kernels")).ToBeVisibleAsync();
        await Expect(page.GetByText("No notebook has a kernel now")).ToBeVisibleAsync();
        await notebook.Page.GetByRole(AriaRole.Button, new() { Name = "Rebuild", Exact = true }).ClickAsync();
        await notebook.ExpectStateAsync(1, "succeeded");

        await page.GotoAsync(new Uri(server.Address, "/admin/storage").ToString());
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Download a backup" })).ToBeVisibleAsync();
        await Expect(page.GetByText("are free on its disk")).ToBeVisibleAsync();
        await Screens.TakeAsync(page, "admin-storage");
    }

    [ChromiumFact]
    public async Task IdleKernel_CountsDownAndIsKept()
    {
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path, settings: new Dictionary<string, string> { ["Kernels__IdleMinutes"] = "4", ["Kernels__CountdownMinutes"] = "3.9" });
        await using var context = await chromium.NewContextAsync();
        var notebook = await NotebookDriver.SignInAsync(context, server);
        await notebook.NewNotebookAsync();
        await notebook.RunAsync(1, "21 * 2");
        await notebook.ExpectOutputAsync(1, "42");

        var ends = notebook.Page.GetByRole(AriaRole.Status, new() { Name = "Kernel ends soon" });
        await Expect(ends).ToBeVisibleAsync();
        await Screens.TakeAsync(notebook.Page, "kernel-ends");
        await notebook.Page.GetByRole(AriaRole.Button, new() { Name = "Keep kernel" }).ClickAsync();

        await Expect(ends).ToBeHiddenAsync();
    }
}
