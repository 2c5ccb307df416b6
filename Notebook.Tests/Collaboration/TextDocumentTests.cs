using Notebook.Web.Collaboration;

namespace Notebook.Tests.Collaboration;

public sealed class TextDocumentTests
{
    [Fact]
    public void Of_OtherLineEnds_BecomeOneCodeUnit() => Assert.Equal("a\nb\nc", TextDocument.Of("a\r\nb\rc").Text);

    [Fact]
    public void Apply_SeveralUpdates_AreMadeInOrder()
    {
        var text = TextDocument.Of("ab").Apply([new("one", """[2,[0,"c"]]"""), new("one", """[[1],2]""")]);

        Assert.NotNull(text);
        Assert.Equal("bc", text.Text);
        Assert.Equal(2, text.Version);
        Assert.Equal(2, text.Since(0)!.Count);
    }

    [Fact]
    public void Apply_OneUpdateThatDoesNotFit_RefusesAll() =>
        Assert.Null(TextDocument.Of("ab").Apply([new("one", """[2,[0,"c"]]"""), new("one", "[2]")]));

    [Fact]
    public void Apply_TextBeyondTheLimit_IsRefused()
    {
        var full = TextDocument.Of(new string('a', TextDocument.MaxLength));

        Assert.Null(full.Apply([new("one", $"[{full.Text.Length},[0,\"b\"]]")]));
        Assert.NotNull(full.Apply([new("one", $"[{full.Text.Length - 1},[1,\"b\"]]")]));
    }

    [Fact]
    public void Since_MoreUpdatesThanAreKept_IsNull()
    {
        var text = TextDocument.Of("");
        for (var i = 0; i < TextDocument.MaxRecentUpdates + 5; i++)
            text = text.Apply([new("one", i == 0 ? """[[0,"a"]]""" : $"[{i},[0,\"a\"]]")])!;

        Assert.Equal(TextDocument.MaxRecentUpdates, text.Recent.Count);
        Assert.Null(text.Since(4));
        Assert.Equal(TextDocument.MaxRecentUpdates, text.Since(5)!.Count);
        Assert.Empty(text.Since(text.Version)!);
        Assert.Null(text.Since(text.Version + 1));
        Assert.Null(text.Since(-1));
    }

    [Fact]
    public void Apply_LargePastes_BoundWhatIsKept()
    {
        var paste = new string('a', TextDocument.MaxRecentLength / 2);
        var text = TextDocument.Of("");
        for (var i = 0; i < 4; i++)
            text = text.Apply([new("one", text.Text.Length == 0 ? $"[[0,\"{paste}\"]]" : $"[{text.Text.Length},[0,\"{paste}\"]]")])!;

        Assert.True(text.Recent.Sum(static update => update.Changes.Length) <= TextDocument.MaxRecentLength);
        Assert.Single(text.Recent);
        Assert.Equal(4, text.Version);
    }
}
