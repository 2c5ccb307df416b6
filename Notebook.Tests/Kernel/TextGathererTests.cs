using CsCheck;
using Notebook.Kernel.Outputs;
using Notebook.Protocol;

namespace Notebook.Tests.Kernel;

public sealed class TextGathererTests
{
    private static readonly SubmissionId First = new(1);
    private static readonly SubmissionId Second = new(2);

    [Theory]
    [InlineData("", "")]
    [InlineData("plain\n", "plain\n")]
    [InlineData("windows\r\nlines\r\n", "windows\r\nlines\r\n")]
    [InlineData("10%\r20%\r30%", "10%\r30%")]
    [InlineData("\r10%\r20%\r30%\ndone\n", "\r30%\ndone\n")]
    [InlineData("10%\r20%\r30%\r", "10%\r30%\r")]
    [InlineData("long text\rab", "long text\rab")]
    [InlineData("a\rlong text\rab\rcd", "a\rlong text\rcd")]
    [InlineData("a\r\e[31m50%\e[0m\r\e[32m60%\e[0m", "a\r\e[32m60%\e[0m")]
    [InlineData("a\r\e[31m50%\r60%", "a\r\e[31m50%\r60%")]
    [InlineData("a\r50%\b\b\r60%!", "a\r50%\b\b\r60%!")]
    public void Collapse_RewoundStates_KeepsWhatIsSeen(string text, string expected) => Assert.Equal(expected, RewoundLines.Collapse(text));

    [Fact]
    public void Collapse_AnyText_ShowsTheSameOnATerminal() =>
        Gen.String[Gen.Char["ab\r\n"], 0, 40].Sample(static text => Assert.Equal(Terminal(text), Terminal(RewoundLines.Collapse(text))));

    [Fact]
    public void Append_AnyPieces_SendsTheSameText() =>
        Gen.Select(Gen.Bool, Gen.String[Gen.Char["abc\n"], 0, 30_000]).Array[0, 12].Sample(static pieces =>
        {
            var sent = new List<(StreamName Stream, string Text)>();
            var gatherer = new TextGatherer((_, stream, text) => sent.Add((stream, text)));
            foreach (var (isError, text) in pieces)
                gatherer.Append(First, isError ? StreamName.Error : StreamName.Output, text);
            gatherer.Flush();

            foreach (var isError in (bool[])[false, true])
            {
                var stream = isError ? StreamName.Error : StreamName.Output;
                Assert.Equal(string.Concat(pieces.Where(p => p.Item1 == isError).Select(static p => p.Item2)), string.Concat(sent.Where(s => s.Stream == stream).Select(static s => s.Text)));
            }

            Assert.All(sent, static s => Assert.InRange(s.Text.Length, 1, FrameLimits.MaxStreamChunkChars));
        });

    [Fact]
    public void Append_OtherSubmission_SendsWhatBelongsToTheFirst()
    {
        var sent = new List<(SubmissionId Submission, string Text)>();
        var gatherer = new TextGatherer((submission, _, text) => sent.Add((submission, text)));

        gatherer.Append(First, StreamName.Output, "a");
        gatherer.Append(First, StreamName.Output, "b");
        gatherer.Append(Second, StreamName.Output, "c");
        gatherer.Flush();

        Assert.Equal([(First, "ab"), (Second, "c")], sent);
    }

    [Fact]
    public void Append_PairAtTheLimit_StaysTogether()
    {
        var sent = new List<string>();
        var gatherer = new TextGatherer((_, _, text) => sent.Add(text));

        gatherer.Append(First, StreamName.Output, new string('x', FrameLimits.MaxStreamChunkChars - 1) + "😀" + "y");
        gatherer.Flush();

        Assert.Equal([new string('x', FrameLimits.MaxStreamChunkChars - 1), "😀y"], sent);
    }

    [Fact]
    public void Append_ProgressByTheThousand_ShrinksToOneFrame()
    {
        var sent = new List<string>();
        var gatherer = new TextGatherer((_, _, text) => sent.Add(text));

        for (var i = 10_000; i < 99_999; i++)
            gatherer.Append(First, StreamName.Output, $"\r{i} of 99999");
        gatherer.Flush();

        Assert.Equal(["\r99998 of 99999"], sent);
    }

    /// <summary>What a terminal shows: \r rewinds and later characters overwrite.</summary>
    private static string Terminal(string text)
    {
        var lines = new List<List<char>> { new() };
        var column = 0;
        foreach (var character in text)
        {
            if (character == '\n')
            {
                lines.Add([]);
                column = 0;
            }
            else if (character == '\r')
            {
                column = 0;
            }
            else
            {
                if (column < lines[^1].Count)
                    lines[^1][column] = character;
                else
                    lines[^1].Add(character);
                column++;
            }
        }

        return string.Join('\n', lines.Select(static line => string.Concat(line)));
    }
}
