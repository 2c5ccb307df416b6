using Notebook.Web.Formats;

namespace Notebook.Tests.Formats;

public sealed class ExportFileNameTests
{
    [Theory]
    [InlineData("Storm surge", "Storm surge.ipynb")]
    [InlineData("a/b\\c:d", "a-b-c-d.ipynb")]
    [InlineData("../../etc/passwd", "-..-etc-passwd.ipynb")]
    [InlineData("  ", "Notebook.ipynb")]
    [InlineData("???", "Notebook.ipynb")]
    [InlineData("con", "Notebook con.ipynb")]
    [InlineData("żółw 🐢", "żółw 🐢.ipynb")]
    [InlineData("line\nbreak\u202Egpj", "linebreakgpj.ipynb")]
    public void Of_AnyTitle_IsANameForEveryFileSystem(string title, string expected) => Assert.Equal(expected, ExportFileName.Of(title, NotebookFormat.Ipynb));

    [Fact]
    public void Of_LongTitle_IsCutBetweenCharacters()
    {
        var name = ExportFileName.Of(new string('x', 59) + "🐢🐢", NotebookFormat.Dib);

        Assert.Equal(new string('x', 59) + ".dib", name);
    }
}
