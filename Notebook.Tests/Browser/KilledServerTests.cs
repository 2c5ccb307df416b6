using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Notebook.Tests.Browser;

/// <summary>SIGKILL of the server while text is typed and a cell prints: what the page said was saved is there afterwards.</summary>
public sealed partial class KilledServerTests(Chromium chromium)
{
    private static int Rounds => Capability.IsSoak ? 200 : 20;

    [ChromiumFact(Timeout = 3_600_000)]
    public async Task KilledServer_WhileTypingAndPrinting_LosesNothingAcknowledged()
    {
        using var data = new TemporaryFolder();
        var server = await ServerProcess.StartAsync(data.Path);
        try
        {
            await using var context = await chromium.NewContextAsync();
            var notebook = await NotebookDriver.SignInAsync(context, server);
            await notebook.NewNotebookAsync();
            await notebook.AddCodeCell.ClickAsync();
            var address = notebook.Page.Url;
            var random = new Random(20261122);

            for (var round = 1; round <= Rounds; round++)
            {
                TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
                // The output of the run before stays until this one has something to show, so each names its round.
                await notebook.RunAsync(2, $"for (var i = 1; ; i++) {{ Console.WriteLine($\"round {round} line {{i}};\"); await Task.Delay(5); }}");
                await notebook.ExpectOutputAsync(2, $"round {round} line 3;");
                await notebook.WriteAsync(1, $"// round {round}: ");

                // What the page called saved, and what it showed, just before the kill.
                var acknowledged = "";
                var until = random.Next(10, 40);
                for (var word = 0; word < until; word++)
                {
                    await notebook.Page.Keyboard.TypeAsync($"{word} ", new() { Delay = 3 });
                    acknowledged = await SavedTextAsync(notebook, acknowledged);
                }

                var shown = LastLine(await notebook.Output(2).InnerTextAsync(), round);
                await server.KillAsync();

                server = await ServerProcess.StartAsync(data.Path, server.Address);
                await using var fresh = await chromium.NewContextAsync();
                var reader = await NotebookDriver.SignInAsync(fresh, server);
                await reader.Page.GotoAsync(address);
                await Assertions.Expect(reader.Source(1)).ToContainTextAsync(acknowledged.Trim());
                await Assertions.Expect(reader.Output(2)).ToContainTextAsync($"round {round} line {shown};");

                await notebook.Page.GotoAsync(address);
                await Assertions.Expect(notebook.Cells).ToHaveCountAsync(2);
            }
        }
        finally
        {
            await server.DisposeAsync();
        }
    }

    /// <summary>The text of cell 1 if the page says at this very moment that all of it is saved; else what was known before.</summary>
    private static async Task<string> SavedTextAsync(NotebookDriver notebook, string before)
    {
        var text = await notebook.Page.EvaluateAsync<string?>("""
            () => document.querySelector('[data-unsaved="0"]') === null
              ? null
              : document.querySelector('[aria-label="Source of cell 1"]').textContent
            """);
        return text ?? before;
    }

    private static int LastLine(string output, int round) =>
        Line().Matches(output).Where(match => Number(match.Groups[1]) == round).Max(static match => Number(match.Groups[2]));

    private static int Number(Group digits) => int.Parse(digits.Value, System.Globalization.CultureInfo.InvariantCulture);

    [GeneratedRegex(@"round (\d+) line (\d+);")]
    private static partial Regex Line();
}
