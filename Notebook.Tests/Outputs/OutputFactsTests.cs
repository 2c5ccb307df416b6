using System.Globalization;
using Notebook.Protocol;
using Notebook.Tests.Sessions.Fakes;
using Notebook.Web.Outputs;

namespace Notebook.Tests.Outputs;

/// <summary>What the server finds out about an output before it is shown.</summary>
public sealed class OutputFactsTests
{
    [Theory]
    [InlineData("iVBORw0KGgoAAAANSUhEUgAAAAUAAAADCAYAAABbNsX4", 5, 3)] // PNG
    [InlineData("R0lGODlhBwAJAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7", 7, 9)] // GIF
    [InlineData("/9j/4AAQSkZJRgABAQAAAQABAAD/wAARCAACAAMDASIAAhEBAxEB", 3, 2)] // JPEG
    [InlineData("UklGRiQAAABXRUJQVlA4WAoAAAAQAAAACQAAEwAAQUxQSAIAAAAAAA==", 10, 20)] // WebP, extended
    public void PictureSize_OfAPicture_IsReadFromItsHead(string base64, int width, int height) => Assert.Equal(new PictureSize(width, height), PictureSize.OfBase64(base64));

    [Theory]
    [InlineData("")]
    [InlineData("not base64!")]
    [InlineData("iVBORw0KGgo=")]
    [InlineData("/9j/wAAA")]
    [InlineData("/9j//////////////////w==")]
    public void PictureSize_OfSomethingElse_IsUnknown(string base64) => Assert.Null(PictureSize.OfBase64(base64));

    [Theory]
    [InlineData("""{"data":[{"height":9,"layout":{"height":8}}],"layout":{"width":5,"margin":{"height":1},"height":420.5}}""", 420)]
    [InlineData("""{"layout":{"height":1e9},"data":[]}""", 4000)]
    [InlineData("""{"data":[],"layout":{}}""", null)]
    [InlineData("""{"data":[],"layout":{"height":"420"}}""", null)]
    [InlineData("""{"layout":{"height":-3}}""", null)]
    [InlineData("""{"data":[""", null)]
    [InlineData("[]", null)]
    [InlineData("", null)]
    public void ChartHeight_OfAFigure_IsItsAuthors(string figure, int? height) => Assert.Equal(height, ChartHeight.Of(figure));

    [Theory]
    [InlineData("<svg><circle r='3'/></svg>", false)]
    [InlineData("<svg><SCRIPT>x</SCRIPT></svg>", true)]
    [InlineData("<svg onload = 'x'/>", true)]
    [InlineData("<svg><a href='https://example.org'/></svg>", true)]
    [InlineData("<svg><title>once on = two</title></svg>", false)]
    public void ActiveSvg_IsTold(string svg, bool isActive) => Assert.Equal(isActive, ActiveSvg.IsActive(svg));

    [Fact]
    public void OutputAddress_OfOneTextInTwoForms_Differs()
    {
        var document = StoredNotebook.Of(StoredNotebook.Display(MimeTypes.Html, "<svg/>"), StoredNotebook.Display(MimeTypes.Svg, "<svg/>"));

        var html = OutputAddress.Of(document.Id, MimeTypes.Html, "<svg/>");
        var svg = OutputAddress.Of(document.Id, MimeTypes.Svg, "<svg/>");

        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"n/{document.Id}/outputs/"), html[..^64]);
        Assert.Equal((MimeTypes.Html, "<svg/>"), OutputAddress.Find(new FakeNotebookSession(document), html[^64..]));
        Assert.Equal((MimeTypes.Svg, "<svg/>"), OutputAddress.Find(new FakeNotebookSession(document), svg[^64..]));
        Assert.Null(OutputAddress.Find(new FakeNotebookSession(document), new string('f', 64)));
    }
}
