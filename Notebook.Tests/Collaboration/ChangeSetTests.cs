using Notebook.Web.Collaboration;

namespace Notebook.Tests.Collaboration;

public sealed class ChangeSetTests
{
    [Theory]
    // Written by CodeMirror's own ChangeSet.toJSON().
    [InlineData("var x = 1;\nx", """[4,[1,"total"],7,[0,"","y😀"]]""", "var total = 1;\nx\ny😀")]
    [InlineData("one two three", "[[3],10]", " two three")]
    [InlineData("", """[[0,"hello"]]""", "hello")]
    [InlineData("", "[]", "")]
    [InlineData("abc", "[3]", "abc")]
    [InlineData("abc", """[[3,"a","b","","c"]]""", "a\nb\n\nc")]
    [InlineData("a", """[1,[0,"\"\\\/\b\f\t\u0041\u20ac"]]""", "a\"\\/\b\f\tA€")]
    [InlineData("a", " [ 1 , [ 0 , \"b\" ] ] ", "ab")]
    public void Apply_ChangeThatFits_GivesTheChangedText(string before, string changes, string after)
    {
        var change = ChangeSet.Parse(changes);

        Assert.NotNull(change);
        Assert.Equal(before.Length, change.LengthBefore);
        Assert.Equal(after.Length, change.LengthAfter);
        Assert.Equal(after, change.Apply(before));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("5")]
    [InlineData("[")]
    [InlineData("[5")]
    [InlineData("[5,]")]
    [InlineData("[,5]")]
    [InlineData("[5]]")]
    [InlineData("[5] [5]")]
    [InlineData("[-1]")]
    [InlineData("[+1]")]
    [InlineData("[1.5]")]
    [InlineData("[1e3]")]
    [InlineData("[99999999999]")]
    [InlineData("[2147483647,2147483647]")]
    [InlineData("[[]]")]
    [InlineData("""[["a"]]""")]
    [InlineData("""[[1,2]]""")]
    [InlineData("""[[1,null]]""")]
    [InlineData("""[[1,["a"]]]""")]
    [InlineData("""["a"]""")]
    [InlineData("""[[0,"a]]""")]
    [InlineData("""[[0,"a\"]]""")]
    [InlineData("""[[0,"\x"]]""")]
    [InlineData("""[[0,"\u12g4"]]""")]
    [InlineData("""[[0,"\u12"]]""")]
    // A line holds no line end: the lengths on the other side count it as one line more.
    [InlineData("""[[0,"a\nb"]]""")]
    [InlineData("""[[0,"a\rb"]]""")]
    [InlineData("""[[0,"a\u000ab"]]""")]
    [InlineData("[[0,\"a\nb\"]]")]
    [InlineData("[[0,\"a\rb\"]]")]
    public void Parse_AnythingElse_IsRefused(string changes) => Assert.Null(ChangeSet.Parse(changes));

    [Fact]
    public void Parse_LongerThanTheLimit_IsRefused() =>
        Assert.Null(ChangeSet.Parse($"[[0,\"{new string('a', ChangeSet.MaxJsonLength)}\"]]"));

    [Fact]
    public void Apply_TextOfAnotherLength_IsRefused() => Assert.Null(ChangeSet.Parse("[3]")!.Apply("ab"));

    [Fact]
    public void Parse_HalfOfASurrogatePair_IsKept()
    {
        // An editor may send the halves of a character in two changes; refused, it would send the first for ever.
        var half = ChangeSet.Parse("""[[0,"\ud83d"]]""")!.Apply("")!;

        Assert.Equal("😀", ChangeSet.Parse("""[1,[0,"\ude00"]]""")!.Apply(half));
    }
}
