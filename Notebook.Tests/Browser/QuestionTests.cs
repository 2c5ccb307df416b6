using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Notebook.Tests.Browser;

/// <summary>A cell asks: in the tab that ran it, in another, after a reload, when it is stopped, with the keyboard alone.</summary>
public sealed class QuestionTests(Chromium chromium)
{
    [ChromiumFact]
    public async Task TwoTabs_OneAnswers_TheOtherSeesIt()
    {
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path);
        await using var context = await chromium.NewContextAsync();
        var first = await NotebookDriver.SignInAsync(context, server);
        await first.NewNotebookAsync();
        var second = new NotebookDriver(await context.NewPageAsync());
        await second.Page.GotoAsync(first.Page.Url);
        await Assertions.Expect(second.Cells).ToHaveCountAsync(1);

        await first.RunAsync(1, "var name = await Input.AskAsync(\"Your name\"); $\"Hello {name}\"");
        await Assertions.Expect(Field(first, "Your name")).ToBeFocusedAsync();
        await Assertions.Expect(Field(second, "Your name")).ToBeVisibleAsync();
        await Assertions.Expect(Field(second, "Your name")).Not.ToBeFocusedAsync();
        await first.ExpectStateAsync(1, "waiting for an answer");
        await Assertions.Expect(first.Page).ToHaveTitleAsync(new System.Text.RegularExpressions.Regex(@"^\? "));
        await Assertions.Expect(first.Kernel).ToContainTextAsync("Busy");

        await Field(second, "Your name").FillAsync("Ben");
        await second.Page.GetByRole(AriaRole.Button, new() { Name = "Answer", Exact = true }).ClickAsync();

