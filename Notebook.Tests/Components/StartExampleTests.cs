using Notebook.Tests.CommandLine;
using Notebook.Tests.Packages;
using Notebook.Web.CommandLine;
using Notebook.Web.Components.Notebooks;
using Notebook.Web.Documents;
using Notebook.Web.Packages;

namespace Notebook.Tests.Components;

/// <summary>What an empty notebook offers to begin with runs as it stands, with no network.</summary>
public sealed class StartExampleTests : PackageTest
{
    public static TheoryData<string> Titles => [.. StartExample.All.Select(static example => example.Title)];

    [Theory]
    [MemberData(nameof(Titles))]
    public async Task Example_RunAsItStands_ShowsSomething(string title)
    {
        using var folder = new TemporaryFolder();
        var code = StartExample.All.Single(example => example.Title == title).Code;
        await File.WriteAllTextAsync(folder["example.dib"], $"#!csharp\n\n{code}\n", Cancelled);
        using var output = new RecordingWriter();
        using var error = new RecordingWriter();
        var restorer = NewRestorer(PreinstalledPackages.In(TestKernel.Executable.PackagesFolder), static options => options.Offline = true);

        var exit = await NotebookCommandLine.RunAsync(
            ["run", folder["example.dib"], "--output", folder["out.ipynb"], "--timeout", "300", "--writable"],
            new CommandLineServices { Serve = static (_, _) => throw new InvalidOperationException(), Launcher = TestKernel.NewLauncher(), Packages = new(restorer), Output = output, Error = error },
            Cancelled);

        Assert.True(exit == 0, error.ToString());
        var ran = Formats.Reading.Document("out.ipynb", await File.ReadAllBytesAsync(folder["out.ipynb"], Cancelled));
        Assert.NotEmpty(Assert.Single(ran.Cells).Outputs.OfType<DisplayOutput>());
    }
}
