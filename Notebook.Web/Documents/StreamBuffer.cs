using System.Collections.Immutable;

namespace Notebook.Web.Documents;

/// <summary>
/// What a session keeps at hand of a growing stream: the first <see cref="HeadLines"/> and the last <see cref="TailLines"/>
/// lines; the store has all of it. Immutable; appending shares what is there. Offsets count UTF-16 code units from the
/// stream's beginning, so that a page that has everything up to an offset asks for what follows it.
/// </summary>
public sealed record StreamBuffer
{
    public const int HeadLines = 200;
    public const int TailLines = 5_000;

    /// <summary>Bounds head and tail in characters too, so that one endless line can't grow the server's memory.</summary>
    public const int MaxHeadChars = 64 * 1024;

    public const int MaxTailChars = 1024 * 1024;

    /// <summary>Smaller pieces are joined, so that a flood of single characters makes few objects; larger ones are cut, so that little is dropped at a time.</summary>
    private const int ChunkChars = 8 * 1024;

    public static StreamBuffer Empty { get; } = new();

    private ImmutableList<StreamChunk> Head { get; init; } = [];

    private ImmutableList<StreamChunk> Tail { get; init; } = [];

    private int HeadLineCount { get; init; }

    private int TailLineCount { get; init; }

    private bool HeadIsFull { get; init; }

    /// <summary>Code units ever appended.</summary>
    public long Length { get; private init; }

    /// <summary>Line ends ever appended.</summary>
    public long LineCount { get; private init; }

    /// <summary>Code units between head and tail that only the store has.</summary>
    public long OmittedLength => TailStart - HeadLength;

    /// <summary>Line ends between head and tail.</summary>
    public long OmittedLines => LineCount - HeadLineCount - TailLineCount;

    /// <summary>The beginning: everything at hand when nothing is omitted and <see cref="TailText"/> is empty.</summary>
    public string HeadText => string.Concat(Head.Select(static chunk => chunk.Text));

    /// <summary>The end, which follows the head at once when nothing is omitted.</summary>
    public string TailText => string.Concat(Tail.Select(static chunk => chunk.Text));

    private long HeadLength => Head.IsEmpty ? 0 : Head[^1].End;

    private long TailStart => Tail.IsEmpty ? HeadLength : Tail[0].Start;

    /// <summary>A text that is complete, from a file for example: all of it stays at hand, whatever its length, until it is stored and loaded again.</summary>
    public static StreamBuffer Of(string text) => text.Length == 0 ? Empty : new()
    {
        Head = [StreamChunk.Of(0, text)],
        HeadLineCount = text.AsSpan().Count('\n'),
        HeadIsFull = true,
        Length = text.Length,
        LineCount = text.AsSpan().Count('\n'),
    };

    /// <summary>A buffer as it was, from what was stored of it.</summary>
    /// <exception cref="ArgumentException">The numbers do not belong to the texts.</exception>
    internal static StreamBuffer Restore(string head, string tail, long length, long lineCount)
    {
        var headLines = head.AsSpan().Count('\n');
        var tailLines = tail.AsSpan().Count('\n');
        if (length < head.Length + tail.Length || lineCount < headLines + tailLines)
            throw new ArgumentException("A stream can't be shorter than its head and tail.", nameof(length));

        return new()
        {
            Head = head.Length == 0 ? [] : [StreamChunk.Of(0, head)],
            Tail = tail.Length == 0 ? [] : [.. StreamChunk.Cut(length - tail.Length, tail, ChunkChars)],
            HeadLineCount = headLines,
            TailLineCount = tailLines,
            HeadIsFull = tail.Length > 0 || headLines >= HeadLines || head.Length >= MaxHeadChars,
            Length = length,
            LineCount = lineCount,
        };
    }

    public StreamBuffer Append(string text)
    {
        var (buffer, left) = HeadIsFull ? (this, text) : AppendToHead(text);
        return left.Length == 0 ? buffer : buffer.AppendToTail(left);
    }

