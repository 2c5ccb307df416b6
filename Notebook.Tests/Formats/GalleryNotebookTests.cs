using Notebook.Tests.CommandLine;
using Notebook.Tests.Packages;
using Notebook.Web.CommandLine;
using Notebook.Web.Documents;
using Notebook.Web.Formats;
using Notebook.Web.Packages;

namespace Notebook.Tests.Formats;

/// <summary>Every notebook of the gallery runs from top to bottom, with what is preinstalled and no network.</summary>
public sealed class GalleryNotebookTests : PackageTest
{
    /// <summary>What a cell says that teaches an error.</summary>
    private const string OnPurpose = "on purpose";

    public static TheoryData<string> Names => [.. GalleryNotebook.All.Select(static notebook => notebook.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Notebook_RunFromTopToBottom_FailsOnlyOnPurpose(string name)
    {
        using var folder = new TemporaryFolder();
        var notebook = GalleryNotebook.All.Single(notebook => notebook.Name == name).Create(TimeProvider.System);
        await File.WriteAllBytesAsync(folder[$"{name}.dib"], NotebookWriter.Write(notebook, NotebookFormat.Dib).Content.ToArray(), Cancelled);
        using var output = new RecordingWriter();
        using var error = new RecordingWriter();
        var restorer = NewRestorer(PreinstalledPackages.In(TestKernel.Executable.PackagesFolder), static options => options.Offline = true);

        await NotebookCommandLine.RunAsync(
            ["run", folder[$"{name}.dib"], "--output", folder["out.ipynb"], "--timeout", "300", "--writable"],
            new CommandLineServices { Serve = static (_, _) => throw new InvalidOperationException(), Launcher = TestKernel.NewLauncher(), Packages = new(restorer), Output = output, Error = error },
            Cancelled);

        var ran = Reading.Document("out.ipynb", await File.ReadAllBytesAsync(folder["out.ipynb"], Cancelled));
        Assert.All(ran.Cells.Where(static cell => cell.CanRun), cell =>
        {
            var problem = cell.Outputs.OfType<ErrorCellOutput>().FirstOrDefault()?.Error;
            Assert.True(cell.Source.Contains(OnPurpose, StringComparison.Ordinal) == problem is not null, $"{cell.Source}\n\n{problem?.Message}\n{error}");
        });
        Assert.Contains(ran.Cells, static cell => cell.Outputs.OfType<DisplayOutput>().Any());
    }

    [Fact]
    public void Pictures_ThereIsOneForEach()
    {
        var sprite = File.ReadAllText(Path.Combine(RepositoryFolders.Root, "wwwroot", "img", "gallery.svg"));

        Assert.Equal(10, GalleryNotebook.All.Count);
        Assert.All(GalleryNotebook.All, notebook => Assert.Contains($"<symbol id=\"{notebook.Name}\"", sprite, StringComparison.Ordinal));
    }
}
