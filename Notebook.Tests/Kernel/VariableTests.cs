using Notebook.Protocol;

namespace Notebook.Tests.Kernel;

/// <summary>What the kernel tells about variables.</summary>
public sealed class VariableTests : KernelTest
{
    [Fact]
    public async Task ListVariables_Redeclared_NamesTheCellThatDeclaredItLast()
    {
        await RunAllAsync("var a = 1; var b = new[] { 1, 2 };", "var a = \"text\";", "a = \"other\";");

        var listed = await Kernel.ListVariablesAsync();

        Assert.Equal([("b", "int[]", "2 items", "cell1"), ("a", "string", "5 characters", "cell2")], listed.Variables.Select(static v => (v.Name, v.Type, v.Size, v.SourceName)));
        Assert.Equal("\"other\"", listed.Variables[1].Preview);
    }

    [Fact]
    public async Task ListVariables_CellWithDirectives_NamesTheCell()
    {
        await RunAllAsync("#!csharp\nvar a = 1;\n#!csharp\nvar b = new { X = 1 };");

        Assert.Equal([("a", "int", "cell1"), ("b", "anonymous", "cell1")], (await Kernel.ListVariablesAsync()).Variables.Select(static v => (v.Name, v.Type, v.SourceName)));
    }

    [Fact]
    public async Task ListVariables_OfACellThatThrew_HasWhatWasAssignedBefore()
    {
        await Kernel.RunAsync("var a = 1; throw new Exception();", "cell1");

        Assert.Equal("1", Assert.Single((await Kernel.ListVariablesAsync()).Variables).Preview);
    }

    [Fact]
    public async Task ListVariables_MoreThanTheLimit_GivesTheLatestAndTheirNumber()
    {
        await RunAllAsync("int " + string.Join(", ", Enumerable.Range(0, VariableLimits.MaxVariables + 7).Select(static i => $"v{i} = {i}")) + ";");

        var listed = await Kernel.ListVariablesAsync();

        Assert.Equal((VariableLimits.MaxVariables + 7, VariableLimits.MaxVariables, "v7"), (listed.Total, listed.Variables.Length, listed.Variables[0].Name));
    }

    [Fact]
    public async Task ShowVariable_SequenceOfObjects_IsATable()
    {
        await RunAllAsync("var rows = Enumerable.Range(0, 3).Select(i => new { I = i, T = $\"t{i}\" }).ToList();");

        Assert.NotNull((await Kernel.ShowVariableAsync("rows")).Data![MimeTypes.Table]);
    }

    [Fact]
    public async Task ShowVariable_ValueThatThrowsOrNeverEnds_AnswersAllTheSame()
    {
        await RunAllAsync("""
            class Bad { public int X => throw new InvalidOperationException("no"); }
            IEnumerable<object> Endless() { while (true) yield return new { A = 1 }; }
            var bad = new Bad();
            var endless = Endless();
            """);

        Assert.Contains("no", (await Kernel.ShowVariableAsync("bad")).Data!.PlainText, StringComparison.Ordinal);
        Assert.NotNull((await Kernel.ShowVariableAsync("endless")).Data);
        Assert.Equal("2", (await Kernel.RunAsync("1 + 1")).Result);
    }
}
