using System.Collections;
using System.Diagnostics;
using System.Text.Json;
using CsCheck;
using Notebook.Interactive.Formatting;
using Notebook.Protocol;

namespace Notebook.Tests.Interactive.Formatting;

public sealed class CaptureLimitTests
{
    private static readonly CaptureLimits Quick = new() { Time = TimeSpan.FromMilliseconds(300) };

    [Fact]
    public void Format_CyclicObject_EndsAtTheCycle()
    {
        var node = new Node { Name = "a" };
        node.Next = new Node { Name = "b", Next = node };

        Assert.Contains("(circular: Node)", ValueFormatter.Format(node).PlainText, StringComparison.Ordinal);
    }

    [Fact]
    public void Format_EndlessSequence_ShowsItsBeginning()
    {
        static IEnumerable<int> Endless()
        {
            for (var i = 0; ; i++)
                yield return i;
        }

        var text = ValueFormatter.Format(Endless()).PlainText;

        Assert.StartsWith("[ 0, 1, 2,", text, StringComparison.Ordinal);
        Assert.EndsWith("... (more) ]", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Format_LazySequence_EvaluatesEachItemOnce()
    {
        var evaluated = new List<int>();

        ValueFormatter.Format(Enumerable.Range(1, 3).Select(i =>
        {
            evaluated.Add(i);
            return new { Value = i };
        }));

        Assert.Equal([1, 2, 3], evaluated);
    }

    [Fact]
    public void Format_GetterThatThrows_ShowsWhatItThrewAndTheOthers()
    {
        var text = ValueFormatter.Format(new Throwing()).PlainText;

        Assert.Contains("InvalidOperationException: not now", text, StringComparison.Ordinal);
        Assert.Contains("After = 2", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Format_SequenceThatThrows_KeepsTheItemsBefore()
    {
        static IEnumerable<int> Broken()
        {
            yield return 1;
            throw new InvalidOperationException("gone");
        }

        Assert.Equal("IEnumerable<int>\n  - 1\n  - InvalidOperationException: gone\n  ... (stopped by an exception)", ValueFormatter.Format(Broken()).PlainText);
    }

    public static TheoryData<string> SlowValues => ["sleeps", "spins", "waits", "getter sleeps", "getter spins", "formatter sleeps", "stubborn"];

    [Theory]
    [MemberData(nameof(SlowValues))]
    public void Format_SlowValue_IsCutOffByTime(string how)
    {
        var registry = new FormatterRegistry();
        registry.Register(typeof(Version), "text/plain", static _ =>
        {
            Thread.Sleep(Timeout.Infinite);
            return "";
        });
        object value = how switch
        {
            "sleeps" => Slow(static () => Thread.Sleep(Timeout.Infinite)),
            "spins" => Slow(static () => SpinWait.SpinUntil(static () => false)),
            "waits" => Slow(static () => new TaskCompletionSource().Task.Wait(TestContext.Current.CancellationToken)),
            "getter sleeps" => new Getter(static () => Thread.Sleep(Timeout.Infinite)),
            "getter spins" => new Getter(static () =>
            {
                while (true)
                {
                }
            }),
            "stubborn" => new Getter(static () =>
            {
                // Swallows the interrupt, so that its thread can only be left behind.
                for (var i = 0; i < 100; i++)
                {
                    try
                    {
                        Thread.Sleep(TimeSpan.FromSeconds(5));
                    }
                    catch (ThreadInterruptedException)
                    {
                    }
                }
            }),
            _ => new[] { new Version(1, 0) },
        };
        var started = Stopwatch.GetTimestamp();

        var bundle = ValueFormatter.Format(value, [], registry, Quick);

        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(5));
        Assert.Contains("stopped after 0.3 seconds", bundle.PlainText, StringComparison.Ordinal);
        if (how is "sleeps" or "spins" or "waits")
            Assert.Contains("1", bundle.PlainText, StringComparison.Ordinal);
    }

    [Fact]
    public void Format_ManyLargeObjects_StaysWithinOneBundle()
    {
        var text = new string('"', 3_000);
        var rows = Enumerable.Range(0, 100_000).Select(i => new { i, A = text, B = text }).ToList();

        var bundle = ValueFormatter.Format(rows);

        Assert.True(bundle.Contents.Values.Sum(static c => c.Length) <= FrameLimits.MaxBundleChars);
        using var table = JsonDocument.Parse(bundle[MimeTypes.Table]!);
        Assert.Equal(100_000, table.RootElement.GetProperty("totalRows").GetInt32());
        Assert.True(table.RootElement.GetProperty("truncated").GetBoolean());
    }

    [Fact]
    public void Format_HugeString_IsCut()
    {
        var text = ValueFormatter.Format(new string('é', 20_000_000)).PlainText;

        Assert.True(text.Length < FrameLimits.MaxBundleChars);
        Assert.EndsWith("more characters)", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Format_AnyGraphOfValues_EndsWithAReadableBundle()
    {
        AnyValue.Sample(static value =>
        {
            var bundle = ValueFormatter.Format(value, [], new FormatterRegistry(), Quick with { Time = TimeSpan.FromSeconds(20) });

            // Only text may be empty: an empty string is shown as it is.
            Assert.True(bundle.PlainText.Length > 0 || value is string, "The bundle has no words.");
            Assert.True(bundle.PlainText.Length < 2_000_000);
            foreach (var (mimeType, content) in bundle.Contents)
            {
                if (MimeTypes.IsJson(mimeType))
                    JsonDocument.Parse(content).Dispose();
            }

            // What asks for a form gets it from the same limits.
            Assert.NotNull(ValueFormatter.Format(value, ["text/html", "text/csv"], new FormatterRegistry(), Quick with { Time = TimeSpan.FromSeconds(20) })["text/html"]);
        }, iter: 300);
    }

    private static readonly Gen<object?> AnyScalar = Gen.OneOf<object?>(
        Gen.Const((object?)null), Gen.Int.Select(static v => (object?)v), Gen.Double.Select(static v => (object?)v), Gen.Decimal.Select(static v => (object?)v),
        Gen.String.Select(static v => (object?)v), Gen.Bool.Select(static v => (object?)v), Gen.DateTime.Select(static v => (object?)v),
        Gen.Char.Select(static v => (object?)v), Gen.ULong.Select(static v => (object?)v), Gen.Guid.Select(static v => (object?)v),
        Gen.Byte.Array.Select(static v => (object?)v));

    private static readonly Gen<object?> AnyValue = Gen.Recursive<object?>(static (depth, inner) => depth > 4 ? AnyScalar : Gen.OneOf(
        AnyScalar,
        inner.Array[0, 5].Select(static v => (object?)v),
        inner.List[0, 5].Select(static v => (object?)v.Select(static x => x)),
        Gen.Select(inner, inner, static (a, b) => (object?)new { A = a, B = b }),
        Gen.Select(inner, inner, static (a, b) => (object?)(a, b)),
        Gen.Dictionary(Gen.String, inner)[0, 5].Select(static v => (object?)v),
        Gen.Select(inner, Gen.Int[0, 30], static (a, n) => (object?)Enumerable.Repeat(new { Item = a }, n)),
        inner.Select(static a => (object?)new Hostile(a))));

    private static IEnumerable<int> Slow(Action block)
    {
        yield return 1;
        block();
        yield return 2;
    }

    private sealed class Node
    {
        public required string Name { get; init; }

        public Node? Next { get; set; }
    }

    private sealed class Throwing
    {
        private readonly int _value = 1;

        public int Before => _value;

        public int Broken => _value > 0 ? throw new InvalidOperationException("not now") : 0;

        public int After => _value + 1;
    }

    private sealed class Getter(Action block)
    {
        public int Value
        {
            get
            {
                block();
                return 1;
            }
        }
    }

    /// <summary>Everything about it lies or throws.</summary>
    private sealed class Hostile(object? inner) : IReadOnlyCollection<object?>
    {
        public int Count => inner is null ? throw new InvalidOperationException("no count") : -5;

        public IEnumerator<object?> GetEnumerator()
        {
            yield return inner;
            yield return this;
            throw new FormatException(ToString());
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        public override string ToString() => throw new NotSupportedException();

        public override int GetHashCode() => throw new NotSupportedException();

        public override bool Equals(object? obj) => throw new NotSupportedException();
    }
}
