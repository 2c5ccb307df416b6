using Notebook.Interactive;
using Notebook.Protocol;
using Notebook.Tests.Interactive.Fakes;

namespace Notebook.Tests.Interactive;

public sealed class DisplayTests
{
    [Fact]
    public void Html_IsShownWithItsText() =>
        AssertShown(static () => Display.Html("<style>b{}</style><b>A &amp; B</b>\n<script>x()</script>c"), MimeTypes.Html, "<style>b{}</style><b>A &amp; B</b>\n<script>x()</script>c", "A & B c");

    [Fact]
    public void Svg_IsDescribedByItsTitle() =>
        AssertShown(static () => Display.Svg("<svg><title>A line</title></svg>"), MimeTypes.Svg, "<svg><title>A line</title></svg>", "A line");

    [Fact]
    public void Markdown_IsItsOwnText() => AssertShown(static () => Display.Markdown("# T"), MimeTypes.Markdown, "# T", "# T");

    [Fact]
    public void Json_OfAnObject_IsSerialised() => AssertShown(static () => Display.Json(new { A = 1 }), MimeTypes.Json, """{"A":1}""", """{"A":1}""");

    [Fact]
    public void Json_OfTextThatIsNone_IsRefusedInPlainWords() =>
        Assert.Contains("not valid JSON", Assert.Throws<ArgumentException>(static () => Display.Json("{")).Message, StringComparison.Ordinal);

    [Fact]
    public void Image_OfAFile_IsShown()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".gif");
        File.WriteAllBytes(path, [.. "GIF89a"u8, 0, 0]);
        try
        {
            AssertShown(() => Display.Image(path), MimeTypes.Gif, Convert.ToBase64String([.. "GIF89a"u8, 0, 0]), Path.GetFileName(path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Bundle_LargerThanAFrame_LosesTheLargeFormAndSaysSo()
    {
        var outputs = RecordingSink.Record(static () => Display.Html(new string('"', FrameLimits.MaxBundleChars)));

        var bundle = Assert.IsType<DisplayValue>(Assert.Single(outputs)).Data;
        Assert.Equal(["text/plain"], bundle.Contents.Keys);
        Assert.Contains("text/html form has 6,291,456 characters", bundle.PlainText, StringComparison.Ordinal);
    }

    private static void AssertShown(Action show, string mimeType, string content, string text)
    {
        var bundle = Assert.IsType<DisplayValue>(Assert.Single(RecordingSink.Record(show))).Data;
        Assert.Equal(content, bundle[mimeType]);
        Assert.Equal(text, bundle.PlainText);
    }
}
