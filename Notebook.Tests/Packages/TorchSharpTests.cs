using System.Runtime.InteropServices;
using System.Text;
using Notebook.Tests.CommandLine;
using Notebook.Web.CommandLine;
using Notebook.Web.Packages;

namespace Notebook.Tests.Packages;

/// <summary>
/// The largest native package there is, 300 MB from nuget.org: only in the long run of the tests. Its libraries are built for the libstdc++ of GCC 13; where the
/// machine's is older, the cell has to say so.
/// </summary>
public sealed class TorchSharpTests : PackageTest
{
    private const string Notebook = """
        #!csharp
        #r "nuget: TorchSharp-cpu, 0.107.0"
        using TorchSharp;
        torch.ones(2, 3).sum().item<float>()
        """;

    [SoakFact]
    public async Task Run_TorchSharp_CalculatesOrSaysWhatTheMachineLacks()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["torch.dib"], Notebook, TestContext.Current.CancellationToken);
        using var output = new RecordingWriter();
        using var error = new RecordingWriter();

        var restorer = NewRestorer(PreinstalledPackages.In(TestKernel.Executable.PackagesFolder), static options => options.Sources.Clear());

        var code = await NotebookCommandLine.RunAsync(
            ["run", folder["torch.dib"], "--output", folder["out.ipynb"], "--timeout", "1800"],
            new CommandLineServices { Serve = static (_, _) => throw new InvalidOperationException(), Launcher = TestKernel.NewLauncher(), Packages = new(restorer), Output = output, Error = error },
            TestContext.Current.CancellationToken);

        var ran = await File.ReadAllTextAsync(folder["out.ipynb"], TestContext.Current.CancellationToken);
        if (HasNewEnoughSystem())
        {
            Assert.True(code == 0, error.ToString());
            Assert.Contains("\"6\"", ran, StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal(1, code);
            Assert.Matches("needs GLIBCXX_[0-9.]+, and libstdc\\+\\+.so.6 of this machine is too old to have it", error.ToString());
        }
    }

    private static bool HasNewEnoughSystem()
    {
        var path = new[] { "/usr/lib/x86_64-linux-gnu/libstdc++.so.6", "/usr/lib/aarch64-linux-gnu/libstdc++.so.6", "/usr/lib64/libstdc++.so.6", "/usr/lib/libstdc++.so.6" }.FirstOrDefault(File.Exists);
        return RuntimeInformation.ProcessArchitecture == System.Runtime.InteropServices.Architecture.X64 && path is not null && File.ReadAllBytes(path).AsSpan().IndexOf(Encoding.ASCII.GetBytes("GLIBCXX_3.4.32\0")) >= 0;
    }
}
