using System.Collections;
using System.Collections.ObjectModel;
using System.Data;
using Notebook.Interactive.Formatting;

namespace Notebook.Tests.Interactive.Formatting;

public sealed class ValuePreviewTests
{
    public static TheoryData<object?, string, string> Values { get; } = new()
    {
        { null, "", "<null>" },
        { 42, "", "42" },
        { 1.5, "", "1.5" },
        { true, "", "True" },
        { "a\nb", "3 characters", "\"a\\nb\"" },
        { new[] { 1, 2, 3 }, "3 items", "[1, 2, 3]" },
        { new List<string> { "a" }, "1 item", "[\"a\"]" },
        { Enumerable.Range(0, 1_000).ToList(), "1,000 items", "[0, 1, 2, 3, 4, …]" },
        { new Dictionary<string, int> { ["a"] = 1 }, "1 entry", "{ \"a\": 1 }" },
        { new HashSet<int> { 7 }, "1 item", "[7]" },
        { new double[3, 4], "3 × 4", "" },
        { new { Name = "x", Age = 3 }, "", "{ Name = \"x\", Age = 3 }" },
        { (1, "x"), "", "(1, \"x\")" },
        { new Person("Ada", 36), "", "{ Name = \"Ada\", Age = 36 }" },
        { Task.CompletedTask, "", "RanToCompletion" },
        { Enumerable.Range(0, 3).Where(static _ => throw new InvalidOperationException("read")), "", "a sequence, read when it is opened" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Of_Value_SaysSizeAndBeginning(object? value, string size, string text) =>
        Assert.Equal((size, text), Parts(value));

    [Fact]
    public void Of_DataTable_SaysRowsAndColumns()
    {
        using var table = new DataTable();
        table.Columns.Add("a");
        table.Rows.Add("1");
        table.Rows.Add("2");

        Assert.Equal(("2 × 1", ""), Parts(table));
    }

    [Fact]
    public void Of_ValuesWithCodeOfTheirOwn_RunsNoneOfIt()
    {
        var counted = new Counting();

        foreach (var value in new object[] { counted, new ReadOnlyCollection<int>(counted), new List<object> { counted }, new Dictionary<string, Counting> { ["a"] = counted }, (1, counted), new { counted } })
            ValuePreview.Of(value, 100);

        Assert.Equal(0, counted.Calls);
    }

    [Fact]
    public void Of_LongText_IsCut()
    {
        var preview = ValuePreview.Of(new string('x', 1_000_000), 100);

        Assert.Equal("1,000,000 characters", preview.Size);
        Assert.Equal(100, preview.Text.Length);
    }

    [Fact]
    public async Task Of_CollectionThatChanges_NeverThrows()
    {
        var list = new List<int>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var changing = Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                list.Add(1);
                if (list.Count > 10)
                    list.Clear();
            }
        }, TestContext.Current.CancellationToken);

        for (var i = 0; i < 20_000; i++)
            ValuePreview.Of(list, 100);

        await stop.CancelAsync();
        await changing;
    }

    private static (string Size, string Text) Parts(object? value)
    {
        var preview = ValuePreview.Of(value, 100);
        return (preview.Size, preview.Text);
    }

    private sealed record Person(string Name, int Age);

    private sealed class Counting : IList<int>
    {
        public int Calls { get; private set; }

        public int Count => Note(0);

        public bool IsReadOnly => Note(true);

        public int this[int index] { get => Note(0); set => Note(value); }

        public void Add(int item) => Note(item);

        public void Clear() => Note(0);

        public bool Contains(int item) => Note(false);

        public void CopyTo(int[] array, int arrayIndex) => Note(0);

        public IEnumerator<int> GetEnumerator() => Note(new List<int>().GetEnumerator());

        public int IndexOf(int item) => Note(0);

        public void Insert(int index, int item) => Note(0);

        public bool Remove(int item) => Note(false);

        public void RemoveAt(int index) => Note(0);

        public override string ToString() => Note("text");

        public override int GetHashCode() => Note(0);

        public override bool Equals(object? obj) => Note(false);

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        private T Note<T>(T value)
        {
            Calls++;
            return value;
        }
    }
}
