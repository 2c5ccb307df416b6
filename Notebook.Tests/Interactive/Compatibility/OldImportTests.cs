using Notebook.Protocol;
using Notebook.Tests.Kernel;

namespace Notebook.Tests.Interactive.Compatibility;

/// <summary>Names that early versions of .NET Interactive had in scope without a using directive.</summary>
public sealed class OldImportTests : KernelTest
{
    [Theory]
    [InlineData("new LaTeXString(\"x^2\")", MimeTypes.Latex, "x^2")]
    [InlineData("div(h1(\"A & B\"), span[style: \"color:red\"](\"c\"))", MimeTypes.Html, "<div><h1>A &amp; B</h1><span style=\"color:red\">c</span></div>")]
    [InlineData("PocketView view = b(\"bold\");\nview", MimeTypes.Html, "<b>bold</b>")]
    public async Task NameWithoutUsing_IsFound(string code, string mimeType, string expected)
    {
        var result = await Kernel.RunAsync(code);

        Assert.Null(result.Error);
        Assert.Equal(expected, Assert.Single(result.Outputs.OfType<DisplayValue>()).Data[mimeType]);
    }

    [Theory]
    [InlineData("a + 1", "(1,1): error CS0103: The name 'a' does not exist in the current context")]
    [InlineData("var x = div(undefined);", "(1,9): error CS0103: The name 'div' does not exist in the current context\n(1,13): error CS0103: The name 'undefined' does not exist in the current context")]
    public async Task CellThatTheImportsDoNotCure_SaysWhatItWouldSayWithout(string code, string expected)
    {
        var result = await Kernel.RunAsync(code);

        Assert.Equal(expected, string.Join('\n', result.Error!.Diagnostics));
    }

    [Fact]
    public async Task ImportsThatDidNotHelp_AreNotThereForLaterCells()
    {
        await Kernel.RunAsync("div(undefined)");
        var result = await Kernel.RunAsync("table.ToString()");

        Assert.Equal("CS0103", result.Error?.Name);
    }

    [Fact]
    public async Task Formatter_OfOldImportsAndOfNow_AreNotAmbiguous()
    {
        var result = await RunAllAsync("Formatter<Version>.Register(v => \"v\" + v.Major, \"text/plain\");", "Formatter.ListExpansionLimit = 3;", "new Version(2, 1)");
        await Kernel.RunAsync("Formatter.ResetToDefault();");

        Assert.Equal("v2", result.Result);
    }
}
