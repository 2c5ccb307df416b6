using Notebook.Protocol;

namespace Notebook.Tests.Kernel;

/// <summary>Lines that begin with <c>#!</c>, as .NET Interactive's notebooks use them.</summary>
public sealed class DirectiveTests : KernelTest
{
    [Theory]
    [InlineData("#!csharp\n1+2", "3")]
    [InlineData("#!c#\n4", "4")]
    [InlineData("#!C#\n5", "5")]
    [InlineData("#!set --name a --value 5\na.GetType().Name + a", "String5")]
    [InlineData("#!set --name text --value \"two words\"\ntext", "two words")]
    [InlineData("#!set --name j --value {\"x\":1, \"y\":[1,2]}\nj", "{\"x\":1, \"y\":[1,2]}")]
    [InlineData("var first = 4;\n#!set --name second --value @csharp:first\nfirst + second", "8")]
    [InlineData("#!value --name kept\nall of\nthis\n#!csharp\n#!share --name kept --from value\nkept.Length", "11")]
    [InlineData("#!value --name kept --from-value short\n#!set --name taken --value @value:kept\ntaken", "short")]
    [InlineData("var x = 1;\n#!share x --from csharp --as y\ny", "1")]
    [InlineData("var b = 2; var a = 1;\n#!who", "b\ta")]
    public async Task Directive_InACell_DoesWhatItSays(string code, string expected)
    {
        var result = await Kernel.RunAsync(code);

        Assert.Null(result.Error);
        Assert.Equal(expected, result.Result);
    }

    [Theory]
    [InlineData("var before = 1;\n#!nonsense\nbefore", "(2,1): error DNI101: Unknown magic command '#!nonsense'. #!lsmagic lists those there are.")]
    [InlineData("#!set --bogus 1", "(1,1): error DNI103: Unrecognized parameter name '--bogus'\n(1,1): error DNI104: Missing required parameter '--name'\n(1,1): error DNI104: Missing required parameter '--value'")]
    [InlineData("#!set --name a --name b --value 1", "(1,1): error DNI105: The parameter --name stands there twice.")]
    [InlineData("1\n\n#!set --name 1x --value 2", "(3,1): error DNI211: “1x” can't be the name of a variable: letters, digits and _ only, and no digit first.")]
    [InlineData("#!set --name x --value \"open", "(1,1): error DNI211: A quotation mark is not closed.")]
    [InlineData("#!share --name gone --from value", "(1,1): error DNI202: Value 'gone' not found in kernel value")]
    [InlineData("#!set --name x --value @csharp:gone", "(1,1): error DNI202: Value 'gone' not found in kernel csharp")]
    [InlineData("#!import missing.dib", "(1,1): error DNI211: There is no file “missing.dib” in the notebook's folder.")]
    [InlineData("#!time\n\nundefined", "(3,1): error CS0103: The name 'undefined' does not exist in the current context")]
    [InlineData("1 +\n#!csharp\n2", "(1,4): error CS1733: Expected expression")]
    public async Task DirectiveThatCannot_SaysWhyAndWhere(string code, string expected)
    {
        var result = await Kernel.RunAsync(code);

        Assert.Equal(SubmissionOutcome.Failed, result.Outcome);
        Assert.Equal(expected, string.Join('\n', result.Error!.Diagnostics));
        Assert.All(result.Error.Diagnostics, static diagnostic => Assert.Equal("cell", diagnostic.SourceName));
    }

    [Theory]
    [InlineData("%%time\n1", "1")]
    [InlineData("\n%%csharp\n2", "2")]
    [InlineData("%time\n3", "3")]
    [InlineData("7\n% 4", "3")]
    public async Task MagicOfAnOldNotebook_IsTheDirectiveOfToday(string code, string expected)
    {
        var result = await Kernel.RunAsync(code);

        Assert.Null(result.Error);
        Assert.Equal(expected, result.Result);
    }

