using MathNet.Numerics.LinearAlgebra;
using Microsoft.Data.Analysis;
using Microsoft.ML;
using Notebook.Interactive.Formatting;
using Notebook.Protocol;
using SkiaSharp;

namespace Notebook.Tests.Interactive.Formatting;

/// <summary>Values of packages that notebooks bring themselves, from the real packages: the formatters know them by name only.</summary>
public sealed class PackageValueTests
{
    [Fact]
    public void Format_DataFrame_IsATable()
    {
        var frame = new DataFrame(new Int32DataFrameColumn("id", [1, 2, null]), new StringDataFrameColumn("name", ["a", null, "c"]), new DateTimeDataFrameColumn("at", [new DateTime(2024, 1, 2), null, null]));

        Assert.Equal("""{"columns":[{"name":"id","type":"number"},{"name":"name","type":"string"},{"name":"at","type":"date"}],"rows":[[1,"a","2024-01-02 00:00:00Z"],[2,null,null],[null,"c",null]],"totalRows":3,"truncated":false}""", ValueFormatter.Format(frame)[MimeTypes.Table]);
    }

    [Fact]
    public void Format_LargeDataFrame_KeepsAllRows()
    {
        var frame = new DataFrame(new DoubleDataFrameColumn("x", Enumerable.Range(0, 5_000).Select(static i => i / 2.0)));

        Assert.Contains("\"keptRows\":5000", ValueFormatter.Format(frame)[MimeTypes.Table], StringComparison.Ordinal);
    }

    [Fact]
    public void Format_DataViewOfMachineLearning_IsATable()
    {
        var ml = new MLContext(seed: 1);
        var view = ml.Data.LoadFromEnumerable([new House { Size = 100, Town = "Oslo", Rooms = [1, 2] }, new House { Size = 80.5f, Town = "Bergen", Rooms = [3, 4] }]);

        var table = ValueFormatter.Format(view)[MimeTypes.Table];

        Assert.Contains("[100,\"Oslo\",\"[ 1, 2 ]\"],[80.5,\"Bergen\",\"[ 3, 4 ]\"]", table, StringComparison.Ordinal);
    }

    [Fact]
    public void Format_Matrix_IsATable()
    {
        var matrix = Matrix<double>.Build.DenseOfArray(new[,] { { 1.0, 2 }, { 3, 4.5 } });

        Assert.Contains("\"rows\":[[1,2],[3,4.5]]", ValueFormatter.Format(matrix)[MimeTypes.Table], StringComparison.Ordinal);
        Assert.Equal("[ 1, 2 ]", ValueFormatter.Format(Vector<double>.Build.DenseOfArray([1, 2])).PlainText);
    }

    [Fact]
    public void Format_PicturesOfSkia_ArePng()
    {
        using var bitmap = new SKBitmap(3, 2);
        using var image = SKImage.FromBitmap(bitmap);
        using var surface = SKSurface.Create(new SKImageInfo(3, 2));

        foreach (var picture in new object[] { bitmap, image, surface })
        {
            var bundle = ValueFormatter.Format(picture);
            Assert.StartsWith("iVBOR", bundle[MimeTypes.Png], StringComparison.Ordinal);
            Assert.Equal("PNG image, 3 × 2 pixels", bundle.PlainText);
        }
    }

    [Fact]
    public void Format_EmptyPictureOfSkia_SaysSo()
    {
        using var empty = new SKBitmap();

        Assert.Contains("could not be", ValueFormatter.Format(empty).PlainText, StringComparison.Ordinal);
    }

    [Fact]
    public void Format_PlotOfScottPlot_IsAPng()
    {
        using var plot = new ScottPlot.Plot();
        plot.Add.Signal(new double[] { 1, 3, 2 });

        Assert.Equal("PNG image, 800 × 500 pixels", ValueFormatter.Format(plot).PlainText);
    }

    [Fact]
    public void Format_TokenOfNewtonsoft_IsJson() =>
        Assert.Equal("{\n  \"a\": 1\n}", ValueFormatter.Format(Newtonsoft.Json.Linq.JObject.Parse("""{"a":1}""")).PlainText.ReplaceLineEndings("\n"));

    private sealed class House
    {
        public float Size { get; set; }

        public string Town { get; set; } = "";

        [Microsoft.ML.Data.VectorType(2)]
        public float[] Rooms { get; set; } = [];
    }
}