    /// <summary>What follows an offset.</summary>
    /// <returns>The text up to the end, and how many code units between the offset and the text are skipped because not all of them are at hand (0 as a rule).</returns>
    public (long Omitted, string Text) Since(long offset)
    {
        offset = Math.Max(0, offset);
        if (offset >= Length)
            return (0, "");

        // With a gap behind the offset, the head's text would read as if nothing were missing.
        var isHeadAdjacent = OmittedLength == 0;
        var chunks = isHeadAdjacent && offset < HeadLength ? Head.AddRange(Tail) : Tail;
        var first = chunks.Count;
        while (first > 0 && chunks[first - 1].End > offset)
            first--;
        if (first == chunks.Count)
            return (Length - offset, "");

        var start = Math.Max(offset, chunks[first].Start);
        var text = string.Concat(chunks.Skip(first).Select(static chunk => chunk.Text));
        return (start - offset, text[(int)(start - chunks[first].Start)..]);
    }

    private (StreamBuffer Buffer, string Left) AppendToHead(string text)
    {
        var room = WholeLength(text, 0, MaxHeadChars - (int)HeadLength);
        var lines = HeadLineCount;
        var taken = 0;
        while (taken < room && lines < HeadLines)
        {
            var end = text.AsSpan(taken, room - taken).IndexOf('\n');
            if (end < 0)
            {
                taken = room;
                break;
            }

            taken += end + 1;
            lines++;
        }

        var head = this with
        {
            Head = Add(Head, Length, text[..taken]),
            HeadLineCount = lines,
            HeadIsFull = lines >= HeadLines || taken < text.Length || HeadLength + taken >= MaxHeadChars,
            Length = Length + taken,
            LineCount = LineCount + lines - HeadLineCount,
        };
        return (head, text[taken..]);
    }

    private StreamBuffer AppendToTail(string text)
    {
        var tail = Add(Tail, Length, text);
        var length = Length + text.Length;
        var added = text.AsSpan().Count('\n');
        var lines = TailLineCount + added;
        var dropped = 0;
        // Whole chunks are dropped, so a little more than the last lines stays.
        while (dropped < tail.Count - 1 && (lines - tail[dropped].Lines > TailLines || length - tail[dropped].Start > MaxTailChars))
            lines -= tail[dropped++].Lines;
        if (dropped > 0)
            tail = FromLineStart(tail, dropped, ref lines);

        return this with
        {
            Tail = tail,
            TailLineCount = lines,
            Length = length,
            LineCount = LineCount + added,
        };
    }

    /// <summary>What stays, without the rest of a line whose beginning was dropped: nobody can read half a line. One endless line stays as it is.</summary>
    private static ImmutableList<StreamChunk> FromLineStart(ImmutableList<StreamChunk> tail, int dropped, ref int lines)
    {
        var kept = tail.RemoveRange(0, dropped);
        if (tail[dropped - 1].Text.EndsWith('\n') || kept[0].Text.IndexOf('\n') is not (>= 0 and var end))
            return kept;
        lines--;
        var (start, text) = (kept[0].Start + end + 1, kept[0].Text[(end + 1)..]);
        return text.Length > 0 ? kept.SetItem(0, StreamChunk.Of(start, text)) : kept.Count > 1 ? kept.RemoveAt(0) : kept.SetItem(0, StreamChunk.Of(start, ""));
    }

    private static ImmutableList<StreamChunk> Add(ImmutableList<StreamChunk> chunks, long start, string text)
    {
        if (text.Length == 0)
            return chunks;
        if (!chunks.IsEmpty && chunks[^1] is var last && last.Text.Length + text.Length <= ChunkChars)
            return chunks.SetItem(chunks.Count - 1, StreamChunk.Of(last.Start, last.Text + text));
        return text.Length <= ChunkChars ? chunks.Add(StreamChunk.Of(start, text)) : chunks.AddRange(StreamChunk.Cut(start, text, ChunkChars));
    }

    /// <summary>At most so many code units from a position, without cutting a character in two: half of one can't be sent to a page.</summary>
    private static int WholeLength(string text, int start, int most)
    {
        if (text.Length - start <= most)
            return text.Length - start;
        return most > 0 && char.IsHighSurrogate(text[start + most - 1]) ? most - 1 : most;
    }

    private sealed record StreamChunk(long Start, string Text, int Lines)
    {
        public long End => Start + Text.Length;

        public static StreamChunk Of(long start, string text) => new(start, text, text.AsSpan().Count('\n'));

        public static IEnumerable<StreamChunk> Cut(long start, string text, int size)
        {
            for (int at = 0, length; at < text.Length; at += length)
            {
                length = WholeLength(text, at, size);
                yield return Of(start + at, text.Substring(at, length));
            }
        }
    }
}
