using Notebook.Protocol;
using Notebook.Tests.CommandLine;
using Notebook.Tests.Formats;
using Notebook.Web.CommandLine;
using Notebook.Web.Documents;
using Notebook.Web.Packages;

namespace Notebook.Tests.Packages;

/// <summary>Cells that ask for packages, run by the real kernel.</summary>
public sealed class PackagesInCellsTests : PackageTest
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Reference_OnAnyLineOfACell_IsThereForItsCode()
    {
        Feed.Add("Test.Upper", "1.0.0", "namespace Up; public class Upper { public string Say() => \"up\"; } public static class Loud { public static string Shout(this string text) => text + \"!\"; }",
            ["Test.Lower 2.0.0"], ("lib/net8.0/de/Test.Upper.resources.dll", LocalFeed.Compile("Test.Upper.resources", "1.0.0", "")));
        Feed.Add("Test.Lower", "2.0.0", "namespace Low; public class Lower { public const string Version = \"low 2\"; }");

        var ran = await RunAsync(
            "// first a comment\nusing System.Text;\n#r \"nuget: Test.Lower, 2.0.0\"\n#r nuget:Test.Upper\nusing Up;\nnew Upper().Say().Shout()",
            "Low.Lower.Version",
            "#r \"nuget:Test.Upper,1.0.0\"",
            "#r \"nuget:Test.Upper\"\n// two\nthrow new System.Exception(\"on line 3\");");

        Assert.Equal("Installed Packages\n- Test.Lower, 2.0.0\n- Test.Upper, 1.0.0", Shown(ran, 1)[0]);
        Assert.Equal("up!", Shown(ran, 1)[1]);
        Assert.Equal(["low 2"], Shown(ran, 2));
        Assert.Equal(["Installed Packages\n- Test.Upper, 1.0.0"], Shown(ran, 3));
        Assert.Equal(3, ErrorOf(ran, 4)!.FirstLocation!.Value.Line);
        Assert.Equal("1.0.0", PinnedPackages.Of(ran)["test.upper"]);
    }

    [Fact]
    public async Task Reference_WithAnErrorBelow_KeepsTheLinesAPersonSees()
    {
        Feed.Add("Test.A", "1.0.0", "public class A { }");

        var ran = await RunAsync("#r \"nuget: Test.A\"\nvar a = new A();\nint z = \"a\";");

        Assert.Equal("(3,9): error CS0029: Cannot implicitly convert type 'string' to 'int'", ErrorOf(ran, 1)!.Diagnostics[0].ToString());
    }

    [Fact]
    public async Task Reference_InATextOrAComment_IsNone()
    {
        var ran = await RunAsync("var text = \"\"\"\n#r \"nuget: Test.Nothing\"\n\"\"\";\n/*\n#r \"nuget: Test.Nothing\"\n*/\ntext", "#r \"nuget:\"", "#r \"/a/nuget/path.dll\"");

        Assert.Equal(["#r \"nuget: Test.Nothing\""], Shown(ran, 1));
        Assert.Equal("DNI210", ErrorOf(ran, 2)!.Name);
        Assert.Equal("CS0006", ErrorOf(ran, 3)!.Name);
    }

    [Fact]
    public async Task OtherVersion_OfAPackageInUse_IsRefusedAndTheSessionGoesOn()
    {
        Feed.Add("Test.A", "1.0.0", "public class A { public int N => 1; }").Add("Test.A", "2.0.0", "public class A { public int N => 2; }").Add("Test.B", "1.0.0", "public class B { }", ["Test.A 2.0.0"]);

        var ran = await RunAsync("#r \"nuget: Test.A, 1.0.0\"\nnew A().N", "#r \"nuget: Test.A, 2.0.0\"", "#r \"nuget: Test.B\"", "#r \"nuget: Test.Nothing\"", "#r \"nuget: Test.A\"\nnew A().N");

        Assert.StartsWith("Test.A version 2.0.0 cannot be added because version 1.0.0 was added previously.", ErrorOf(ran, 2)!.Message, StringComparison.Ordinal);
        Assert.Contains("restart the kernel", ErrorOf(ran, 3)!.Message, StringComparison.Ordinal);
        Assert.StartsWith("There is no package Test.Nothing", ErrorOf(ran, 4)!.Message, StringComparison.Ordinal);
        Assert.Equal("1", Shown(ran, 5)[^1]);
    }

    [Fact]
    public async Task Package_ThatHandsOutQueries_IsQueried()
    {
        Feed.Add("Test.Store", "1.0.0", "public class Store { public System.Linq.IQueryable<int> All => System.Linq.Queryable.AsQueryable(new[] { 1, 2, 3 }); }");

        var ran = await RunAsync("#r \"nuget: Test.Store\"", "new Store().All.Where(n => n > 1).GetType().Name");

        Assert.True(ErrorOf(ran, 2) is null, ErrorOf(ran, 2)?.Message);
        Assert.Equal(["EnumerableQuery`1"], Shown(ran, 2));
    }

    [Fact]
    public async Task Package_ThatExtendsLikeThePlatform_IsTheOneCalled()
    {
        Feed.Add("Test.Async", "1.0.0", "namespace System.Linq; public static class AsyncEnumerable { public static string ToAsyncEnumerable<T>(this System.Collections.Generic.IEnumerable<T> source) => \"the package's\"; }");

        var ran = await RunAsync("#r \"nuget: Test.Async\"", "new[] { 1 }.ToAsyncEnumerable()");

        Assert.True(ErrorOf(ran, 2) is null, ErrorOf(ran, 2)?.Message);
        Assert.Equal(["the package's"], Shown(ran, 2));
    }

    [Theory]
    [InlineData("using MathNet.Numerics.LinearAlgebra;\nMatrix<double>.Build.DenseIdentity(2).Determinant()", "1")]
    [InlineData("using Microsoft.Data.Analysis;\nnew DataFrame(new Int32DataFrameColumn(\"n\", new[] { 1, 2 })).Rows.Count", "2")]
    [InlineData("using CsvHelper;\nusing System.Globalization;\nvar reader = new CsvReader(new StringReader(\"A\\n7\"), CultureInfo.InvariantCulture);\nreader.Read(); reader.ReadHeader(); reader.Read(); reader.GetField(\"A\")", "7")]
    [InlineData("using DuckDB.NET.Data;\nvar connection = new DuckDBConnection(\"DataSource=:memory:\"); connection.Open();\nvar command = connection.CreateCommand(); command.CommandText = \"select 40 + 2\";\ncommand.ExecuteScalar()", "42")]
    [InlineData("using SkiaSharp;\nvar bitmap = new SKBitmap(3, 2);\nvar canvas = new SKCanvas(bitmap); canvas.Clear(SKColors.Red);\nbitmap.GetPixel(1, 1).Red", "255")]
    [InlineData("var plot = new ScottPlot.Plot(); plot.Add.Signal(new double[] { 1, 2, 3 }); plot.Title(\"Text\");\nplot.GetImageBytes(200, 100, ScottPlot.ImageFormat.Png).Length > 1000", "True")]
    [InlineData("using Bogus;\nnew Faker().Name.FirstName().Length > 0", "True")]
    [InlineData("using Newtonsoft.Json;\nJsonConvert.SerializeObject(new { a = 1 })", "{\"a\":1}")]
    [InlineData("using Humanizer;\n\"PascalCase\".Humanize()", "Pascal case")]
    [InlineData("using Parquet.Schema;\nnew DataField<int>(\"n\").Name", "n")]
    [InlineData("typeof(Plotly.NET.Trace).Namespace", "Plotly.NET")]
    [InlineData("using System.CommandLine;\nnew RootCommand(\"Greets.\").Description", "Greets.")]
    [InlineData("using XPlot.Plotly;\nnew Scattergl().GetType().Name", "Scattergl")]
    public async Task Preinstalled_NamedWithoutReference_IsThere(string code, string expected)
    {
        var ran = await RunAsync(code);

        Assert.True(ErrorOf(ran, 1) is null, ErrorOf(ran, 1)?.Message);
        Assert.Equal([expected], Shown(ran, 1));
    }

    [Theory]
    [InlineData("Plotly.NET.CSharp.Chart.Point<double, double, string>(new[] { 1.0 }, new[] { 2.0 })")]
    [InlineData("XPlot.Plotly.Chart.Plot(new XPlot.Plotly.Scatter { x = new[] { 1 }, y = new[] { 2 } })")]
    public async Task Preinstalled_Chart_IsShownAsOne(string code)
    {
        var ran = await RunAsync(code);

        Assert.True(ErrorOf(ran, 1) is null, ErrorOf(ran, 1)?.Message);
        Assert.DoesNotContain("could not be shown", Assert.Single(Shown(ran, 1)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preinstalled_MachineLearning_Trains()
    {
        var ran = await RunAsync(
            "#r \"nuget: Microsoft.ML, 1.5.0\"\nusing Microsoft.ML;\nusing Microsoft.ML.Data;\nclass House { public float Size; public float Price; }\nclass Prediction { [ColumnName(\"Score\")] public float Price; }",
            """
            var context = new MLContext(seed: 1);
            var data = context.Data.LoadFromEnumerable(Enumerable.Range(1, 50).Select(n => new House { Size = n, Price = 2 * n }));
            var model = context.Transforms.Concatenate("Features", "Size").Append(context.Regression.Trainers.Sdca("Price", maximumNumberOfIterations: 100)).Fit(data);
            var price = context.Model.CreatePredictionEngine<House, Prediction>(model).Predict(new House { Size = 10 }).Price;
            price is > 15 and < 25
            """);

        Assert.Null(ErrorOf(ran, 1));
        Assert.True(ErrorOf(ran, 2) is null, ErrorOf(ran, 2)?.Message);
        Assert.Equal(["True"], Shown(ran, 2));
    }

    [Fact]
    public async Task Preinstalled_AskedForByReference_NeedsNoFeed()
    {
        var ran = await RunAsync("#r \"nuget: CsvHelper\"\n#r \"nuget: Newtonsoft.Json, 13.0.4\"\ntypeof(CsvHelper.CsvReader).Name + Newtonsoft.Json.JsonConvert.ToString(true)");

        Assert.StartsWith("Installed Packages\n- CsvHelper, ", Shown(ran, 1)[0], StringComparison.Ordinal);
        Assert.Equal("CsvReadertrue", Shown(ran, 1)[1]);
        Assert.False(Directory.Exists(Folders.Restores));
    }

    [Fact]
    public async Task TwoKernels_AskingForTheSamePackageAtOnce_BothGetIt()
    {
        Feed.Add("Test.Shared", "1.0.0", "public class Shared { public string Say() => \"here\"; }", ["Test.Below 1.0.0"]).Add("Test.Below", "1.0.0", "public class Below { }");
        var restorer = NewRestorer(PreinstalledPackages.In(TestKernel.Executable.PackagesFolder));

        var ran = await Task.WhenAll(Enumerable.Range(0, 2).Select(n => RunAsync($"at-once-{n}", restorer, ["#r \"nuget: Test.Shared\"\nnew Shared().Say()"])));

        Assert.All(ran, static document => Assert.Equal("here", Shown(document, 1)[^1]));
    }

    /// <summary>Runs C# cells with <c>run</c>.</summary>
    private Task<NotebookDocument> RunAsync(params string[] cells) => RunAsync("cells", NewRestorer(PreinstalledPackages.In(TestKernel.Executable.PackagesFolder)), cells);

    private async Task<NotebookDocument> RunAsync(string name, PackageRestorer restorer, string[] cells)
    {
        await File.WriteAllTextAsync(_folder[$"{name}.dib"], string.Join('\n', cells.Select(static cell => $"#!csharp\n\n{cell}\n")), Cancelled);
        using var output = new RecordingWriter();
        using var error = new RecordingWriter();
        var launcher = TestKernel.NewLauncher();
        await NotebookCommandLine.RunAsync(
            ["run", _folder[$"{name}.dib"], "--output", _folder[$"{name}.ipynb"], "--timeout", "300"],
            new CommandLineServices { Serve = static (_, _) => throw new InvalidOperationException(), Launcher = launcher, Packages = new(restorer), Output = output, Error = error },
            Cancelled);
        return Reading.Document("out.ipynb", await File.ReadAllBytesAsync(_folder[$"{name}.ipynb"], Cancelled));
    }

    private static string[] Shown(NotebookDocument document, int cell) => [.. document.Cells[cell - 1].Outputs.OfType<DisplayOutput>().Select(static display => display.Data.PlainText)];

    private static ErrorReport? ErrorOf(NotebookDocument document, int cell) => document.Cells[cell - 1].Outputs.OfType<ErrorCellOutput>().FirstOrDefault()?.Error;
}
