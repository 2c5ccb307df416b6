using CsCheck;
using Notebook.Web.Documents;

namespace Notebook.Tests.Documents;

public sealed class StreamBufferTests
{
    [Fact]
    public void Append_RandomPieces_IsThePlainTextWithAGap()
    {
        var piece = Gen.OneOf(
            Gen.String[Gen.Char.AlphaNumeric, 0, 30],
            Gen.Int[1, 300].Select(static n => string.Concat(Enumerable.Repeat("line\n", n))),
            Gen.Int[1, 30_000].Select(static n => new string('x', n)),
            Gen.Const("\n"), Gen.Const("😀"), Gen.Const("progress 10 %\r"));

        piece.Array[0, 60].Sample(
            static pieces =>
            {
                var buffer = pieces.Aggregate(StreamBuffer.Empty, static (b, text) => b.Append(text));
                var model = string.Concat(pieces);
                AssertIs(buffer, model);
                AssertIs(StreamBuffer.Restore(buffer.HeadText, buffer.TailText, buffer.Length, buffer.LineCount).Append("more\n"), model + "more\n");
            },
            iter: 300);
    }

    [Fact]
    public void Append_Flood_StaysBounded()
    {
        var line = new string('y', 99) + "\n";
        var chunk = string.Concat(Enumerable.Repeat(line, 300));
        var buffer = StreamBuffer.Empty;
        for (var i = 0; i < 2_000; i++)
            buffer = buffer.Append(chunk);

        Assert.Equal(2_000L * chunk.Length, buffer.Length);
        Assert.Equal(600_000, buffer.LineCount);
        Assert.Equal(StreamBuffer.HeadLines, buffer.HeadText.AsSpan().Count('\n'));
        Assert.InRange(buffer.TailText.AsSpan().Count('\n'), StreamBuffer.TailLines, StreamBuffer.TailLines + 300);
        Assert.Equal(buffer.LineCount, StreamBuffer.HeadLines + buffer.OmittedLines + buffer.TailText.AsSpan().Count('\n'));
    }

    [Fact]
    public void Append_Flood_TailBeginsWithAWholeLine()
    {
        var text = string.Concat(Enumerable.Range(0, 20_000).Select(static i => $"line {i} of very many lines\n"));
        var buffer = StreamBuffer.Empty;
        foreach (var piece in text.Chunk(1_000))
            buffer = buffer.Append(new string(piece));

        Assert.StartsWith("line ", buffer.TailText, StringComparison.Ordinal);
        Assert.EndsWith(buffer.TailText, text, StringComparison.Ordinal);
        Assert.Equal(buffer.LineCount, StreamBuffer.HeadLines + buffer.OmittedLines + buffer.TailText.AsSpan().Count('\n'));
    }

    [Fact]
    public void Append_OneEndlessLineInSingleCharacters_StaysBounded()
    {
        var buffer = StreamBuffer.Empty;
        for (var i = 0; i < StreamBuffer.MaxTailChars + StreamBuffer.MaxHeadChars + 50_000; i++)
            buffer = buffer.Append("z");

        Assert.Equal(StreamBuffer.MaxHeadChars, buffer.HeadText.Length);
        Assert.InRange(buffer.TailText.Length, StreamBuffer.MaxTailChars - 8 * 1024, StreamBuffer.MaxTailChars);
        Assert.Equal(0, buffer.LineCount);
    }

    [Fact]
    public void Of_LongText_IsAllAtHand()
    {
        var text = string.Concat(Enumerable.Repeat("0123456789\n", 500_000));

        var buffer = StreamBuffer.Of(text);

        Assert.Equal(text, buffer.HeadText + buffer.TailText);
        Assert.Equal(0, buffer.OmittedLength);
        AssertIs(buffer.Append("and more"), text + "and more");
    }

    [Fact]
    public void Append_CharacterAcrossTheEndOfTheHead_StaysWhole()
    {
        var buffer = StreamBuffer.Empty.Append(new string('a', StreamBuffer.MaxHeadChars - 1)).Append("😀");

        Assert.Equal("😀", buffer.TailText);
    }

    [Fact]
    public void Restore_NumbersThatDoNotFit_Throws() =>
        Assert.Throws<ArgumentException>(static () => StreamBuffer.Restore("abc", "def", 5, 0));

    private static void AssertIs(StreamBuffer buffer, string model)
    {
        Assert.Equal(model.Length, buffer.Length);
        Assert.Equal(model.Count(static c => c == '\n'), buffer.LineCount);

        var (head, tail) = (buffer.HeadText, buffer.TailText);
        Assert.StartsWith(head, model, StringComparison.Ordinal);
        Assert.EndsWith(tail, model, StringComparison.Ordinal);
        Assert.Equal(model.Length, head.Length + buffer.OmittedLength + tail.Length);
        Assert.Equal(buffer.LineCount, head.Count(static c => c == '\n') + buffer.OmittedLines + tail.Count(static c => c == '\n'));
        if (model.Length <= StreamBuffer.MaxTailChars && buffer.LineCount <= StreamBuffer.TailLines)
            Assert.Equal(0, buffer.OmittedLength);

        foreach (var offset in new long[] { -1, 0, 1, head.Length, model.Length / 3, model.Length - tail.Length, model.Length - 1, model.Length, model.Length + 1 })
        {
            var (omitted, text) = buffer.Since(offset);
            var from = Math.Clamp(offset, 0, model.Length) + omitted;
            Assert.Equal(model[(int)from..], text);
            if (offset >= model.Length - tail.Length || buffer.OmittedLength == 0)
                Assert.Equal(0, omitted);
        }
    }
}
