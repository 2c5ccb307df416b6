using System.Collections;
using System.Diagnostics;
using System.Dynamic;
using System.Text.Json;
using CsCheck;
using Notebook.Interactive.Formatting;
using Notebook.Interactive.Tables;
using Notebook.Protocol;

namespace Notebook.Tests.Interactive.Tables;

/// <summary>Whatever the rows of a table are, it is shown within its limits and its pages are rows.</summary>
public sealed class HostileTableTests
{
    private static readonly CaptureLimits Limits = new() { Time = TimeSpan.FromSeconds(2), LazyTime = TimeSpan.FromMilliseconds(100), TableBytes = 4 << 20 };

    // A machine under load is no failure; a value that is not cut off takes for ever.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly Func<int, object?>[] Rows =
    [
        static i => new { I = i, Self = new Cyclic() },
        static i => new Hostile(i),
        static i => i % 2 == 0 ? new Hostile(i) : new { I = i },
        static i => i % 100 == 3 ? null : new { Text = new string('é', i % 5_000), Quote = "\"\\\u0001</script>" },
        static i => new { Endless = Endless(), Throws = Throwing(), Deep = Deep(i % 50) },
        static i => Expando(i),
        static i => (i, Math.Sqrt(-i), (object?)(i % 3 == 0 ? i : i % 3 == 1 ? "x" : 1.5m), double.NaN, float.PositiveInfinity),
        static i => new Dictionary<string, object?> { [$"k{i}"] = i, ["a"] = new object() },
        static i => new { Disposed = Disposed(), At = DateTime.MaxValue, Low = DateTimeOffset.MinValue, E = (DayOfWeek)i, U = ulong.MaxValue },
    ];

    private static readonly Gen<Func<int, object?>> AnyRow = Gen.Int[0, Rows.Length - 1].Select(static kind => Rows[kind]);

    [Fact]
    public void Format_AnyRows_EndsWithAReadableTableAndPages() =>
        Gen.Select(AnyRow, Gen.Int[1_001, 3_000], Gen.Bool).Sample(static (row, count, lazy) =>
        {
            var rows = Enumerable.Range(0, count).Select(row);
            var started = Stopwatch.GetTimestamp();
            var bundle = ValueFormatter.Format(lazy ? rows.Where(static _ => true) : rows.ToArray(), [], new FormatterRegistry(), Limits);
            Assert.True(Stopwatch.GetElapsedTime(started) < Patience);

            Assert.NotEmpty(bundle.PlainText);
            Assert.True(bundle.Contents.Values.Sum(static c => c.Length) < FrameLimits.MaxBundleChars);
            using var table = JsonDocument.Parse(bundle[MimeTypes.Table]!);
            if (!table.RootElement.TryGetProperty("table", out var id))
                return;

            var columns = table.RootElement.GetProperty("columns").GetArrayLength();
            for (var column = 0; column < Math.Min(columns, 6); column++)
            {
                var page = TablePages.Answer(new PageTable { RequestId = 1, TableId = id.GetString()!, Offset = 10, Count = 50, Sorts = [new TableSort { Column = column, Descending = column % 2 == 0 }], Filters = [new TableFilter { Column = -1, Kind = TableFilterKind.Contains, Values = ["e"] }], ChoicesOf = column }, CapturedTables.Shared);
                Assert.Null(page.Problem);
                Assert.True(page.Rows.Length <= TableLimits.MaxPageChars);
                using var cells = JsonDocument.Parse(page.Rows);
                Assert.All(cells.RootElement.EnumerateArray(), r => Assert.Equal(columns, r.GetArrayLength()));
            }
        }, iter: 40, threads: 1);

    [Fact]
    public void Format_RowsThatBlockBeyondTheHead_KeepWhatWasReadInTime()
    {
        static IEnumerable<object> Blocking()
        {
            for (var i = 0; i < 2_000; i++)
                yield return new { I = i };
            Thread.Sleep(Timeout.Infinite);
        }

        var bundle = ValueFormatter.Format(Blocking(), [], new FormatterRegistry(), Limits with { Time = TimeSpan.FromMilliseconds(700), LazyTime = TimeSpan.FromMinutes(1) });

        using var table = JsonDocument.Parse(bundle[MimeTypes.Table]!);
        Assert.InRange(table.RootElement.GetProperty("keptRows").GetInt32(), 1_001, 2_000);
        Assert.Contains("stopped after", table.RootElement.GetProperty("note").GetString(), StringComparison.Ordinal);
    }

    private static IEnumerable Endless()
    {
        while (true)
            yield return 1;
    }

    private static IEnumerable<int> Throwing()
    {
        yield return 1;
        throw new InvalidOperationException("no more");
    }

    private static Nest Deep(int depth) => new(depth == 0 ? null : Deep(depth - 1));

    private static IEnumerable Disposed()
    {
        var reader = new StringReader("x");
        reader.Dispose();
        yield return reader.ReadLine();
    }

    private static ExpandoObject Expando(int i)
    {
        var expando = new ExpandoObject();
        IDictionary<string, object?> members = expando;
        members["a"] = i;
        members[i % 2 == 0 ? "even" : "odd"] = expando;
        return expando;
    }

    private sealed class Nest(Nest? inner)
    {
        public Nest? In => inner;
    }

    private sealed class Cyclic
    {
        public Cyclic Me => this;
    }

    private sealed class Hostile(int number) : IEquatable<Hostile>
    {
        public int Number => number % 7 == 0 ? throw new InvalidOperationException(new string('x', 10_000)) : number;

        public string? Text => number % 2 == 0 ? null : $"t{number}";

        public bool Equals(Hostile? other) => throw new InvalidOperationException("no equality");

        public override bool Equals(object? obj) => throw new InvalidOperationException("no equality");

        public override int GetHashCode() => throw new InvalidOperationException("no hash");

        public override string ToString() => throw new InvalidOperationException("no text");
    }
}
