using Microsoft.Playwright;
using Notebook.Web.Documents;
using Notebook.Web.Formats;

namespace Notebook.Tests.Browser;

/// <summary>Notebooks that other people wrote, imported and run with Run all: their text output equals what the file saved.</summary>
public sealed class RealNotebookTests(Chromium chromium)
{
    public static TheoryData<string> Files => ["hello-world.ipynb", "methods-and-members.ipynb", "csharp.dib", "linq-queries.dib", "pattern-matching.dib", "channels.dib", "formatting.dib", "code-cells.ipynb", "graphs-and-visualizations.ipynb"];

    [ChromiumTheory(Timeout = 240_000)]
    [MemberData(nameof(Files))]
    public async Task ImportedNotebook_RunAll_PrintsWhatTheFileSaved(string file)
    {
        var path = Path.Combine(RepositoryFolders.SharedNotebooks, file);
        var saved = Assert.IsType<NotebookReadResult.Read>(NotebookReader.Read(file, await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken), TimeProvider.System)).Document;
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path);
        await using var context = await chromium.NewContextAsync();
        var notebook = await NotebookDriver.SignInAsync(context, server);

        await notebook.ImportAsync(path);
        await Assertions.Expect(notebook.Title).ToHaveValueAsync(saved.Title);
        await Assertions.Expect(notebook.Cells).ToHaveCountAsync(saved.Cells.Count);
        await notebook.RunAll.ClickAsync();

        var lastCode = saved.Cells.FindLastIndex(static cell => cell.Kind == CellKind.Code) + 1;
        await Assertions.Expect(notebook.Page.GetByRole(AriaRole.Region, new() { NameRegex = new($"^Cell {lastCode}, .*(succeeded|failed)") })).ToBeAttachedAsync(new() { Timeout = 120_000 });

        for (var number = 1; number <= saved.Cells.Count; number++)
        {
            var cell = saved.Cells[number - 1];
            var stream = string.Concat(cell.Outputs.OfType<StreamOutput>().Select(static output => output.Text.HeadText + output.Text.TailText)).ReplaceLineEndings("\n").TrimEnd('\n');
            if (stream.Length > 0)
                Assert.Equal(stream, await StreamTextAsync(notebook, number, stream.Length));
            if (cell.Outputs.OfType<ErrorCellOutput>().SingleOrDefault() is { Error.Diagnostics: [{ } diagnostic, ..] })
            {
                await notebook.ExpectStateAsync(number, "failed");
                await notebook.ExpectOutputAsync(number, diagnostic.Id);
                await notebook.ExpectOutputAsync(number, $"line {diagnostic.StartLine}");
            }
        }

        await Screens.TakeWholeAsync(notebook.Page, $"real-{Path.GetFileNameWithoutExtension(file)}");
    }

    /// <summary>Stream text reaches the page apart from the cell's state: what is there already need not be all.</summary>
    private static async Task<string> StreamTextAsync(NotebookDriver notebook, int number, int length)
    {
        const string Text = "streams => streams.map(stream => stream.textContent).join('').replace(/\\n+$/, '')";
        var streams = notebook.Output(number).Locator(".stream");
        await Assertions.Expect(streams.First).ToBeAttachedAsync();
        await Eventually.TrueAsync(async () => (await streams.EvaluateAllAsync<string>(Text)).Length >= length);
        return await streams.EvaluateAllAsync<string>(Text);
    }
}
