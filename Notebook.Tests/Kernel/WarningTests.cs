using System.Collections.Immutable;
using Notebook.Protocol;
using Notebook.Tests.Kernels;

namespace Notebook.Tests.Kernel;

/// <summary>What the compiler notices is said quietly, below what the cell shows, and never makes it fail.</summary>
public sealed class WarningTests : KernelTest
{
    [Theory]
    [InlineData("Task.FromResult(8)", "(1,1): warning CS4014")]
    [InlineData("return 5;\nConsole.Write(1);", "(2,1): warning CS0162: Unreachable code detected")]
    [InlineData("class C { private int n = 1; }", "(1,23): warning CS0414")]
    [InlineData("int F()\n{\n    int unused = 1;\n    return 2;\n}", "(3,9): warning CS0219")]
    [InlineData("[Obsolete(\"old\")] void Old() { }\nOld();", "(2,1): warning CS0618: 'Old()' is obsolete: 'old'")]
    [InlineData("#warning Look here", "(1,10): warning CS1030: #warning: 'Look here'")]
    [InlineData("#nullable enable\nstring s = null;\ns", "(2,12): warning CS8625")]
    [InlineData("while (false) { Console.Write(1); }", "(1,17): warning CS0162")]
    [InlineData("#!time\n\nTask.FromResult(8)", "(3,1): warning CS4014")]
    [InlineData("for (;;) { break; Console.Write(1); }", "(1,19): warning CS0162")]
    public async Task Warning_IsShownWithItsPlaceAndTheCellSucceeds(string code, string expected)
    {
        var result = await Kernel.RunAsync(code);

        Assert.Null(result.Error);
        Assert.Equal(SubmissionOutcome.Succeeded, result.Outcome);
        var warning = Assert.Single(Warnings(result));
        Assert.StartsWith(expected, warning.ToString(), StringComparison.Ordinal);
        Assert.Equal("", warning.SourceName);
        Assert.True(warning.IsWarning);
    }

    [Theory]
    [InlineData("string? s = null;")]
    [InlineData("using System;\nusing System;\n1")]
    [InlineData("class lowercase { }")]
    [InlineData("var unused = 1; int other;")]
    [InlineData("while (false) { }")]
    [InlineData("while (true) { break; }")]
    [InlineData("#pragma warning disable CS4014\nTask.FromResult(8)")]
    [InlineData("dynamic d = 20; d + 1")]
    [InlineData("async Task WaitAsync() => await Task.Yield(); await WaitAsync()")]
    public async Task NoiseInANotebook_IsNotShown(string code)
    {
        var result = await Kernel.RunAsync(code);

        Assert.Null(result.Error);
        Assert.Empty(Warnings(result));
    }

    [Fact]
    public async Task Warnings_OfACell_ComeLastAndOnceInTheOrderOfTheSource()
    {
        var result = await Kernel.RunAsync("Task.FromResult(1);\nConsole.WriteLine(\"text\");\nint F() { int unused = 1; return 2; }\nF()");

        Assert.Equal([typeof(StreamText), typeof(DisplayValue), typeof(DisplayValue)], result.Outputs.Select(static output => output.GetType()));
        Assert.Equal(["CS4014", "CS0219"], Warnings(result).Select(static warning => warning.Id));
        Assert.Equal("2", result.Result);
        Assert.Contains("warning CS4014", ((DisplayValue)result.Outputs[^1]).Data.PlainText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Warnings_OfACellThatIsRunAgainUnchanged_AreShownAgain()
    {
        await Kernel.RunAsync("Task.FromResult(1);", "same");

        Assert.Single(Warnings(await Kernel.RunAsync("Task.FromResult(1);", "same")));
    }

    [Fact]
    public async Task Warnings_OfACellThatThrows_AreShownBelowItsError()
    {
        var result = await Kernel.RunAsync("Task.FromResult(1);\nthrow new Exception(\"x\");");

        Assert.IsType<ErrorOutput>(result.Outputs[0]);
        Assert.Single(Warnings(result));
        Assert.Equal(SubmissionOutcome.Failed, result.Outcome);
    }

    [Fact]
    public async Task Warnings_OfAnImportedFile_NameTheFile()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["lib.cs"], "\nTask.FromResult(1);", TestContext.Current.CancellationToken);

        var warning = Assert.Single(Warnings(await Kernel.RunAsync($"#!import {folder["lib.cs"]}")));

        Assert.Equal(("lib.cs, cell 1", 2), (warning.SourceName, warning.StartLine));
    }

    [Fact]
    public void Bundle_OfWarnings_IsReadBackAndAnythingElseIsNone()
    {
        var bundle = new CompilerWarnings
        {
            Warnings = [new SourceDiagnostic { Id = "CS0162", Message = "Unreachable code detected", SourceName = "", StartLine = 2, StartColumn = 1, EndLine = 2, EndColumn = 8, IsWarning = true }],
        }.ToBundle();

        Assert.Equal("(2,1): warning CS0162: Unreachable code detected", CompilerWarnings.Of(bundle)!.Warnings.Single().ToString());
        Assert.Equal("(2,1): warning CS0162: Unreachable code detected", bundle.PlainText);
        foreach (var json in (string[])["", "7", "{}", "{\"warnings\":null}", "{\"warnings\":[]}", "{\"warnings\":[{}]}", "{\"warnings\":[null]}"])
            Assert.Null(CompilerWarnings.Of(MimeBundle.Of(MimeTypes.Warnings, json, "plain")));
    }

    private static ImmutableArray<SourceDiagnostic> Warnings(CellResult result) =>
        result.Outputs.OfType<DisplayValue>().Select(static value => CompilerWarnings.Of(value.Data)).OfType<CompilerWarnings>().SingleOrDefault()?.Warnings ?? [];
}
