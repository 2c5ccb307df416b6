using System.Text;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Notebook.Tests.Browser;

/// <summary>The panel of secrets, and where a secret must not be: outputs, exports, copies, pages of others, the server's files.</summary>
public sealed class SecretTests(Chromium chromium)
{
    private const string Value = "correct-horse-9471";

    [ChromiumFact]
    public async Task Secret_SetUsedReplacedAndDeleted_IsShownNowhere()
    {
        using var data = new TemporaryFolder();
        await using var context = await chromium.NewContextAsync();
        await using (var server = await ServerProcess.StartAsync(data.Path))
        {
            var notebook = await NotebookDriver.SignInAsync(context, server);
            var page = notebook.Page;
            await notebook.NewNotebookAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Secrets", Exact = true }).ClickAsync();
            var panel = page.GetByRole(AriaRole.Complementary, new() { Name = "Secrets" });
            await Assertions.Expect(panel.GetByText("No secrets yet.")).ToBeVisibleAsync();

            // By keyboard alone.
            await panel.GetByLabel("Name").FocusAsync();
            await page.Keyboard.TypeAsync("API_KEY");
            await page.Keyboard.PressAsync("Tab");
            await Assertions.Expect(panel.GetByLabel("Value")).ToBeFocusedAsync();
            await Assertions.Expect(panel.GetByLabel("Value")).ToHaveAttributeAsync("type", "password");
            await page.Keyboard.TypeAsync(Value);
            await page.Keyboard.PressAsync("Enter");
            await Assertions.Expect(panel.GetByText("API_KEY is kept.")).ToBeVisibleAsync();
            await Assertions.Expect(panel.GetByLabel("Value")).ToHaveValueAsync("");
            await Screens.TakeAsync(page, "secrets");

            await notebook.RunAsync(1, "Console.WriteLine(\"<\" + Secrets[\"API_KEY\"] + \">\"); var k = Secrets[\"API_KEY\"]; k.Length");
            await notebook.ExpectOutputAsync(1, $"{Value.Length}");
            await Assertions.Expect(notebook.Output(1)).ToContainTextAsync("<••••••>");
            await notebook.AddCodeCell.ClickAsync();
            await notebook.RunAsync(2, "Secrets[\"OTHER\"]");
            await Assertions.Expect(notebook.Output(2)).ToContainTextAsync("This notebook has no secret OTHER. It has API_KEY.");

            Assert.DoesNotContain(Value, await page.ContentAsync(), StringComparison.Ordinal);
            foreach (var format in (string[])["ipynb", "html", "md", "dib"])
                Assert.DoesNotContain(Value, await (await context.APIRequest.GetAsync(page.Url + $"/export?format={format}")).TextAsync(), StringComparison.Ordinal);
            Assert.Empty((await page.RunAxe()).Violations.Where(static violation => violation.Impact is "serious" or "critical").Select(static violation => violation.Id));

            await panel.GetByRole(AriaRole.Button, new() { Name = "Delete API_KEY", Exact = true }).ClickAsync();
            await panel.GetByRole(AriaRole.Button, new() { Name = "Delete API_KEY for good" }).ClickAsync();
            await Assertions.Expect(panel.GetByText("No secrets yet.")).ToBeVisibleAsync();
            await notebook.RunAsync(1, "Secrets.Names.Count");
            await notebook.ExpectOutputAsync(1, "0");
        }

        foreach (var file in Directory.EnumerateFiles(data.Path, "*", SearchOption.AllDirectories).Where(static file => !file.EndsWith(".sock", StringComparison.Ordinal)))
            Assert.False((await File.ReadAllBytesAsync(file, Xunit.TestContext.Current.CancellationToken)).AsSpan().IndexOf(Encoding.UTF8.GetBytes(Value)) >= 0, file);
    }
}
