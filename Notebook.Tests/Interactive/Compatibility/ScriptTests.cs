using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;
using Notebook.Interactive;
using Notebook.Protocol;
using Notebook.Tests.Interactive.Fakes;

namespace Notebook.Tests.Interactive.Compatibility;

/// <summary>Cells as they stand in notebooks, compiled with the imports and the few references that a kernel starts with.</summary>
[Collection(nameof(SharedFormatters))]
public sealed class ScriptTests : IDisposable
{
    private static readonly ScriptOptions Options = ScriptOptions.Default
        .WithReferences(((string[])["System.Private.CoreLib", "System.Runtime", "System.Linq", "System.Collections", "System.Console", "System.Linq.Expressions", "Microsoft.CSharp"])
            .Select(static name => (MetadataReference)MetadataReference.CreateFromFile(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, name + ".dll")))
            .Append(MetadataReference.CreateFromFile(typeof(Display).Assembly.Location)))
        .WithImports("System", "System.Collections.Generic", "System.Linq", "System.Threading.Tasks", "Notebook.Interactive", "Microsoft.DotNet.Interactive.Kernel");

    public void Dispose() => Formatter.ResetToDefault();

    [Theory]
    [InlineData("""display("one").Update("two");""", "one", "two")]
    [InlineData("""var shown = 0.Display(); for (var i = 1; i <= 2; i++) shown.Update(i);""", "0", "1", "2")]
    [InlineData("""Microsoft.DotNet.Interactive.DisplayedValue shown = "a".Display(); shown.Update("b");""", "a", "b")]
    [InlineData("""using Microsoft.DotNet.Interactive; KernelInvocationContext.Current.Display("x");""", "x")]
    [InlineData("display(\"hi\")", "hi")]
    [InlineData("display(new { A = 1 }, \"text/plain\");", "{ A = 1 }")]
    [InlineData("new { A = 1 }.Display(\"application/json\");", "{\"A\":1}")]
    [InlineData("\"# T\".DisplayAs(\"text/markdown\");", "# T")]
    [InlineData("new[] { new { A = 1 } }.DisplayTable();", "A\n-\n1")]
    [InlineData("HTML(\"<i>y</i>\")", "y")]
    [InlineData("(1, 2).ToDisplayString()", "(1, 2)")]
    [InlineData("Plot.Line(new[] { 1, 2 }, new[] { 3, 4 }).Add(Plot.Bar(new[] { 1 }, new[] { 2 })).Title(\"T\")", "Chart \"T\": 2 series\n  Line chart: 2 points, x from 1 to 2, y from 3 to 4, highest at 2\n  Bar chart: 1 bar, x 1, y 2")]
    [InlineData("Progress.Report(1, 1, \"Load\");", "Load: 0 of 1 (0 %)", null)]
    [InlineData("Display.Markdown(\"# T\");", "# T")]
    [InlineData("using Plotly.Blazor.Traces; Plot.Line(new[] { 1 }, new[] { 2 }).Add(new Bar { X = new object[] { 1 }, Y = new object[] { 3 } })", "Chart: 2 series\n  Line chart: 1 point, x 1, y 2\n  Bar chart: 1 bar, x 1, y 3")]
    [InlineData("using Plotly.Blazor.Traces; new Scatter { X = new object[] { 1 }, Y = new object[] { 3 } }", "Line chart: 1 point, x 1, y 3")]
    public async Task Cell_ShowsWhatItAlwaysShowed(string code, params string?[] texts)
    {
        var outputs = await RunAsync(code);

        Assert.Equal(texts.Length, outputs.Count);
        for (var i = 0; i < texts.Length; i++)
        {
            if (texts[i] is { } text)
                Assert.Equal(text, Bundle(outputs[i]).PlainText);
        }
    }

    [Fact]
    public async Task Cell_WithARegisteredHtmlFormatter_ShowsItsHtml()
    {
        var outputs = await RunAsync("""
            using Microsoft.DotNet.Interactive.Formatting;
            class Rectangle { public int Width; }
            Formatter.Register<Rectangle>(
                rect => $"<svg width=\"{rect.Width}\"></svg>",
                mimeType: "text/html");
            new Rectangle { Width = 5 }
            """);

        Assert.Equal("<svg width=\"5\"></svg>", Bundle(Assert.Single(outputs))[MimeTypes.Html]);
    }

    [Fact]
    public async Task Cell_WithAFormatterThatWrites_ShowsWhatItWrites()
    {
        var outputs = await RunAsync("""
            using Microsoft.DotNet.Interactive.Formatting;
            record P(int X);
            Formatter.Register<P>((p, writer) => writer.Write($"<{p.X}>"), "text/plain");
            Formatter.ListExpansionLimit = 3;
            Formatter.SetPreferredMimeTypesFor(typeof(P), "text/plain");
            display(new P(3), "text/plain");
            Enumerable.Range(1, 10).ToList()
            """);

        Assert.Equal(["<3>", "[ 1, 2, 3 ... (7 more) ]"], outputs.Select(static o => Bundle(o).PlainText));
    }

    [Fact]
    public async Task Cell_WithPocketView_ShowsItsHtml()
    {
        var outputs = await RunAsync("""
            using static Microsoft.DotNet.Interactive.Formatting.PocketViewTags;
            div[@class: "c", style: "x\"y"](h1("A & B"), ul(new[] { 1, 2 }.Select(i => li(i))), br, HTML("<i>raw</i>"))
            """);

        var bundle = Bundle(Assert.Single(outputs));
        Assert.Equal("<div class=\"c\" style=\"x&quot;y\"><h1>A &amp; B</h1><ul><li>1</li><li>2</li></ul><br><i>raw</i></div>", bundle[MimeTypes.Html]);
        Assert.Equal("A & B 1 2 raw", bundle.PlainText);
    }

    [Fact]
    public async Task Cell_WithDefaultMimeType_KeepsItThroughAReset()
    {
        var outputs = await RunAsync("""
            using Microsoft.DotNet.Interactive.Formatting;
            Formatter.DefaultMimeType = "text/plain";
            Formatter.ResetToDefault();
            var shown = new { A = 1 }.Display();
            Formatter.DefaultMimeType = "text/html";
            new { A = 1 }.Display();
            """);

        Assert.Equal(["text/plain"], Bundle(outputs[0]).Contents.Keys);
        Assert.Contains(MimeTypes.Tree, Bundle(outputs[1]).Contents.Keys);
    }

    [Fact]
    public async Task Cell_ThatDefinesWhatTheLibraryDefines_GetsItsOwn()
    {
        var outputs = await RunAsync("""
            static class Plot { public static string Line(int[] y) => "mine"; }
            Plot.Line(new[] { 1 })
            """);

        Assert.Equal("mine", Bundle(Assert.Single(outputs)).PlainText);
    }

    [Theory]
    [InlineData("display(\"one\").Update(\"two\");")]
    [InlineData("var d = 1.Display(); d.Update(2); Display.Markdown(\"# T\"); Progress.Report(1, 2);")]
    [InlineData("Plot.Line(new[] { 1, 2 }, new[] { 3, 4 }).Add(Plot.Bar(new[] { 1 }, new[] { 2 })).Title(\"T\").With(\"marker.size\", 3)")]
    [InlineData("var live = Plot.Line(maxPoints: 5).Live(); live.Append(1, 2);")]
    [InlineData("Formatter.Register<Version>(v => v.ToString());")]
    public void Cell_WithTheFirstReferencesAlone_Compiles(string code)
    {
        // Each further reference costs every submission of a chain memory (dotnet/roslyn#5517).
        var compilation = CSharpCompilation.CreateScriptCompilation(
            "cell",
            CSharpSyntaxTree.ParseText(code, new CSharpParseOptions(kind: SourceCodeKind.Script), cancellationToken: TestContext.Current.CancellationToken),
            Options.MetadataReferences,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, usings: Options.Imports));

        Assert.Empty(compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(static d => d.Severity == DiagnosticSeverity.Error));
    }

    private static async Task<IReadOnlyList<KernelOutput>> RunAsync(string code)
    {
        var sink = new RecordingSink();
        KernelOutputs.Enter(sink);
        var options = code.Contains("Plotly.Blazor", StringComparison.Ordinal) ? Options.AddReferences(typeof(Plotly.Blazor.ITrace).Assembly) : Options;
        var state = await CSharpScript.RunAsync(code, options, cancellationToken: TestContext.Current.CancellationToken);
        if (!code.TrimEnd().EndsWith(';'))
            KernelOutputs.PublishResult(state.ReturnValue);
        return sink.Outputs;
    }

    private static MimeBundle Bundle(KernelOutput output) => output is DisplayValue value ? value.Data : ((DisplayUpdate)output).Data;
}
