using Notebook.Web.Components.Notebooks;

namespace Notebook.Tests.Components;

public sealed class ElapsedTextTests
{
    [Theory]
    [InlineData(0.4, "< 1 ms")]
    [InlineData(31, "31 ms")]
    [InlineData(120, "0.12 s")]
    [InlineData(1240, "1.24 s")]
    [InlineData(15_200, "15.2 s")]
    [InlineData(125_000, "2 min 5 s")]
    [InlineData(7_380_000, "2 h 3 min")]
    public void Of_Milliseconds_SaysWhatMatters(double milliseconds, string words) =>
        Assert.Equal(words, ElapsedText.Of(TimeSpan.FromMilliseconds(milliseconds)));
}
