using Notebook.Web.Components.Outputs;

namespace Notebook.Tests.Components;

public sealed class MarkdownRendererTests
{
    private static readonly MarkdownRenderer Renderer = new();

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("[x](javascript:alert(1))")]
    [InlineData("<a href=\"data:text/html,<script>alert(1)</script>\">x</a>")]
    [InlineData("<iframe src=\"https://example.org\"></iframe>")]
    [InlineData("<style>body{display:none}</style>")]
    [InlineData("<svg onload=alert(1)></svg>")]
    [InlineData("<form action=/n/x><input name=a></form>")]
    [InlineData("<p style=\"position:fixed;inset:0\">x</p>")]
    [InlineData("<p id=\"blazor-error-ui\" class=\"connection notice\" data-command=\"run-all\">x</p>")]
    [InlineData("<button data-command=\"delete\">x</button>")]
    [InlineData("<object data=x></object><embed src=x>")]
    public void Render_HostileMarkdown_KeepsNothingThatActs(string markdown)
    {
        var html = Renderer.Render(markdown);

        foreach (var forbidden in (string[])["<script", "onerror", "onload", "javascript:", "<iframe", "<style", "<svg", "<form", "position", "id=", "connection", "data-command", "<button", "<object", "<embed", "href=\"data:"])
            Assert.DoesNotContain(forbidden, html, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Render_RemotePicture_BecomesALink()
    {
        var html = Renderer.Render("![A map](https://example.org/map.png)");

        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
        Assert.Contains("href=\"https://example.org/map.png\"", html, StringComparison.Ordinal);
        Assert.Contains("A map", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_PictureInTheText_IsShown() =>
        Assert.Contains("<img", Renderer.Render("![dot](data:image/png;base64,iVBORw0KGgo=)"), StringComparison.Ordinal);

    [Fact]
    public void Render_Link_OpensElsewhereAndTellsNothing()
    {
        var html = Renderer.Render("[x](https://example.org)");

        Assert.Contains("target=\"_blank\"", html, StringComparison.Ordinal);
        Assert.Contains("rel=\"noopener noreferrer\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_TablesAndTaskLists_AreShown()
    {
        var html = Renderer.Render("| a | b |\n|---|--:|\n| 1 | 2 |\n\n- [x] done\n- [ ] open");

        Assert.Contains("<table", html, StringComparison.Ordinal);
        Assert.Equal(2, html.Split("type=\"checkbox\"").Length - 1);
    }

    [Theory]
    [InlineData("$x^2$", "<span class=\"math\">\\(x^2\\)</span>")]
    [InlineData("$$\nx\n$$", "<div class=\"math\">\n\\[\nx\n\\]</div>")]
    [InlineData("```csharp\nvar x = 1;\n```", "<pre><code class=\"language-csharp\">")]
    [InlineData("```mermaid\ngraph TD\n```", "<pre><code class=\"language-mermaid\">")]
    [InlineData("## Two words, a dot.", "data-anchor=\"two-words-a-dot\"")]
    [InlineData("[x](#two-words)", "<a href=\"#two-words\">x</a>")]
    public void Render_WhatTheBrowserFinishes_IsMarkedForIt(string markdown, string html) => Assert.Contains(html, Renderer.Render(markdown), StringComparison.Ordinal);

    [Fact]
    public void Render_EmptyText_SaysThatItCanBeWritten() => Assert.Contains("Click to write", Renderer.Render(" \n"), StringComparison.Ordinal);
}