    [Theory]
    [InlineData("lib.fsx", "let x = 1", "fsharp")]
    [InlineData("setup.ps1", "$x = 1", "pwsh")]
    [InlineData("book.ipynb", "{\"cells\":[{\"cell_type\":\"code\",\"source\":\"let x = 1\"}],\"metadata\":{\"kernelspec\":{\"language\":\"F#\"}}}", "fsharp")]
    public async Task Import_OfALanguageThatDoesNotRun_SaysSoAndTheRestRuns(string name, string text, string language)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, name), text, TestContext.Current.CancellationToken);

        var result = await Kernel.RunAsync($"#!import \"{Path.Combine(folder.Path, name)}\"\n1");

        Assert.Null(result.Error);
        Assert.Equal("1", result.Result);
        Assert.Contains(result.Outputs.OfType<DisplayValue>(), shown => shown.Data.PlainText == $"The part of this cell in {language} was left out: only C# and SQL run here.");
    }

    [Fact]
    public async Task MagicOfJupyter_IsSaidPlainly()
    {
        var result = await Kernel.RunAsync("%matplotlib inline\n1");

        Assert.Equal("(1,1): error DNI101: “%matplotlib” is a magic of Jupyter or of early .NET Interactive, and nothing here does it. #!lsmagic lists what there is.", result.Error!.Diagnostics.Single().ToString());
    }

    [Fact]
    public async Task Connect_SaysWhatItNeeds_AndItsPartsAreLeftOut()
    {
        var connect = await Kernel.RunAsync("#!connect mssql --kernel-name north \"Server=x\"");
        var query = await Kernel.RunAsync("#!sql-north\nselect 1\n#!csharp\n1");
        var python = await Kernel.RunAsync("#!connect jupyter --kernel-name py --kernel-spec python3");
        var cell = await Kernel.RunAsync("#!py\nimport os\n#!csharp\n2");

        Assert.Equal("(1,1): error DNI211: #!connect mssql needs a SQL Server, and only C# runs in this notebook's kernel. Parts that begin with #!sql-north are left out.", connect.Error!.Diagnostics.Single().ToString());
        Assert.Equal("1", query.Result);
        Assert.Contains("needs a Jupyter kernel", python.Error!.Message, StringComparison.Ordinal);
        Assert.Equal("2", cell.Result);
    }

    [Fact]
    public async Task UnknownDirective_NothingOfTheCellRuns()
    {
        var failed = await Kernel.RunAsync("Console.Write(\"ran\");\n#!nonsense");
        var after = await Kernel.RunAsync("1");

        Assert.Equal(SubmissionOutcome.Failed, failed.Outcome);
        Assert.Equal("", failed.Printed);
        Assert.Equal("1", after.Result);
    }

    [Fact]
    public async Task PartsOfACell_EachShowTheirResultInOrder()
    {
        var result = await Kernel.RunAsync("5\n#!markdown\n# Title\n#!csharp\n6");

        Assert.Equal(["5", "# Title", "6"], result.Outputs.OfType<DisplayValue>().Select(static value => value.Data.PlainText));
    }

    [Theory]
    [InlineData("#!html\n<b>bold</b>", MimeTypes.Html, "<b>bold</b>")]
    [InlineData("#!mermaid\ngraph LR; a-->b", MimeTypes.Mermaid, "graph LR; a-->b")]
    [InlineData("#!markdown\n*text*", MimeTypes.Markdown, "*text*")]
    [InlineData("var n = new[] { 1, 2 };\n#!javascript\n#!share n --from csharp\nconsole.log(n)", MimeTypes.JavaScript, "const n = [1,2];\nconsole.log(n)")]
    public async Task PartInAnotherLanguage_IsShown(string code, string mimeType, string expected)
    {
        var result = await Kernel.RunAsync(code);

        Assert.Null(result.Error);
        var shown = Assert.Single(result.Outputs.OfType<DisplayValue>());
        Assert.Equal(expected, shown.Data[mimeType]?.ReplaceLineEndings("\n").Replace(" \n", "\n", StringComparison.Ordinal));
    }

    [Fact]
    public async Task PartInALanguageThatDoesNotRun_SaysSoAndTheRestRuns()
    {
        var result = await Kernel.RunAsync("#!fsharp\nlet x = 1\n#!csharp\n\"after\"");

        Assert.Equal(SubmissionOutcome.Succeeded, result.Outcome);
        Assert.Contains(result.Outputs.OfType<DisplayValue>(), static value => value.Data.PlainText.Contains("fsharp", StringComparison.Ordinal));
        Assert.Equal("after", result.Result);
    }

    [Fact]
    public async Task Time_AfterTheCell_ShowsHowLongItTook()
    {
        var result = await Kernel.RunAsync("#!time\n1");

        Assert.Equal("1", result.Result);
        Assert.Matches(@"^Wall time: \d+(\.\d+)?ms$", result.Outputs.OfType<DisplayValue>().Last().Data.PlainText);
    }

    [Fact]
    public async Task Whos_ListsNameTypeAndValue()
    {
        var result = await RunAllAsync("var numbers = new List<int> { 1, 2 };", "string hidden = \"old\";", "var hidden = 2.5;", "#!whos");

        Assert.Null(result.Error);
        Assert.Matches(@"numbers\s*\|?\s*List<int>", result.Result);
        Assert.Matches(@"hidden\s*\|?\s*double\s*\|?\s*2\.5", result.Result);
        Assert.DoesNotContain("old", result.Result, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LsMagicAndAbout_NameWhatThereIs()
    {
        var magic = await Kernel.RunAsync("#!lsmagic");
        var about = await Kernel.RunAsync("#!about");

        Assert.Contains("#!import", magic.Outputs.OfType<DisplayValue>().Single().Data.PlainText, StringComparison.Ordinal);
        Assert.Contains(".NET 10", about.Outputs.OfType<DisplayValue>().Single().Data.PlainText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_NotebooksAndCode_RunHere()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["a.dib"], "#!meta\n\n{\"kernelInfo\":{}}\n\n#!csharp\n\nint Twice(int n) => 2 * n;\n\n#!markdown\n\n# Imported\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(folder["b.ipynb"], """{"cells":[{"cell_type":"code","source":["var fromNotebook =\n"," Twice(4);"]},{"cell_type":"markdown","source":"text"}]}""", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(folder["c.cs"], "record Point(int X);", TestContext.Current.CancellationToken);

        var result = await RunAllAsync($"#!import \"{folder["a.dib"]}\"", $"#!import --file {folder["b.ipynb"]}\n#!import {folder["c.cs"]}", "new Point(fromNotebook).X");

        Assert.Equal("8", result.Result);
    }

    [Fact]
    public async Task Import_OfItself_Ends()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["loop.dib"], $"#!csharp\n\n#!import {folder["loop.dib"]}\n", TestContext.Current.CancellationToken);

        var result = await Kernel.RunAsync($"#!import {folder["loop.dib"]}");

        Assert.Contains("import itself", result.Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_OfAFileWithAnError_NamesTheFile()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["bad.dib"], "#!csharp\n\nvar ok = 1;\n\n#!csharp\n\nwrong\n", TestContext.Current.CancellationToken);

        var result = await Kernel.RunAsync($"#!import {folder["bad.dib"]}");

        Assert.Equal("bad.dib, cell 2", result.Error!.Diagnostics[0].SourceName);
    }

    [Fact]
    public async Task CellWithDirectives_RunAgainUnchanged_KeepsVariablesApart()
    {
        var result = await RunAllAsync("var n = 1;\n#!csharp\nn++;\nn", "n = 40;", "n + 2");

        Assert.Equal("42", result.Result);
    }
}
