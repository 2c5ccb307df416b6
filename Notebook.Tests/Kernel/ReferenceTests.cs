using Notebook.Protocol;

namespace Notebook.Tests.Kernel;

/// <summary>A kernel starts with few references; whoever writes a cell must not notice.</summary>
public sealed class ReferenceTests : KernelTest
{
    [Theory]
    [InlineData("System.Text.RegularExpressions.Regex.IsMatch(\"a\", \"a\")", "True")]
    [InlineData("using System.Text.Json;\nJsonSerializer.Serialize(new { A = 1 })", "{\"A\":1}")]
    [InlineData("using System.Text.Json.Serialization;\nrecord P([property: JsonPropertyName(\"n\")] int N);\nSystem.Text.Json.JsonSerializer.Serialize(new P(1))", "{\"n\":1}")]
    [InlineData("using System.Collections.Immutable;\nnew[] { 1 }.ToImmutableArray().Length", "1")]
    [InlineData("using System.Net.Http;\nnew HttpClient().Timeout.TotalSeconds", "100")]
    [InlineData("new System.Net.IPAddress(16777343).ToString()", "127.0.0.1")]
    [InlineData("System.Numerics.BigInteger.Pow(2, 70).ToString()", "1180591620717411303424")]
    [InlineData("using System.Numerics;\nnew Complex(3, 4).Magnitude", "5")]
    [InlineData("using System.Diagnostics;\nProcess.GetCurrentProcess().Id > 0", "True")]
    [InlineData("using System.Collections.Concurrent;\nnew ConcurrentDictionary<int, int>().Count", "0")]
    [InlineData("using System.Collections.ObjectModel;\nnew ObservableCollection<int> { 1 }.Count", "1")]
    [InlineData("using System.Xml.Linq;\nXDocument.Parse(\"<a><b/></a>\").Root.Elements().Count()", "1")]
    [InlineData("using System.Xml.Serialization;\npublic class P { public int N { get; set; } }\nvar text = new StringWriter(); new XmlSerializer(typeof(List<P>)).Serialize(text, new List<P> { new() { N = 5 } }); text.ToString().Contains(\"<N>5</N>\")", "True")]
    [InlineData("using System.Data;\nvar t = new DataTable(); t.Columns.Add(\"A\"); t.Columns.Count", "1")]
    [InlineData("new[] { 3, 1 }.AsParallel().Sum()", "4")]
    [InlineData("(from n in new[] { 1, 2 }.AsQueryable() where n > 1 select n).Count()", "1")]
    [InlineData("var channel = System.Threading.Channels.Channel.CreateUnbounded<int>(); channel.Writer.TryWrite(1)", "True")]
    [InlineData("new Barrier(1).ParticipantCount", "1")]
    [InlineData("using System.Security.Cryptography;\nConvert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(\"a\")))[..4]", "CA97")]
    [InlineData("using System.IO.Compression;\nnew GZipStream(new MemoryStream(), CompressionMode.Compress).CanWrite", "True")]
    [InlineData("using System.Linq.Expressions;\nExpression<Func<int, int>> e = x => x + 1; e.Compile()(1)", "2")]
    [InlineData("using System.Runtime.InteropServices;\nRuntimeInformation.IsOSPlatform(OSPlatform.Linux)", "True")]
    [InlineData("using System.Globalization;\nnew CultureInfo(\"de-DE\").NumberFormat.NumberDecimalSeparator", ",")]
    [InlineData("new Stack<int>().Count + new PriorityQueue<int, int>().Count + new SortedSet<int>().Count", "0")]
    [InlineData("IQueryable<int> Large(IQueryable<int> all) => all.Where(n => n > 1);\n1", "1")]
    [InlineData("#r \"System.Text.Json\"\nSystem.Text.Json.JsonSerializer.Serialize(1)", "1")]
    [InlineData("using static System.Math;\nMax(1, 2)", "2")]
    [InlineData("using J = System.Text.Json.JsonSerializer;\nJ.Serialize(2)", "2")]
    [InlineData("dynamic bag = new System.Dynamic.ExpandoObject(); bag.A = 4; (int)bag.A", "4")]
    [InlineData("new Uri(\"http://a/b\").AbsolutePath", "/b")]
    [InlineData("Enumerable.Range(0, 3).ToHashSet().Count", "3")]
    [InlineData("await foreach (var n in Numbers()) Console.Write(n);\nasync IAsyncEnumerable<int> Numbers() { await Task.Yield(); yield return 1; }\n7", "7")]
    public async Task PlatformType_IsThereWhenNamed(string code, string expected)
    {
        var result = await Kernel.RunAsync(code);

        Assert.True(result.Error is null, result.Error?.Message);
        Assert.Equal(expected, result.Result);
    }

    [Fact]
    public async Task ReferencesFound_StayForLaterCells()
    {
        Assert.Equal("1", (await RunAllAsync("using System.Text.Json;", "JsonSerializer.Serialize(1)", "JsonSerializer.Serialize(1)")).Result);
    }

    [Fact]
    public async Task MistypedName_IsAnErrorWithItsOwnMessage()
    {
        var result = await Kernel.RunAsync("Consoel.WriteLine(1);");

        Assert.Equal("(1,1): error CS0103: The name 'Consoel' does not exist in the current context", result.Error!.Diagnostics[0].ToString());
        Assert.Equal(SubmissionOutcome.Failed, result.Outcome);
    }

    [Fact]
    public async Task ReferenceToAFile_LoadsIt()
    {
        // Any assembly that is not of the kernel's own platform list will do.
        var path = Path.Combine(RepositoryFolders.WebOutput, "Markdig.dll");
        var copy = new TemporaryFolder();
        using (copy)
        {
            File.Copy(path, copy["Renamed.dll"]);
            var result = await Kernel.RunAsync($"#r \"{copy["Renamed.dll"]}\"\ntypeof(Markdig.Markdown).Name");
            Assert.True(result.Error is null, result.Error?.Message);
            Assert.Equal("Markdown", result.Result);
        }
    }

    [Theory]
    [InlineData("#r @PATH\ntypeof(Markdig.Markdown).Name", "Markdown")]
    [InlineData("#load @PATH\nHalf(4)", "2")]
    [InlineData("#!import @PATH\nHalf(4)", "2")]
    public async Task FileNamedWithBackslashes_IsFound(string code, string expected)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["my lib"]);
        File.Copy(Path.Combine(RepositoryFolders.WebOutput, "Markdig.dll"), folder["my lib/Renamed.dll"]);
        await File.WriteAllTextAsync(folder["my lib/half.csx"], "int Half(int n) => n / 2;", TestContext.Current.CancellationToken);

        var result = await Kernel.RunAsync(code.Replace("@PATH", $"\"{folder.Path}\\sub\\..\\my lib\\{(code.StartsWith("#r", StringComparison.Ordinal) ? "Renamed.dll" : "half.csx")}\"", StringComparison.Ordinal));

        Assert.True(result.Error is null, result.Error?.Message);
        Assert.Equal(expected, result.Result);
    }

    [Fact]
    public async Task ReferenceToAMissingFile_SaysSo()
    {
        var result = await Kernel.RunAsync("#r \"missing.dll\"");

        Assert.Equal("CS0006", result.Error!.Name);
    }
}
