namespace Notebook.Tests.Kernel;

/// <summary>Assemblies that the compiler's messages do not ask for, and what else a cell expects to be there.</summary>
public sealed class HiddenReferenceTests : KernelTest
{
    [Theory]
    [InlineData("var list = new List<(string, Func<double>)>();\nlist.Add((\"a\", () => Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds));\nlist.Count")]
    [InlineData("void Time(params (string Name, Action Run)[] runs) { foreach (var r in runs) r.Run(); }\nTime((\"a\", () => { var p = Process.GetCurrentProcess(); p.Dispose(); }));\n1")]
    public async Task Lambda_WithATypeWhoseBaseIsInAFurtherAssembly_Compiles(string code) =>
        Assert.Equal("1", (await Kernel.RunAsync("using System.Diagnostics;\n" + code)).Result);

    [Fact]
    public async Task Using_OfANamespaceOfDotNetInteractivesPackages_HidesNothing()
    {
        Assert.Null((await Kernel.RunAsync("using XPlot.Plotly.Interactive;\nusing Plotly.NET.Interactive;")).Error);

        Assert.Equal("Line chart: 2 points, y from 1 to 2, highest at 1", (await Kernel.RunAsync("Chart chart = Plot.Line(new[] { 1, 2 }); chart")).Result);
    }

    [Fact]
    public async Task Console_HasAWidthToLayOutTablesBy() =>
        Assert.Equal("120 120", (await Kernel.RunAsync("$\"{Console.WindowWidth} {Console.BufferWidth}\"")).Result);

    [Theory]
    [InlineData("int Square(int n) { return n * n; }\nEnumerable.Range(0, int.MaxValue).Select(Square).Count(n => n == -1);")]
    [InlineData("void Work(int n) { Interlocked.Increment(ref count); }\nParallel.ForEach(Endless(), Work);")]
    public async Task Interrupt_WhileALibraryCallsAMethodByName_KeepsTheVariables(string code)
    {
        await Kernel.RunAsync("var count = 7;\nIEnumerable<int> Endless() { while (true) yield return 1; }");
        var id = await Kernel.SubmitAsync("Console.WriteLine(\"begun\");\n" + code);
        await Kernel.PrintedAsync(id, "begun\n");

        await Kernel.InterruptAsync(id);

        Assert.Equal(Notebook.Protocol.SubmissionOutcome.Interrupted, (await Kernel.EndOfAsync(id)).Outcome);
        Assert.Equal("True", (await Kernel.RunAsync("count >= 7")).Result);
    }
}
