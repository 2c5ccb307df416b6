using Notebook.Web.Documents;

namespace Notebook.Tests.Documents;

public sealed class NotebookQueryTests
{
    [Theory]
    [InlineData("surge", "A storm SURGE here", "A storm |SURGE| here")]
    [InlineData("sur surge", "surge", "|surge|")]
    [InlineData("a b", "xaybz", "x|a|y|b|z")]
    [InlineData("nowhere", "text", "text")]
    [InlineData("żółw", "Żółwie", "|Żółw|ie")]
    public void Marked_Text_MarksEveryWord(string query, string text, string expected) =>
        Assert.Equal(expected, string.Concat(new NotebookQuery(query).Marked(text).Select(static piece => piece.IsMatch ? $"|{piece.Text}|" : piece.Text)));

    [Fact]
    public void LinesIn_LongLine_BeginsALittleBeforeTheMatchAndKeepsPairsWhole()
    {
        var line = string.Concat(Enumerable.Repeat("🐢", 300)) + " here " + string.Concat(Enumerable.Repeat("🐢", 300));

        var shown = Assert.Single(new NotebookQuery("here").LinesIn($"first\n{line}\nlast"));

        Assert.Contains("here", shown, StringComparison.Ordinal);
        Assert.True(shown.Length <= 170);
        Assert.Equal(shown, System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(shown)));
    }

    [Fact]
    public void LinesIn_ManyMatches_StopsAfterAFew() =>
        Assert.Equal(NotebookQuery.MaxLines, new NotebookQuery("a").LinesIn(string.Concat(Enumerable.Repeat("a\n", 100))).Count());

    [Fact]
    public void LinesIn_WordsOnDifferentLines_IsNoMatch() => Assert.Empty(new NotebookQuery("one two").LinesIn("one\ntwo"));
}
