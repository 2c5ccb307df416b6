using Notebook.Interactive.Formatting;
using Notebook.Protocol;

namespace Notebook.Tests.Interactive.Formatting;

public sealed class FormatterRegistryTests
{
    private readonly FormatterRegistry _registry = new();

    [Fact]
    public void Format_RegisteredText_ReplacesTheBuiltInForms()
    {
        _registry.Register(typeof(Celsius), MimeTypes.PlainText, static t => $"{((Celsius)t).Degrees} °C");

        var bundle = Format(new Celsius(20));

        Assert.Equal("20 °C", bundle.PlainText);
        Assert.Single(bundle.Contents);
    }

    [Fact]
    public void Format_RegisteredText_IsUsedInsideOtherValues()
    {
        _registry.Register(typeof(Celsius), MimeTypes.PlainText, static t => $"{((Celsius)t).Degrees} °C");

        Assert.Equal("{ At = noon, Value = 20 °C }", Format(new { At = "noon", Value = new Celsius(20) }).PlainText);
        Assert.Contains("""[["noon","20 °C"]]""", Format(new[] { new { At = "noon", Value = new Celsius(20) } })[MimeTypes.Table], StringComparison.Ordinal);
        Assert.Equal("[ 20 °C, 21 °C ]", Format(new[] { new Celsius(20), new Celsius(21) }).PlainText);
    }

    [Fact]
    public void Format_RegisteredHtml_IsTheFormShownWithBuiltInText()
    {
        _registry.Register(typeof(Celsius), MimeTypes.Html, static t => $"<em>{((Celsius)t).Degrees}</em>");

        var bundle = Format(new Celsius(20));

        Assert.Equal("<em>20</em>", bundle[MimeTypes.Html]);
        Assert.Equal("Celsius { Degrees = 20 }", bundle.PlainText);
        Assert.Null(bundle[MimeTypes.Tree]);
    }

    [Fact]
    public void Format_RegisteredHtml_AppliesInsideTables()
    {
        _registry.Register(typeof(Celsius), MimeTypes.Html, static t => $"<em>{((Celsius)t).Degrees}</em>");

        var html = Format(new[] { new { At = "<noon>", Value = new Celsius(20) } })[MimeTypes.Html];

        Assert.Contains("<td>&lt;noon&gt;</td><td><em>20</em></td>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_SeveralThatFit_TakesTheNearestAndThenTheLatest()
    {
        _registry.Register(typeof(object), MimeTypes.PlainText, static _ => "object");
        _registry.Register(typeof(IComparable), MimeTypes.PlainText, static _ => "interface");
        _registry.Register(typeof(Base), MimeTypes.PlainText, static _ => "first base");
        _registry.Register(typeof(Base), MimeTypes.PlainText, static _ => "base");
        _registry.Register(typeof(List<>), MimeTypes.PlainText, static _ => "list");

        Assert.Equal("base", Format(new Derived()).PlainText);
        Assert.Equal("interface", Format(new Version(1, 0)).PlainText);
        Assert.Equal("list", Format(new List<int>()).PlainText);
        Assert.Equal("object", Format(new Celsius(1)).PlainText);
    }

    [Fact]
    public void Format_FormatterThatThrows_SaysWhat()
    {
        _registry.Register(typeof(Celsius), MimeTypes.Html, static _ => throw new FormatException("no"));

        Assert.Equal("Celsius could not be shown as text/html: FormatException: no", Format(new Celsius(1)).PlainText);
    }

    [Fact]
    public void Format_PreferredMimeTypes_AreTheFormsMade()
    {
        _registry.SetPreferred(typeof(Celsius), MimeTypes.Html);

        var bundle = Format(new Celsius(1));

        Assert.Equal(["text/html", "text/plain"], bundle.Contents.Keys);
    }

    private MimeBundle Format(object value) => ValueFormatter.Format(value, [], _registry, new CaptureLimits());

    private class Base;

    private sealed class Derived : Base;

    private sealed record Celsius(double Degrees);
}
