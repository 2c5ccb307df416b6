using System.Collections.Immutable;
using System.Data;
using System.Text.Json;
using CsCheck;
using Notebook.Interactive.Formatting;
using Notebook.Interactive.Tables;
using Notebook.Protocol;

namespace Notebook.Tests.Interactive.Tables;

public sealed class TablePagesTests
{
    private enum Size
    {
        Small,
        Large,
    }

    [Fact]
    public void Format_MoreRowsThanTheOutputHolds_KeepsAllInColumns()
    {
        var rows = Enumerable.Range(0, 20_000).Select(static i => new { Id = i, Name = $"n{i % 7}", Ratio = i / 4.0, At = new DateTime(2024, 1, 1).AddMinutes(i), Even = i % 2 == 0, Size = (Size)(i % 2), Price = i / 100m, Maybe = i % 3 == 0 ? (int?)null : i }).ToList();

        var (table, id) = Show(rows);

        Assert.Equal(20_000, table.GetProperty("keptRows").GetInt32());
        Assert.Equal(20_000, table.GetProperty("totalRows").GetInt32());
        Assert.Equal(1_000, table.GetProperty("rows").GetArrayLength());
        Assert.Equal(["number", "string", "number", "date", "boolean", "string", "number", "number"], table.GetProperty("columns").EnumerateArray().Select(static c => c.GetProperty("type").GetString()));
        var page = Page(id, 19_998, 10);
        Assert.Equal("""[[19998,"n6",4999.5,"2024-01-14 21:18:00Z",true,"Small",199.98,null],[19999,"n0",4999.75,"2024-01-14 21:19:00Z",false,"Large",199.99,19999]]""", page.Rows);
        Assert.Equal((2, 20_000, 20_000), (page.RowCount, page.MatchingRows, page.KeptRows));
    }

    [Fact]
    public void Page_OfEveryShownRow_IsWhatTheOutputShows()
    {
        var rows = Enumerable.Range(0, 1_500).Select(static i => new { I = i, F = i / 3f, H = (Half)i, D = DateOnly.FromDayNumber(700_000 + i), T = new TimeOnly(i % 24, 1), S = TimeSpan.FromSeconds(i), G = new Guid(i, 0, 0, new byte[8]), C = (char)('a' + i % 26), U = (ulong)i, O = new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.FromHours(2)).AddHours(i), List = new[] { i, 2 }, Nested = new { A = i } }).ToList();

        var (table, id) = Show(rows);

