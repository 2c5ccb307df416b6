using System.Text.Json;
using Microsoft.Playwright;
using Notebook.Benchmarks.Pages;

namespace Notebook.Benchmarks.Peers;

/// <summary>A notebook of one code cell in Jupyter Notebook's page, its kernel connected, and a clock in the page.</summary>
internal sealed class JupyterNotebookPage
{
    private const string Measure = """
        ([code, expected]) => new Promise(resolve => {
          const cell = Jupyter.notebook.get_cell(0);
          cell.set_text(code);
          cell.focus_editor();
          let started = 0;
          const look = () => {
            if (!cell.element[0].querySelector('.output_wrapper').textContent.includes(expected)) return;
            observer.disconnect();
            requestAnimationFrame(() => resolve(performance.now() - started));
          };
          const observer = new MutationObserver(look);
          observer.observe(cell.element[0], { childList: true, subtree: true, characterData: true });
          started = performance.now();
          cell.execute();
        })
        """;

    private JupyterNotebookPage(IPage page) => Page = page;

    public IPage Page { get; }

    public static async Task<JupyterNotebookPage> OpenAsync(JupyterNotebookPeer jupyter, string folder, MeasuredBrowser browser, CancellationToken cancellationToken)
    {
        var content = new
        {
            cells = new[] { new { cell_type = "code", execution_count = (int?)null, metadata = new { }, outputs = Array.Empty<object>(), source = "" } },
            metadata = new { kernelspec = new { name = "python3", language = "python", display_name = "Python 3" } },
            nbformat = 4,
            nbformat_minor = 4,
        };
        await File.WriteAllTextAsync(Path.Combine(folder, "outputs.ipynb"), JsonSerializer.Serialize(content), cancellationToken);
        var page = await browser.NewPageAsync();
        await page.GotoAsync($"{jupyter.Address}notebooks/outputs.ipynb");
        await page.WaitForFunctionAsync("() => window.Jupyter?.notebook?.kernel?.is_connected()", null, new() { Timeout = 120_000 });
        return new JupyterNotebookPage(page);
    }

    /// <summary>Runs code in the cell.</summary>
    /// <returns>Milliseconds from the command to the frame with the text.</returns>
    public Task<double> RunUntilShownAsync(string code, string text) => Page.EvaluateAsync<double>(Measure, new[] { code, text });

    /// <summary>Waits until nothing runs.</summary>
    public Task IdleAsync() =>
        Page.WaitForFunctionAsync("() => !Jupyter.notebook.get_cell(0).element[0].classList.contains('running')", null, new() { Timeout = 300_000 });
}
