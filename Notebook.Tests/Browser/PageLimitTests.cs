using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Notebook.Tests.Browser;

/// <summary>What a person reads when there is too much: too many pages at once, too large a message, a file for which there is no room.</summary>
public sealed class PageLimitTests(Chromium chromium)
{
    [ChromiumFact]
    public async Task TooManyPages_SayItAndTryAgainByThemselves()
    {
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path, settings: new Dictionary<string, string> { ["Limits__ConnectionsPerMinute"] = "4" });
        await using var context = await chromium.NewContextAsync();
        var page = (await NotebookDriver.SignInAsync(context, server)).Page;
        var failure = page.Locator("#blazor-error-ui");

        for (var time = 0; time < 8 && !await failure.IsVisibleAsync(); time++)
        {
            await page.ReloadAsync();
            await Expect(failure.Or(page.GetByRole(AriaRole.Heading, new() { Name = "Notebooks", Exact = true }))).ToBeVisibleAsync();
        }

        await Expect(failure).ToContainTextAsync("The server has had too many such requests from you. Wait a minute, then try again. The page tries again by itself.");
        // It is read on a page on which nothing else has come, no theme of the components either.
        var problems = new List<string>(await Axe.ProblemsAsync(page, "too many pages", ColorScheme.Dark));
        problems.AddRange(await Axe.ProblemsAsync(page, "too many pages", ColorScheme.Light));
        await page.ScreenshotAsync(new() { Path = Path.Combine(RepositoryFolders.Artifacts, "too-many-pages.png") });
        Assert.Empty(problems);
    }

    [ChromiumFact]
    public async Task PageGoneWild_IsHeldToItsPace_AndLosesNothing()
    {
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path, settings: new Dictionary<string, string> { ["Limits__MessagesPerSecond"] = "20" });
        await using var context = await chromium.NewContextAsync();
        var notebook = await NotebookDriver.SignInAsync(context, server);
        await notebook.NewNotebookAsync();
        await Expect(notebook.Source(1)).ToBeVisibleAsync();

        // Four seconds of messages are let through at once, the others come a twentieth of a second after each other.
        var seconds = await notebook.Page.EvaluateAsync<double>("""
            async () => {
              const page = document.querySelector("[data-notebook]").notebookPage;
              const before = performance.now();
              const answers = await Promise.all(Array.from({ length: 180 }, () => page.server.call("ListNotebooks")));
              if (answers.some(answer => !answer?.length)) throw new Error("An answer was lost.");
              return (performance.now() - before) / 1000;
            }
            """);

        Assert.True(seconds > 4, $"180 messages at 20 a second took {seconds} s.");
        await notebook.RunAsync(1, "40 + 2");
        await notebook.ExpectOutputAsync(1, "42");
    }

    [ChromiumFact]
    public async Task ServerThatCannotBeReached_IsSaidOnThePage()
    {
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path);
        await using var context = await chromium.NewContextAsync();
        var page = (await NotebookDriver.SignInAsync(context, server)).Page;
        await page.RouteAsync("**/_blazor/**", static route => route.AbortAsync());

        await page.ReloadAsync();

        await Expect(page.GetByText("This page could not connect to the server. It tries again by itself.")).ToBeVisibleAsync();
        await page.UnrouteAsync("**/_blazor/**");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Notebooks", Exact = true })).ToBeVisibleAsync(new() { Timeout = 30_000 });
    }

    [ChromiumFact]
    public async Task TooLargeAMessageOrFile_IsASentence_AndThePageGoesOn()
    {
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path, settings: new Dictionary<string, string> { ["Sandbox__Limits__DiskMegabytes"] = "4", ["Limits__UploadsPerMinute"] = "2" });
        await using var context = await chromium.NewContextAsync();
        var notebook = await NotebookDriver.SignInAsync(context, server);
        var page = notebook.Page;
        await notebook.NewNotebookAsync();

        await notebook.RunAsync(1, "Input.Lines(\"Words\")");
        var words = page.GetByLabel("Words");
        await Expect(words).ToBeVisibleAsync();
        await words.EvaluateAsync("field => { field.value = 'x'.repeat(2.5 * 1024 * 1024); field.dispatchEvent(new Event('input', { bubbles: true })); field.dispatchEvent(new Event('change', { bubbles: true })); }");
        await Expect(page.GetByText("That is too much at once for the server: 3 MB. Keep it in a file instead.")).ToBeVisibleAsync();

        var files = page.GetByRole(AriaRole.Button, new() { Name = "Files", Exact = true });
        await files.ClickAsync();
        var chooser = await page.RunAndWaitForFileChooserAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Upload files" }).ClickAsync());
        var large = Path.Combine(data.Path, "..", Path.GetRandomFileName());
        try
        {
            await using (var file = File.Create(large))
                file.SetLength(200L * 1024 * 1024);
            await chooser.SetFilesAsync(large);
            await Expect(page.GetByText("There is not enough room: the notebook's folder may hold 4 MB.")).ToBeVisibleAsync();
        }
        finally
        {
            File.Delete(large);
        }

        // That was one; the second is let in, the third waits for the next minute.
        foreach (var (name, said) in new[] { ("b.csv", "b.csv is uploaded."), ("c.csv", "c.csv was not uploaded. The server has had too many such requests from you. Wait a minute, then try again.") })
        {
            chooser = await page.RunAndWaitForFileChooserAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Upload files" }).ClickAsync());
            await chooser.SetFilesAsync(new FilePayload { Name = name, MimeType = "text/csv", Buffer = [65] });
            await Expect(page.GetByText(said)).ToBeVisibleAsync();
        }

        await notebook.RunAsync(1, "40 + 2");
        await notebook.ExpectOutputAsync(1, "42");
    }
}