        Assert.Equal(table.GetProperty("rows").GetRawText(), Page(id, 0, 1_000).Rows);
        Assert.Contains("[1499,", Page(id, 1_499, 1).Rows, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Sort_AnyColumn_IsStableWithNullsLast(bool descending) =>
        Gen.Select(Gen.Int[-6, 5].Select(static v => v == -6 ? (int?)null : v), Gen.Double, Gen.String[Gen.Char["aAáb\0z"], 0, 9].Null(), Gen.Decimal[-3, 3], Gen.Bool)
            .List[1_001, 1_200].Sample(values =>
            {
                var rows = values.Select(static (v, i) => new { v.Item1, v.Item2, v.Item3, v.Item4, v.Item5, Place = i }).ToList();
                var (_, id) = Show(rows);
                AssertOrder(rows, id, 0, descending, static r => r.Item1 is { } number ? (double)number : null);
                AssertOrder(rows, id, 1, descending, static r => double.IsNaN(r.Item2) ? null : r.Item2);
                AssertOrder(rows, id, 3, descending, static r => (double)r.Item4);
                AssertOrder(rows, id, 4, descending, static r => r.Item5 ? 1 : 0);

                var places = Places(id, new TableSort { Column = 2, Descending = descending }, rows.Count);
                for (var i = 1; i < places.Count; i++)
                {
                    var (left, right) = (rows[places[i - 1]].Item3, rows[places[i]].Item3);
                    var order = left is null || right is null ? (left is null).CompareTo(right is null) : FoldedText.Compare(left, right) * (descending ? -1 : 1);
                    Assert.True(order < 0 || (order == 0 && places[i - 1] < places[i]), $"{left} {right}");
                }
            }, iter: 8);

    [Fact]
    public void Sort_TwoColumns_OrdersEqualRowsByTheSecond()
    {
        var (_, id) = Show(Enumerable.Range(0, 2_000).Select(static i => new { Group = i % 3, I = i }).ToList());

        var page = Ask(id, 0, 4, [new TableSort { Column = 0, Descending = true }, new TableSort { Column = 1, Descending = true }]);

        Assert.Equal("[[2,1997],[2,1994],[2,1991],[2,1988]]", page.Rows);
    }

    [Theory]
    [InlineData(0, TableFilterKind.AtLeast, "1990", 10)]
    [InlineData(0, TableFilterKind.Below, "2.5", 3)]
    [InlineData(0, TableFilterKind.Equal, "7", 1)]
    [InlineData(0, TableFilterKind.Contains, "199", 12)]
    [InlineData(1, TableFilterKind.Contains, "EVEN", 1_000)]
    [InlineData(1, TableFilterKind.OneOf, "odd", 1_000)]
    [InlineData(2, TableFilterKind.Equal, "2024-01-01", 24)]
    [InlineData(2, TableFilterKind.AtMost, "2024-01-02", 48)]
    [InlineData(2, TableFilterKind.Above, "2024-01-01T22:30", 1_977)]
    [InlineData(3, TableFilterKind.Empty, null, 1_000)]
    [InlineData(3, TableFilterKind.NotEmpty, null, 1_000)]
    [InlineData(3, TableFilterKind.Equal, "0.1", 1)]
    [InlineData(4, TableFilterKind.Above, "1.99", 1_800)]
    [InlineData(-1, TableFilterKind.Contains, "1999", 1)]
    [InlineData(0, TableFilterKind.AtLeast, "no number", 2_000)]
    public void Filter_Condition_KeepsTheRowsThatMeetIt(int column, TableFilterKind kind, string? value, int expected)
    {
        var start = new DateTime(2024, 1, 1);
        var (_, id) = Show(Enumerable.Range(0, 2_000).Select(i => new { I = i, Text = i % 2 == 0 ? "even" : "odd", At = start.AddHours(i), Maybe = i % 2 == 0 ? (float?)(i == 0 ? 0.1f : i) : null, Price = i / 100m }).ToList());

        var page = Ask(id, 0, 0, filters: [new TableFilter { Column = column, Kind = kind, Values = value is null ? [] : [value] }]);

        // A value that is no number compares as text: all digits come before letters.
        Assert.Equal(value == "no number" ? 0 : expected, page.MatchingRows);
    }

    [Fact]
    public void Choices_OfAColumnWithFewValues_AreSorted()
    {
        var (_, id) = Show(Enumerable.Range(0, 1_100).Select(static i => new { I = i, Kind = "cab"[i % 3].ToString() }).ToList());

        Assert.Equal(["a", "b", "c"], Ask(id, 0, 0, choicesOf: 1).Choices!.Value);
        Assert.Null(Ask(id, 0, 0, choicesOf: 0).Choices);
    }

    [Fact]
    public void Page_RowsOfSeveralTypesAndDictionaries_HasAColumnForEachName()
    {
        var rows = Enumerable.Range(0, 1_500).Select(static i => (object?)(i % 3 == 0 ? new { A = i } : i % 3 == 1 ? new Dictionary<string, object?> { ["B"] = i, ["A"] = "x" } : null)).ToList();

        var (_, id) = Show(rows);

        Assert.Equal("""[[1497,null],["x",1498],[null,null]]""", Page(id, 1_497, 3).Rows);
    }

    [Fact]
    public void Page_GettersThatThrow_ShowWhatTheyThrowInTheirCell()
    {
        var (_, id) = Show(Enumerable.Range(0, 1_200).Select(static i => new Odd(i)).ToList());

        Assert.Equal("""[[1100,"InvalidOperationException: odd"],[1101,1101]]""", Page(id, 1_100, 2).Rows);
    }

    [Fact]
    public void Page_OfDataTableAndReader_HasItsRows()
    {
        using var table = new DataTable();
        table.Columns.Add("id", typeof(int));
        table.Columns.Add("name", typeof(string));
        for (var i = 0; i < 3_000; i++)
            table.Rows.Add(i, i % 2 == 0 ? DBNull.Value : $"n{i}");

        Assert.Equal("""[[2998,null],[2999,"n2999"]]""", Page(Show(table).Id, 2_998, 5).Rows);
        using var reader = table.CreateDataReader();
        Assert.Equal("""[[2998,null],[2999,"n2999"]]""", Page(Show(reader).Id, 2_998, 5).Rows);
        Assert.True(reader.IsClosed);
    }

    [Fact]
    public void Format_ChangedAfterwards_KeepsWhatWasShown()
    {
        var rows = Enumerable.Range(0, 1_500).Select(static i => new int[] { i }).Select(static a => new Cell(a)).ToList();
        var (_, id) = Show(rows);

        foreach (var row in rows)
            row.Box[0] = -1;

        Assert.Equal("[[1499]]", Page(id, 1_499, 1).Rows);
    }

    [Fact]
    public void Format_EndlessRows_StopsAndKeepsWhatItRead()
    {
        var bundle = Format(Endless(), new CaptureLimits { LazyTime = TimeSpan.FromMilliseconds(50) });

        using var json = JsonDocument.Parse(bundle[MimeTypes.Table]!);
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("totalRows").ValueKind);
        Assert.True(json.RootElement.GetProperty("keptRows").GetInt32() > 1_000);
        Assert.Contains("ToList()", json.RootElement.GetProperty("note").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Format_MoreRowsThanMemoryAllows_SaysHowManyFit()
    {
        var bundle = Format(Enumerable.Range(0, 200_000).Select(static i => new { I = i, J = (long)i }).ToList(), new CaptureLimits { TableBytes = 1 << 20 });

        using var json = JsonDocument.Parse(bundle[MimeTypes.Table]!);
        Assert.Equal(200_000, json.RootElement.GetProperty("totalRows").GetInt32());
        Assert.InRange(json.RootElement.GetProperty("keptRows").GetInt32(), 30_000, 150_000);
        Assert.Contains("1 MB", json.RootElement.GetProperty("note").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Find_TableThatMadeRoom_SaysSo()
    {
        var tables = new CapturedTables(budgetBytes: 3_000);
        var first = tables.Add(Table(200));
        var second = tables.Add(Table(200));

        Assert.Null(tables.Find(first, out var problem));
        Assert.Contains("newer tables", problem, StringComparison.Ordinal);
        Assert.NotNull(tables.Find(second, out _));
        Assert.Null(tables.Find("never", out problem));
        Assert.Equal("Run the cell to page the rest.", problem);
    }

    [Fact]
    public void Find_TableLookedAtLast_OutlivesTheOther()
    {
        var tables = new CapturedTables(budgetBytes: 8_000);
        var first = tables.Add(Table(200));
        var second = tables.Add(Table(200));
        tables.Find(first, out _);

        tables.Add(Table(200));

        Assert.NotNull(tables.Find(first, out _));
        Assert.Null(tables.Find(second, out _));
    }

    [Fact]
    public void Answer_RequestThatCannotBe_IsAProblem()
    {
        var (_, id) = Show(Enumerable.Range(0, 1_100).Select(static i => new { I = i }).ToList());

        Assert.NotNull(Ask(id, -1, 1).Problem);
        Assert.NotNull(Ask(id, 0, TableLimits.MaxPageRows + 1).Problem);
        Assert.NotNull(Ask(id, 0, 1, [new TableSort { Column = 1 }]).Problem);
        Assert.NotNull(Ask(id, 0, 1, filters: [new TableFilter { Column = 0, Kind = TableFilterKind.Equal }]).Problem);
        Assert.NotNull(Ask(id, 0, 1, choicesOf: 5).Problem);
        Assert.Equal("[]", Ask(id, 5_000, 10).Rows);
    }

    private static void AssertOrder<T>(List<T> rows, string id, int column, bool descending, Func<T, double?> key)
    {
        var places = Places(id, new TableSort { Column = column, Descending = descending }, rows.Count);
        Assert.Equal(rows.Count, places.Distinct().Count());
        var expected = descending
            ? Enumerable.Range(0, rows.Count).OrderBy(i => key(rows[i]) is null).ThenByDescending(i => key(rows[i]))
            : Enumerable.Range(0, rows.Count).OrderBy(i => key(rows[i]) is null).ThenBy(i => key(rows[i]));
        Assert.Equal(expected, places);
    }

    // The last column tells where a row stood.
    private static List<int> Places(string id, TableSort sort, int count)
    {
        using var rows = JsonDocument.Parse(Ask(id, 0, count, [sort]).Rows);
        return [.. rows.RootElement.EnumerateArray().Select(static r => r[r.GetArrayLength() - 1].GetInt32())];
    }

    private static IEnumerable<object> Endless()
    {
        for (var i = 0; ; i++)
            yield return new { I = i };
    }

    private static CapturedTable Table(int rows)
    {
        var values = new IntegerValues(IntegerForm.Number);
        for (var i = 0; i < rows; i++)
            values.Add(i);
        return new CapturedTable([new RecordedColumn("I", values)], rows);
    }

    private static MimeBundle Format(object value, CaptureLimits limits) => ValueFormatter.Format(value, [], new FormatterRegistry(), limits);

    private static (JsonElement Table, string Id) Show(object value)
    {
        using var json = JsonDocument.Parse(ValueFormatter.Format(value)[MimeTypes.Table]!);
        return (json.RootElement.Clone(), json.RootElement.GetProperty("table").GetString()!);
    }

    private static TablePaged Page(string id, int offset, int count)
    {
        var page = Ask(id, offset, count);
        Assert.Null(page.Problem);
        return page;
    }

    private static TablePaged Ask(string id, int offset, int count, ImmutableArray<TableSort>? sorts = null, ImmutableArray<TableFilter>? filters = null, int? choicesOf = null) =>
        TablePages.Answer(new PageTable { RequestId = 1, TableId = id, Offset = offset, Count = count, Sorts = sorts ?? [], Filters = filters ?? [], ChoicesOf = choicesOf }, CapturedTables.Shared);

    private sealed record Odd(int I)
    {
        public int Even => I % 2 == 0 ? throw new InvalidOperationException("odd") : I;
    }

    private sealed class Cell(int[] box)
    {
        internal int[] Box => box;

        public int Value => box[0];
    }
}
