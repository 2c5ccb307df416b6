namespace Notebook.Tests.Kernel;

/// <summary>Variables keep their types when a later cell brings references in (docs/decisions/0034-references-at-the-root.md).</summary>
public sealed class ReferenceIdentityTests : KernelTest
{
    [Theory]
    [InlineData("var look = new[] { 1, 2, 3 }.ToLookup(x => x % 2);", "int Count(ILookup<int, int> l) => l.Count;\nCount(look)", "2")]
    [InlineData("var chart = Plot.Line(new double[] { 1, 2 }, new double[] { 1, 2 });", "Chart Same(Chart c) => c;\nSame(chart) == chart", "True")]
    [InlineData("using System.Text.Json;\nvar options = new JsonSerializerOptions();", "using System.IO.Pipelines;\nvar pipe = new Pipe();\nJsonSerializer.Serialize(new { A = 1 }, options)", "{\"A\":1}")]
    [InlineData("record Point(int X, int Y);\nvar points = new[] { new Point(1, 2) }.GroupBy(p => p.X);", "int First(IEnumerable<IGrouping<int, Point>> g) => g.First().Key;\nFirst(points)", "1")]
    public async Task VariableOfEarlierCell_AfterReferencesJoined_HasTheSameType(string before, string after, string expected)
    {
        var result = await RunAllAsync(before, "new Uri(\"http://example.org\").Host", after);

        Assert.Null(result.Error);
        Assert.Equal(expected, result.Result);
    }

    [Fact]
    public async Task HttpClientOfEarlierCell_MethodsThatTakeAnAddress_Compile()
    {
        var result = await RunAllAsync("using System.Net.Http;", "var client = new HttpClient();", "Func<string, Task<string>> get = client.GetStringAsync;", "get != null");

        Assert.Equal("True", result.Result);
    }

    [Fact]
    public async Task LoadedFile_WhenTheCodeWentToAnotherFolderAndReferencesJoin_IsStillThere()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "lib.csx"), "int Twice(int x) => 2 * x;", TestContext.Current.CancellationToken);
        var before = Environment.CurrentDirectory;
        try
        {
            var result = await RunAllAsync(
                $"Environment.CurrentDirectory = @\"{folder.Path}\";", "#load \"lib.csx\"", "Environment.CurrentDirectory = \"/\";", "new Uri(\"http://example.org\").Host", "Twice(4)");

            Assert.Equal("8", result.Result);
        }
        finally
        {
            Environment.CurrentDirectory = before;
        }
    }

    [Fact]
    public async Task AsyncStream_BesideAnotherExtensionOfTheName_IsQueried()
    {
        var result = await RunAllAsync(
            "using System.Data;\nvar rows = new DataTable().AsEnumerable();",
            "async IAsyncEnumerable<int> Numbers() { yield return 1; await Task.Yield(); yield return 2; }",
            "await Numbers().Where(x => x > 1).CountAsync()");

        Assert.Null(result.Error);
        Assert.Equal("1", result.Result);
    }
}
