using Notebook.Tests.Formats;
using Notebook.Tests.Packages;
using Notebook.Web.CommandLine;
using Notebook.Web.Documents;
using Notebook.Web.Packages;

namespace Notebook.Tests.CommandLine;

/// <summary>Real notebooks, run by the real kernel: what they saved is what they print, and what was meant to fail fails where it was meant to.</summary>
public sealed class SharedNotebookRunTests : PackageTest
{
    /// <summary>The notebook, and for each cell meant to fail: its number, the error's name, the cell and the line that the error names.</summary>
    public static TheoryData<string, string[]> Notebooks => new()
    {
        { "hello-world.ipynb", [] },
        { "methods-and-members.ipynb", ["cell 16: CS0200 in cell 16, line 27"] },
        { "csharp.dib", [] },
        {
            "linq-queries.dib",
            [
                "cell 36: System.InvalidOperationException in cell 36, line 3",
                "cell 42: System.InvalidOperationException in cell 42, line 3",
                "cell 81: System.InvalidOperationException in cell 79, line 4",
            ]
        },
        { "pattern-matching.dib", [] },
    };

    [Theory]
    [MemberData(nameof(Notebooks), DisableDiscoveryEnumeration = true)]
    public async Task Run_SharedNotebook_ShowsWhatItSavedAndFailsWhereItShould(string name, string[] expectedFailures)
    {
        using var folder = new TemporaryFolder();
        var content = SharedNotebooks.Read(name);
        await File.WriteAllBytesAsync(folder[name], content, TestContext.Current.CancellationToken);
        using var output = new RecordingWriter();
        using var error = new RecordingWriter();
        var launcher = TestKernel.NewLauncher();

        var code = await NotebookCommandLine.RunAsync(
            ["run", folder[name], "--output", folder["out.ipynb"], "--timeout", "300"],
            new CommandLineServices { Serve = static (_, _) => throw new InvalidOperationException(), Launcher = launcher, Output = output, Error = error },
            TestContext.Current.CancellationToken);

        var ran = Reading.Document("out.ipynb", await File.ReadAllBytesAsync(folder["out.ipynb"], TestContext.Current.CancellationToken));
        Assert.Equal(expectedFailures, FailuresOf(ran));
        Assert.Equal(expectedFailures.Length == 0 ? 0 : 1, code);
        Assert.All(expectedFailures, failure => Assert.Contains(failure.Split(" in ")[1], error.ToString(), StringComparison.Ordinal));

        var saved = Reading.Document(name, content);
        Assert.Equal(saved.Cells.Select(static cell => cell.Source), ran.Cells.Select(static cell => cell.Source));
        foreach (var (before, after) in saved.Cells.Zip(ran.Cells).Where(static pair => !pair.First.Outputs.IsEmpty))
            Assert.Equal(TextOf(before), TextOf(after));
    }

    /// <summary>Those that need packages, tell the time or draw: what they show is another each time, and all of it is shown, with no network.</summary>
    [Theory]
    [InlineData("channels.dib", null)]
    [InlineData("formatting.dib", null)]
    // Its cell 6 is #r "<path to .dll>", for the reader to fill in.
    [InlineData("code-cells.ipynb", "cell 6: CS0006 in cell 6, line 1")]
    [InlineData("graphs-and-visualizations.ipynb", null)]
    public async Task Run_SharedNotebookWithPackagesAndPictures_FailsOnlyWhereItShould(string name, string? expectedFailure)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllBytesAsync(folder[name], SharedNotebooks.Read(name), TestContext.Current.CancellationToken);
        using var output = new RecordingWriter();
        using var error = new RecordingWriter();
        var restorer = NewRestorer(PreinstalledPackages.In(TestKernel.Executable.PackagesFolder), static options => options.Offline = true);

        await NotebookCommandLine.RunAsync(
            ["run", folder[name], "--output", folder["out.ipynb"], "--timeout", "300"],
            new CommandLineServices { Serve = static (_, _) => throw new InvalidOperationException(), Launcher = TestKernel.NewLauncher(), Packages = new(restorer), Output = output, Error = error },
            TestContext.Current.CancellationToken);

        var ran = Reading.Document("out.ipynb", await File.ReadAllBytesAsync(folder["out.ipynb"], TestContext.Current.CancellationToken));
        // The readers of channels.dib race for the end of the channel, and one that loses gets this; on a quiet machine none does.
        Assert.DoesNotContain(FailuresOf(ran), failure => failure != expectedFailure && !failure.Contains("ChannelClosedException", StringComparison.Ordinal));
        Assert.Contains(ran.Cells, static cell => cell.Outputs.OfType<DisplayOutput>().Any() || cell.Outputs.OfType<StreamOutput>().Any());
    }

    /// <summary>A cell's text output; line ends and how the text was split do not count.</summary>
    private static string TextOf(Cell cell) => string.Concat(cell.Outputs.Select(static output => output switch
    {
        StreamOutput stream => stream.Text.HeadText + stream.Text.TailText,
        DisplayOutput display => display.Data.PlainText,
        ErrorCellOutput error => string.Join('\n', error.Error.Diagnostics),
        _ => throw new InvalidOperationException(),
    })).ReplaceLineEndings("\n");

    private static IEnumerable<string> FailuresOf(NotebookDocument document) =>
        from cell in document.Cells
        from error in cell.Outputs.OfType<ErrorCellOutput>()
        let place = error.Error.FirstLocation ?? throw new InvalidOperationException($"The error of cell {document.NumberOf(cell.Id)} names no place: {error.Error.Message}")
        select $"cell {document.NumberOf(cell.Id)}: {error.Error.Name} in cell {document.NumberOf(new CellId(place.SourceName))}, line {place.Line}";
}
