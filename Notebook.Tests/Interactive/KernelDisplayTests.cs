using Notebook.Protocol;
using Notebook.Tests.Kernels;

namespace Notebook.Tests.Interactive;

/// <summary>Displays through a real kernel: its imports and references, its workers, its Stop.</summary>
[Collection(nameof(OneInProcessKernel))]
public sealed class KernelDisplayTests
{
    [Theory]
    [InlineData("Plot.Line(new[] { 1, 2 }, new[] { 3, 4 }).Title(\"T\")", MimeTypes.Plotly, "Line chart \"T\": 2 points, x from 1 to 2, y from 3 to 4, highest at 2")]
    [InlineData("using Plotly.Blazor.Traces;\nnew Bar { X = new object[] { \"a\" }, Y = new object[] { 3 } }", MimeTypes.Plotly, "Bar chart: 1 bar, x a, y 3")]
    [InlineData("new[] { new { A = 1 } }", MimeTypes.Table, "A\n-\n1")]
    [InlineData("record P(int X, int Y);\nnew P(1, 2)", MimeTypes.Tree, "P { X = 1, Y = 2 }")]
    [InlineData("HTML(\"<b>x</b>\")", MimeTypes.Html, "x")]
    [InlineData("using static Microsoft.DotNet.Interactive.Formatting.PocketViewTags;\ndiv[@class: \"c\"](b(\"x\"))", MimeTypes.Html, "x")]
    [InlineData("var t = new System.Data.DataTable(); t.Columns.Add(\"a\"); t", MimeTypes.Table, "a\n-\n(no rows)")]
    public async Task Submit_TrailingValue_IsShownInItsForm(string code, string mimeType, string text)
    {
        await using var kernel = new KernelConversation(await InProcessKernel.OpenAsync());

        var result = await kernel.RunAsync(code);

        Assert.Null(result.Error?.Message);
        var shown = Assert.Single(result.Outputs.OfType<DisplayValue>());
        Assert.True(shown.IsResult);
        Assert.Equal(text, shown.Data.PlainText);
        Assert.NotNull(shown.Data[mimeType]);
    }

    [Fact]
    public async Task Submit_WithALiveChart_ShowsEveryPointBeforeItCompletes()
    {
        await using var kernel = new KernelConversation(await InProcessKernel.OpenAsync());

        var result = await kernel.RunAsync("var live = Plot.Line(maxPoints: 50).Live();\nfor (var i = 0; i < 100; i++) live.Append(i, i);");

        Assert.Equal("Line chart: 50 points, x from 50 to 99, y from 50 to 99, highest at 99", result.Outputs[^1] is ChartGrew grew ? grew.Points.Summary : ((DisplayUpdate)result.Outputs[^1]).Data.PlainText);
    }

    [Fact]
    public async Task Interrupt_WhileAValueIsFormatted_StopsItAndKeepsTheVariables()
    {
        await using var kernel = new KernelConversation(await InProcessKernel.OpenAsync());
        await kernel.RunAsync("var kept = 7; class Slow { public int Value { get { Console.WriteLine(\"reading\"); System.Threading.Thread.Sleep(-1); return 1; } } }\nFormatter.TimeLimit = TimeSpan.FromMinutes(10);");
        var slow = await kernel.SubmitAsync("new Slow()");
        await kernel.PrintedAsync(slow, "reading");

        await kernel.InterruptAsync(slow);

        Assert.Equal(SubmissionOutcome.Interrupted, (await kernel.EndOfAsync(slow)).Outcome);
        Assert.Equal("7", (await kernel.RunAsync("Formatter.ResetToDefault();\nkept")).Result);
    }
}
