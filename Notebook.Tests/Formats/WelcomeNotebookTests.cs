using Notebook.Tests.CommandLine;
using Notebook.Web.CommandLine;
using Notebook.Web.Documents;
using Notebook.Web.Formats;

namespace Notebook.Tests.Formats;

public sealed class WelcomeNotebookTests
{
    [Fact]
    public async Task Run_TopToBottom_ShowsATableAndAChartAndFailsOnceWhereItShould()
    {
        var (asItIs, _) = await RunAsync(static source => source);

        var failed = Assert.Single(asItIs.Cells, static cell => cell.Outputs.Any(static output => output is ErrorCellOutput));
        var error = Assert.IsType<ErrorCellOutput>(Assert.Single(failed.Outputs)).Error;
        Assert.Contains("Mooons", error.Message, StringComparison.Ordinal);
        Assert.Contains(asItIs.Cells, static cell => cell.Outputs.OfType<DisplayOutput>().Any(static output => output.Data.Contents.ContainsKey("application/vnd.notebook.table.v1+json")));
        Assert.Contains(asItIs.Cells, static cell => cell.Outputs.OfType<DisplayOutput>().Any(static output => output.Data.Contents.ContainsKey("application/vnd.plotly.v1+json")));

        var (mended, code) = await RunAsync(static source => source.Replace("Mooons", "Moons", StringComparison.Ordinal));

        Assert.Equal(0, code);
        Assert.Contains("Saturn has the most moons: 274.", Assert.IsType<DisplayOutput>(Assert.Single(mended.Find(mended.Cells[^2].Id)!.Outputs)).Data.PlainText, StringComparison.Ordinal);
    }

    private static async Task<(NotebookDocument Document, int Code)> RunAsync(Func<string, string> mend)
    {
        using var folder = new TemporaryFolder();
        var content = System.Text.Encoding.UTF8.GetString(NotebookWriter.Write(WelcomeNotebook.Create(TimeProvider.System), NotebookFormat.Dib).Content.Span);
        await File.WriteAllTextAsync(folder["welcome.dib"], mend(content), TestContext.Current.CancellationToken);
        using var output = new RecordingWriter();
        using var error = new RecordingWriter();
        var launcher = TestKernel.NewLauncher();
        var code = await NotebookCommandLine.RunAsync(
            ["run", folder["welcome.dib"], "--output", folder["out.ipynb"], "--timeout", "300"],
            new CommandLineServices { Serve = static (_, _) => throw new InvalidOperationException(), Launcher = launcher, Output = output, Error = error },
            TestContext.Current.CancellationToken);
        return (Reading.Document("out.ipynb", await File.ReadAllBytesAsync(folder["out.ipynb"], TestContext.Current.CancellationToken)), code);
    }
}