        await first.ExpectOutputAsync(1, "Hello Ben");
        await first.ExpectOutputAsync(1, "Your name: Ben");
        await Assertions.Expect(Field(first, "Your name")).ToHaveCountAsync(0);
        await second.ExpectStateAsync(1, "succeeded");
    }

    [ChromiumFact]
    public async Task Reload_WhileAQuestionWaits_ShowsItAgainAndEnterAnswers()
    {
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path);
        await using var context = await chromium.NewContextAsync();
        var notebook = await NotebookDriver.SignInAsync(context, server);
        await notebook.NewNotebookAsync();
        await notebook.RunAsync(1, "Console.Write(\"Age? \"); var age = int.Parse(Console.ReadLine()); age + 1");
        await Assertions.Expect(Field(notebook, "Age?")).ToBeFocusedAsync();

        await notebook.Page.ReloadAsync();
        await notebook.ExpectStateAsync(1, "waiting for an answer");
        // With the keyboard alone: the palette leads to the question.
        await Assertions.Expect(notebook.Page.GetByRole(AriaRole.Button, new() { Name = "Answer cell 1" })).ToBeVisibleAsync();
        // The mark in the title comes with the page's script: from then on it hears keys.
        await Assertions.Expect(notebook.Page).ToHaveTitleAsync(new System.Text.RegularExpressions.Regex(@"^\? "));
        await notebook.Page.Keyboard.PressAsync("Control+k");
        await notebook.Page.Keyboard.TypeAsync("go to the question");
        await notebook.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(Field(notebook, "Age?")).ToBeFocusedAsync();
        await notebook.Page.Keyboard.TypeAsync("41");
        await notebook.Page.Keyboard.PressAsync("Enter");

        await notebook.ExpectStateAsync(1, "succeeded");
        await notebook.ExpectOutputAsync(1, "Age? 41");
        await notebook.ExpectOutputAsync(1, "42");
    }

    [ChromiumFact]
    public async Task Loop_ThatAsksAgain_KeepsTheFocus_AndStopTakesTheQuestionAway()
    {
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path);
        await using var context = await chromium.NewContextAsync();
        var notebook = await NotebookDriver.SignInAsync(context, server);
        await notebook.NewNotebookAsync();
        await notebook.RunAsync(1, "var kept = 41; for (var i = 1; ; i++) await Input.AskAsync($\"Round {i}\");");

        for (var i = 1; i <= 3; i++)
        {
            await Assertions.Expect(Field(notebook, $"Round {i}")).ToBeFocusedAsync();
            await notebook.Page.Keyboard.TypeAsync($"{i}");
            await notebook.Page.Keyboard.PressAsync("Enter");
        }

        await Assertions.Expect(Field(notebook, "Round 4")).ToBeFocusedAsync();
        await notebook.Interrupt.ClickAsync();
        await Assertions.Expect(notebook.Page.Locator("notebook-question")).ToHaveCountAsync(0);
        await notebook.ExpectStateAsync(1, "stopped");
        await notebook.AddCodeCell.ClickAsync();
        await notebook.RunAsync(2, "kept + 1");
        await notebook.ExpectOutputAsync(2, "42");
    }

    [ChromiumFact]
    public async Task Question_WhileTheReaderTypesElsewhere_LeavesThemThere()
    {
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path);
        await using var context = await chromium.NewContextAsync();
        var notebook = await NotebookDriver.SignInAsync(context, server);
        await notebook.NewNotebookAsync();
        await notebook.RunAsync(1, "while (!File.Exists(\"go\")) await Task.Delay(20); await Input.AskAsync(\"Now\")");
        await notebook.ExpectStateAsync(1, "running");
        await notebook.AddCodeCell.ClickAsync();
        await notebook.WriteAsync(2, "// I am ");
        await File.WriteAllTextAsync(Path.Combine(Directory.GetDirectories(Path.Combine(data.Path, "notebooks")).Single(Directory.Exists), "go"), "");

        await Assertions.Expect(Field(notebook, "Now")).ToBeVisibleAsync();
        await notebook.Page.Keyboard.TypeAsync("writing");

        await Assertions.Expect(notebook.Source(2)).ToHaveTextAsync("// I am writing");
        await Assertions.Expect(Field(notebook, "Now")).ToHaveValueAsync("");
    }

    [ChromiumFact]
    public async Task Password_IsInNoFileOfTheServerNorOnAnyPage()
    {
        const string Secret = "correct-horse-9471";
        using var data = new TemporaryFolder();
        await using var context = await chromium.NewContextAsync();
        await using (var server = await ServerProcess.StartAsync(data.Path))
        {
            var notebook = await NotebookDriver.SignInAsync(context, server);
            await notebook.NewNotebookAsync();
            await notebook.RunAsync(1, "var key = await GetPasswordAsync(\"API key\"); key.GetClearTextPassword().Length");
            var field = notebook.Page.GetByLabel("API key");
            await Assertions.Expect(field).ToBeFocusedAsync();
            await Assertions.Expect(field).ToHaveAttributeAsync("type", "password");
            await ExpectAccessibleAsync(notebook.Page);
            await notebook.Page.Keyboard.TypeAsync(Secret);
            await notebook.Page.Keyboard.PressAsync("Enter");
            await notebook.ExpectOutputAsync(1, $"{Secret.Length}");

            Assert.DoesNotContain(Secret, await notebook.Page.ContentAsync(), StringComparison.Ordinal);
            var exported = await context.APIRequest.GetAsync(notebook.Page.Url + "/export?format=ipynb");
            Assert.DoesNotContain(Secret, await exported.TextAsync(), StringComparison.Ordinal);
        }

        // All but the socket that the command line speaks through.
        foreach (var file in Directory.EnumerateFiles(data.Path, "*", SearchOption.AllDirectories).Where(static file => !file.EndsWith(".sock", StringComparison.Ordinal)))
            Assert.False((await File.ReadAllBytesAsync(file, Xunit.TestContext.Current.CancellationToken)).AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(Secret)) >= 0, file);
    }

    private static ILocator Field(NotebookDriver notebook, string name) => notebook.Page.GetByRole(AriaRole.Textbox, new() { Name = name, Exact = true });

    private static async Task ExpectAccessibleAsync(IPage page)
    {
        foreach (var scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
            var violations = (await page.RunAxe()).Violations.Where(static violation => violation.Impact is "serious" or "critical");
            Assert.Empty(violations.SelectMany(static violation => violation.Nodes.Select(node => $"{violation.Id}: {node.Html} {string.Join(' ', node.Any.Select(static check => check.Message))}")));
        }
    }
}
