using Microsoft.Playwright;

namespace Notebook.Tests.Browser;

/// <summary>axe finds nothing serious on any page, in any state, in either theme.</summary>
public sealed class AccessibilityTests(Chromium chromium)
{
    [ChromiumFact]
    public async Task PagesAndDialogs_InBothThemes_HaveNothingSerious()
    {
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path);
        await using var context = await chromium.NewContextAsync();
        var stranger = await context.NewPageAsync();
        await stranger.GotoAsync(new Uri(server.Address, "/sign-in").ToString());
        var problems = new List<string>(await ProblemsAsync(stranger, "sign-in"));

        var notebook = await NotebookDriver.SignInAsync(context, server);
        var page = notebook.Page;
        problems.AddRange(await ProblemsAsync(page, "home, empty"));
        await notebook.NewNotebookAsync();
        await notebook.RunAsync(1, "Console.WriteLine(\"\\u001b[31mred\\u001b[0m https://example.org\"); new[] { 1, 2, 3 }.Select(n => new { n, Square = n * n })");
        await notebook.ExpectStateAsync(1, "succeeded");
        foreach (var (number, code, state) in ((int, string, string)[])[(2, "Plot.Bar(new[] { \"a\", \"b\" }, new[] { 1, 2 })", "succeeded"), (3, "int x = missing;", "failed"), (4, "new { Name = \"tree\", Inner = new { A = 1 } }", "succeeded"), (5, "5", "succeeded")])
        {
            await notebook.AddCodeCell.ClickAsync();
            await notebook.RunAsync(number, code);
            await notebook.ExpectStateAsync(number, state);
        }

        await Assertions.Expect(notebook.Output(2).Locator(".js-plotly-plot")).ToBeVisibleAsync();
        await notebook.WriteAsync(5, "6");
        await notebook.ExpectStateAsync(5, "edited");
        await notebook.AddTextCell.ClickAsync();
        await notebook.WriteAsync(6, "# Heading\n\nSome `code`, a [link](https://example.org), > a quote.\n\n- [x] done\n\n|a|b|\n|-|-|\n|1|2|");
        problems.AddRange(await ProblemsAsync(page, "notebook, editing text"));
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(notebook.Cell(6).GetByRole(AriaRole.Heading, new() { Name = "Heading" })).ToBeVisibleAsync();
        problems.AddRange(await ProblemsAsync(page, "notebook"));

        foreach (var (name, keys) in ((string, string)[])[("palette", "Control+k"), ("help", "?"), ("find", "Control+h")])
        {
            await page.Keyboard.PressAsync(keys);
            problems.AddRange(await ProblemsAsync(page, name));
            await page.Keyboard.PressAsync("Escape");
        }

        await page.GetByRole(AriaRole.Button, new() { Name = "More ways to run", Exact = true }).ClickAsync();
        problems.AddRange(await ProblemsAsync(page, "run menu"));
        await page.Keyboard.PressAsync("Escape");
        await page.SetViewportSizeAsync(390, 844);
        problems.AddRange(await ProblemsAsync(page, "notebook on a phone"));
        await page.GotoAsync(server.Address.ToString());
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Untitled notebook" })).ToBeVisibleAsync();
        problems.AddRange(await ProblemsAsync(page, "home"));

        Assert.True(problems.Count == 0, string.Join("\n", problems));
    }

    private static async Task<IEnumerable<string>> ProblemsAsync(IPage page, string where) =>
        [.. await Axe.ProblemsAsync(page, where, ColorScheme.Light), .. await Axe.ProblemsAsync(page, where, ColorScheme.Dark)];
}
