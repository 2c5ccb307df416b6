using Notebook.Protocol;
using Notebook.Tests.Kernel;

namespace Notebook.Tests.Interactive.Compatibility;

/// <summary>The ways in which notebooks for .NET Interactive register formatters and build tables, as cells.</summary>
public sealed class FormatterSurfaceTests : KernelTest
{
    private const string Start = "using Microsoft.DotNet.Interactive.Formatting;\nusing Microsoft.DotNet.Interactive.Formatting.TabularData;\nusing static Microsoft.DotNet.Interactive.Formatting.PocketViewTags;\n"
        + "Formatter.ResetToDefault();\nFormatter.DefaultMimeType = \"text/html\";\npublic class P { public int X { get; set; } = 3; }\n";

    [Theory]
    [InlineData("Formatter.Register<P>((p, context) => { context.Writer.Write(\"x\" + p.X); return true; }, \"text/plain\");\nnew P()", MimeTypes.PlainText, "x3")]
    [InlineData("Formatter.Register(typeof(P), (p, writer) => writer.Write(\"<b>1</b>\"), HtmlFormatter.MimeType);\nnew P()", MimeTypes.Html, "<b>1</b>")]
    [InlineData("Formatter.Register<P>(p => $\"<i>{p.X}</i>\", mimeType: \"text/html\");\nFormatter.Register<P>(p => \"plain\");\nFormatter.SetPreferredMimeTypeFor(typeof(P), \"text/html\");\nnew P()", MimeTypes.Html, "<i>3</i>")]
    [InlineData("Formatter<P>.Register((p, writer) => div(p.X).WriteTo(writer), \"text/html\");\nnew P()", MimeTypes.Html, "<div>3</div>")]
    [InlineData("Formatter<P>.Register((p, writer) => writer.Write(span(b(p.X), \" \", i(\"y\"))), mimeType: \"text/html\");\nnew P()", MimeTypes.Html, "<span><b>3</b> <i>y</i></span>")]
    [InlineData("Formatter.Register(new HtmlFormatter<P>((p, context) => context.Writer.Write(\"<u>u</u>\")));\nnew P()", MimeTypes.Html, "<u>u</u>")]
    [InlineData("public class Source : ITypeFormatterSource { public IEnumerable<ITypeFormatter> CreateTypeFormatters() => [new HtmlFormatter<Q>(q => \"<b>q</b>\")]; }\n[TypeFormatterSource(typeof(Source))] public class Q { }\nnew Q()", MimeTypes.Html, "<b>q</b>")]
    [InlineData("PocketView view = h1(\"x\");\nview.SetContent([\"y\"]);\nview", MimeTypes.Html, "<h1>y</h1>")]
    [InlineData("Formatter.NullString = \"nothing\";\nobject none = null;\nnone", MimeTypes.PlainText, "nothing")]
    public async Task Formatter_RegisteredInACell_ShowsTheValue(string code, string mimeType, string expected)
    {
        var result = await Kernel.RunAsync(Start + code);
        await Kernel.RunAsync("Microsoft.DotNet.Interactive.Formatting.Formatter.ResetToDefault();");

        Assert.Null(result.Error);
        Assert.Equal(expected, result.Outputs.OfType<DisplayValue>().Last().Data[mimeType]);
    }

    [Fact]
    public async Task Formatter_ThatDoesNotWantTheValue_LeavesItToTheBuiltIn()
    {
        var result = await Kernel.RunAsync(Start + "Formatter.Register<int[]>((a, context) => false, \"text/plain\");\nnew[] { 1, 2 }");
        await Kernel.RunAsync("Formatter.ResetToDefault();");

        Assert.Null(result.Error);
        Assert.Contains("1", result.Result, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ListExpansionLimit_OfOneType_CountsForItAlone()
    {
        var result = await Kernel.RunAsync(Start + "Formatter<int[]>.ListExpansionLimit = 2;\nEnumerable.Range(0, 9).ToArray().ToDisplayString() + \"|\" + Enumerable.Range(0, 9).ToList().ToDisplayString()");
        await Kernel.RunAsync("Formatter.ResetToDefault();");

        var sides = result.Result!.Split('|');
        Assert.DoesNotContain("8", sides[0], StringComparison.Ordinal);
        Assert.Contains("8", sides[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task TabularData_HasSchemaAndRows_AndIsATable()
    {
        var result = await Kernel.RunAsync(Start + "var table = new[] { new { A = 1, B = \"x\" } }.ToTabularDataResource();\nConsole.Write(string.Join(',', table.Schema.Fields.Select(f => f.Name + f.Type)) + table.Data.Single()[\"B\"] + table.ToJsonString());\ntable");

        Assert.Null(result.Error);
        Assert.Equal("AInteger,BStringx[{\"A\":1,\"B\":\"x\"}]", result.Printed);
        Assert.NotNull(result.Outputs.OfType<DisplayValue>().Last().Data[MimeTypes.Table]);
    }

    [Theory]
    [InlineData("rows.Explore();")]
    [InlineData("rows.ExploreWithSandDance().Display();")]
    [InlineData("rows.ToTabularDataResource().ExploreWithNteract().Display();")]
    [InlineData("rows.DisplayTable();")]
    [InlineData("var schema = new TableSchema(); schema.Fields.Add(new TableSchemaField(\"A\", TableSchemaFieldType.Integer));\nnew TabularDataResource(schema, [new Dictionary<string, object> { [\"A\"] = 1 }]).Display();")]
    public async Task Explorer_ShowsATable(string code)
    {
        var result = await Kernel.RunAsync(Start + "var rows = new[] { new { A = 1 }, new { A = 2 } };\n" + code);

        Assert.Null(result.Error);
        Assert.NotNull(Assert.Single(result.Outputs.OfType<DisplayValue>()).Data[MimeTypes.Table]);
    }
}
