using Notebook.Protocol;

namespace Notebook.Tests.Kernel;

/// <summary>
/// The rest of the case table of .NET Interactive's notebooks, which <see cref="CellSemanticsTests"/> begins: what a statement and an
/// expression are, which language, which names are there without a using, where the compiler's messages point.
/// </summary>
public sealed class CaseTableTests : KernelTest
{
    [Theory]
    [InlineData("int q1 = 3;", "q1 = 4", "4")]
    [InlineData("int q2 = 3;", "q2++", "3")]
    [InlineData("int q3 = 3;", "++q3", "4")]
    [InlineData("string s = null;", "s ??= \"set\"", "set")]
    [InlineData("var list = new List<int> { 1 };", "list.Remove(1)", "True")]
    [InlineData("int[] numbers = [3, 1, 2];", "numbers[^1]", "2")]
    [InlineData("(int A, string B) pair = (1, \"x\");", "pair.B", "x")]
    [InlineData("Func<int, int> twice = n => n * 2;", "twice(4)", "8")]
    [InlineData("var text = \"\"\"\n    raw \"text\"\n    \"\"\";", "text", "raw \"text\"")]
    [InlineData("int Fib(int n) => n < 2 ? n : Fib(n - 1) + Fib(n - 2);", "Fib(10)", "55")]
    [InlineData("interface IShape { double Area { get; } } record Square(double Side) : IShape { public double Area => Side * Side; }", "((IShape)new Square(3)).Area", "9")]
    public async Task ExpressionInALaterCell_HasItsValue(string before, string code, string expected) =>
        Assert.Equal(expected, (await RunAllAsync(before, code)).Result);

    [Theory]
    [InlineData("var n = 1; n++;")]
    [InlineData("var n = 1; n = 4;")]
    [InlineData("new List<int>();")]
    [InlineData("string.Concat(\"a\", \"b\");")]
    [InlineData("void Nothing() { } Nothing()")]
    [InlineData("if (true) { var inner = 1; }")]
    [InlineData("class Empty { }")]
    [InlineData("#region Setup\nvar n = 1;\n#endregion")]
    [InlineData("   \n\t\n")]
    [InlineData("{ }")]
    [InlineData(";")]
    public async Task Statement_IsSilent(string code)
    {
        var result = await Kernel.RunAsync(code);

        Assert.Null(result.Error);
        Assert.Null(result.Result);
        Assert.Equal("", result.Printed);
    }

    [Theory]
    [InlineData("var x = 1;\nx;", "(2,1): error CS0201")]
    [InlineData("\"a\" + 1;", "(1,1): error CS0201")]
    [InlineData("file class C { }", "(1,12): error CS9054")]
    [InlineData("Span<int> span = stackalloc int[3];", "(1,1): error CS8345")]
    [InlineData("string Broken() { }", "(1,8): error CS0161")]
    [InlineData("var a = 1\nvar b = 2;", "(1,10): error CS1002: ; expected")]
    [InlineData("#if true\n1 +\n#endif", "(2,4): error CS1733")]
    [InlineData("#error Stop here", "(1,8): error CS1029: #error: 'Stop here'")]
    [InlineData("#r \"nowhere.dll\"", "(1,1): error CS0006")]
    [InlineData("#r \"/path/with/nuget/x.dll\"", "(1,1): error CS0006")]
    public async Task CodeThatIsNone_IsRefusedWhereItIs(string code, string expected)
    {
        var result = await Kernel.RunAsync(code, "the-cell");

        Assert.Equal(SubmissionOutcome.Failed, result.Outcome);
        Assert.StartsWith(expected, result.Error!.Diagnostics[0].ToString(), StringComparison.Ordinal);
        Assert.Equal("the-cell", result.Error.Diagnostics[0].SourceName);
    }

    [Theory]
    [InlineData("ref struct R { public int V; }\nint Use() { R r = new() { V = 5 }; return r.V; }\nUse()", "5")]
    [InlineData("global using System.Text.RegularExpressions;\nRegex.IsMatch(\"abc\", \"b\")", "True")]
    [InlineData("#nullable enable\nstring? maybe = null;\nmaybe?.Length ?? -1", "-1")]
    [InlineData("List<int> all = [1, .. new[] { 2, 3 }];\nall.Count", "3")]
    [InlineData("class P { public int Value { get => field; set => field = Math.Max(0, value); } }\nnew P { Value = -5 }.Value", "0")]
    [InlineData("public record struct Point(int X, int Y);\nvar p = new Point(1, 2) with { Y = 5 };\np.Y", "5")]
    [InlineData("int Sum(params ReadOnlySpan<int> n) { var s = 0; foreach (var i in n) s += i; return s; }\nSum(1, 2, 3)", "6")]
    [InlineData("var n = new[] { 1, 2, 3 } switch { [1, .. var rest] => rest.Length, _ => -1 };\nn", "2")]
    [InlineData("from n in Enumerable.Range(1, 3) where n > 1 select n * n into s orderby s descending select s", null)]
    [InlineData("try { throw new Exception(\"x\"); } catch (Exception e) when (e.Message == \"x\") { return \"caught\"; }\nreturn \"not\";", "caught")]
    [InlineData("using (var reader = new StringReader(\"line\")) { Console.Write(reader.ReadLine()); }\n\"closed\"", "closed")]
    [InlineData("lock (new object()) { }\nchecked((byte)200)", "200")]
    [InlineData("delegate int Op(int a, int b);\nOp add = (a, b) => a + b;\nadd(2, 3)", "5")]
    [InlineData("Console.WriteLine(\"café ☕ 日本\");\n\"ok\"", "ok")]
    public async Task LanguageOfToday_Runs(string code, string? expected)
    {
        var result = await Kernel.RunAsync(code);

        Assert.Null(result.Error);
        Assert.Equal(SubmissionOutcome.Succeeded, result.Outcome);
        if (expected is not null)
            Assert.Equal(expected, result.Result);
    }

    [Theory]
    [InlineData("File.Exists(\"nothing\")", "False")]
    [InlineData("new StringBuilder(\"x\").ToString()", "x")]
    [InlineData("new ArrayList { 1 }.Count", "1")]
    [InlineData("Interlocked.Increment(ref Counter.N)", "1")]
    [InlineData("new HttpClient().Timeout.TotalSeconds", "100")]
    [InlineData("HttpMethod.Get.Method", "GET")]
    [InlineData("Enumerable.Range(1, 4).Sum()", "10")]
    [InlineData("Task.CompletedTask.IsCompleted", "True")]
    [InlineData("HTML(\"<i>y</i>\").ToString()", "<i>y</i>")]
    public async Task NamesOfTheDefaultImports_NeedNoUsing(string code, string expected)
    {
        var result = await RunAllAsync("static class Counter { public static int N; }", code);

        Assert.Null(result.Error);
        Assert.Equal(expected, result.Result);
    }

    [Theory]
    [InlineData("record File(string Name);\nnew File(\"mine\").Name", "mine")]
    [InlineData("class HttpClient { public string Whose => \"mine\"; }\nnew HttpClient().Whose", "mine")]
    [InlineData("class Timer { public int N = 7; }\nnew Timer().N", "7")]
    [InlineData("int Path = 3; Path", "3")]
    [InlineData("enum Thread { Red, Blue }\nThread.Blue", "Blue")]
    [InlineData("using Timer = System.Timers.Timer;\ntypeof(Timer).Namespace", "System.Timers")]
    public async Task NamesOfTheNotebook_WinOverTheDefaultImports(string code, string expected)
    {
        Assert.Equal(expected, (await Kernel.RunAsync(code, "one")).Result);
        Assert.Equal(expected, (await Kernel.RunAsync(code, "two")).Result);
    }

    [Fact]
    public async Task NameOfALaterImport_ThatTheNotebookDeclaresAfterwards_IsTheNotebooks()
    {
        var result = await RunAllAsync("new HttpClient().Dispose();", "class HttpClient { public string Whose => \"mine\"; }", "new HttpClient().Whose");

        Assert.Equal("mine", result.Result);
    }

    [Fact]
    public async Task Throw_NamesTheExceptionByItsFullName()
    {
        var result = await Kernel.RunAsync("throw new InvalidOperationException(\"boom\");");

        Assert.Equal(("System.InvalidOperationException", "boom"), (result.Error!.Name, result.Error.Message));
    }

    [Fact]
    public async Task ReturnInTheMiddle_EndsTheCellWithItsValue()
    {
        var result = await Kernel.RunAsync("Console.Write(\"before\");\nreturn 5;\nConsole.Write(\"after\");");

        Assert.Equal("before", result.Printed);
        Assert.Equal("5", result.Result);
    }

    [Fact]
    public async Task PrintWithoutSemicolon_PrintsAndShowsNothing()
    {
        var result = await Kernel.RunAsync("Console.WriteLine(\"x\")");

        Assert.Equal("x\n", result.Printed);
        Assert.Null(result.Result);
    }

    [Theory]
    [InlineData("display(\"hi\")")]
    [InlineData("\"hi\".Display()")]
    [InlineData("Display.Text(\"hi\")")]
    [InlineData("display(\"hi\");")]
    public async Task DisplayAsTrailingExpression_ShowsItOnce(string code)
    {
        var result = await Kernel.RunAsync("using Microsoft.DotNet.Interactive;\n" + code);

        Assert.Null(result.Error);
        Assert.Equal("hi", Assert.Single(result.Outputs.OfType<DisplayValue>()).Data.PlainText);
    }

    [Fact]
    public async Task DisplayAndUpdate_AreOneOutput()
    {
        var result = await Kernel.RunAsync("var d = display(\"one\"); d.Update(\"two\");");

        var shown = Assert.IsType<DisplayValue>(result.Outputs[0]);
        Assert.Equal((shown.DisplayId, "two"), (Assert.IsType<DisplayUpdate>(result.Outputs[1]).DisplayId, ((DisplayUpdate)result.Outputs[1]).Data.PlainText));
    }

    [Theory]
    [InlineData("using System.Linq.Expressions;\nExpression<Func<int, bool>> e = n => n < 3;\ne.ToString()", "n => (n < 3)")]
    [InlineData("new[] { 1, 2, 3 }.AsQueryable().Where(n => n > 1).Select(n => n * 2).Sum()", "10")]
    [InlineData("var twice = (int n) => n * 2;\ntwice(4)", "8")]
    [InlineData("Func<Task<int>> f = async () => 5;\nawait f()", "5")]
    [InlineData("var n = 0; Action count = () => n++; count(); count(); n", "2")]
    [InlineData("Func<int, Func<int, int>> add = a => b => a + b;\nadd(1)(2)", "3")]
    [InlineData("string.Join(\",\", new[] { 3, 1, 2 }.OrderBy(n => -n).Select(n => $\"<{n}>\"))", "<3>,<2>,<1>")]
    [InlineData("Func<int?> none = () => null;\nnone() is null", "True")]
    public async Task Lambda_IsWhatItWasWritten(string code, string expected)
    {
        var result = await Kernel.RunAsync(code);

        Assert.Null(result.Error);
        Assert.Equal(expected, result.Result);
    }

    [Fact]
    public async Task Lambda_ThatThrowsOrDoesNotCompile_PointsToItsLine()
    {
        var thrown = await Kernel.RunAsync("Func<int, int> f = n =>\n    1 / (n - n);\nf(1)");
        var wrong = await Kernel.RunAsync("Action a = () => 1;");

        Assert.Equal([2, 3], thrown.Error!.Frames.Select(static frame => frame.Line!.Value));
        Assert.Equal("(1,18): error CS0201", wrong.Error!.Diagnostics[0].ToString()[..20]);
    }

    [Fact]
    public async Task LazySequence_IsEnumeratedOnce()
    {
        var result = await Kernel.RunAsync("Enumerable.Range(1, 3).Select(n => { Console.Write(n); return n; })");

        Assert.Equal("123", result.Printed);
    }

    [Fact]
    public async Task EndlessSequence_IsShownPromptlyAndTheNextCellRuns()
    {
        var result = await Kernel.RunAsync("IEnumerable<int> Forever() { var n = 0; while (true) yield return n++; }\nForever()");

        Assert.Equal(SubmissionOutcome.Succeeded, result.Outcome);
        Assert.StartsWith("[", result.Result!.TrimStart(), StringComparison.Ordinal);
        Assert.Equal("2", (await Kernel.RunAsync("1+1")).Result);
    }

    [Fact]
    public async Task UnawaitedTask_GoesOnAndPrintsIntoItsOwnCell()
    {
        var first = await Kernel.SubmitAsync("var gate = new TaskCompletionSource(); var late = Task.Run(async () => { await gate.Task; Console.WriteLine(\"late\"); });");
        await Kernel.EndOfAsync(first);

        var second = await Kernel.RunAsync("gate.SetResult(); await late; Console.WriteLine(\"own\");");
        await Kernel.PrintedAsync(first, "late");

        Assert.Equal("own\n", second.Printed);
    }

    [Fact]
    public async Task TypeOfAnEarlierCell_MayBeRedeclaredWithItsMethods()
    {
        var result = await RunAllAsync(
            "class Counter { public int N; } int Get(Counter c) => c.N;", "var old = new Counter { N = 5 };", "class Counter { public int M; } int Get(Counter c) => c.M * 10;", "Get(new Counter { M = 7 }) + old.N");

        Assert.Equal("75", result.Result);
    }

    [Fact]
    public async Task PropertiesAndEventsAtTopLevel_StayForLaterCells() =>
        Assert.Equal("changed 3", (await RunAllAsync("int Level { get; set; } = 2; event Action Changed; string log = \"\"; Changed += () => log = \"changed \" + Level;", "Level++; Changed();", "log")).Result);

    [Fact]
    public async Task StaticState_OfATypeLives_UntilItsCellIsRunAgain()
    {
        const string Declaration = "static class Shared { public static int N = 1; }";
        await Kernel.RunAsync(Declaration, "declares");
        await Kernel.RunAsync("Shared.N = 8;");
        Assert.Equal("8", (await Kernel.RunAsync("Shared.N")).Result);

        await Kernel.RunAsync(Declaration, "declares");

        Assert.Equal("1", (await Kernel.RunAsync("Shared.N")).Result);
    }

    [Fact]
    public async Task LoadedFile_ErrorInIt_NamesTheFileAndItsLine()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["lib.csx"], "var fine = 1;\nundefined();\n", TestContext.Current.CancellationToken);

        var result = await Kernel.RunAsync($"// loads it\n#load \"{folder["lib.csx"]}\"");

        Assert.Equal((folder["lib.csx"], 2), (result.Error!.Diagnostics[0].SourceName, result.Error.Diagnostics[0].StartLine));
    }

    [Fact]
    public async Task LoadedFile_ThrowsInIt_NamesTheFileAndItsLineAndTheCellsOwn()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["lib.csx"], "int Half(int n)\n{\n    throw new Exception(\"odd\");\n}\n", TestContext.Current.CancellationToken);

        var result = await RunAllAsync($"#load \"{folder["lib.csx"]}\"", "\nHalf(3)");

        Assert.Equal([(folder["lib.csx"], (int?)3), ("cell2", 2)], result.Error!.Frames.Select(static frame => (frame.SourceName!, frame.Line)));
    }

    [Fact]
    public async Task LoadedFile_LoadsFromItsOwnFolder()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["sub"]);
        await File.WriteAllTextAsync(folder["sub/inner.csx"], "int Inner() => 7;", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(folder["sub/outer.csx"], "#load \"inner.csx\"\nint Outer() => Inner() * 2;", TestContext.Current.CancellationToken);

        Assert.Equal("14", (await RunAllAsync($"#load \"{folder["sub/outer.csx"]}\"", "Outer()")).Result);
    }

    [Fact]
    public async Task ImportedFile_ErrorAndThrow_NameTheFileAndItsLine()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["bad.cs"], "\n\nundefined();", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(folder["throws.cs"], "\nthrow new Exception(\"x\");", TestContext.Current.CancellationToken);

        var error = (await Kernel.RunAsync($"#!import {folder["bad.cs"]}")).Error!;
        var thrown = (await Kernel.RunAsync($"#!import {folder["throws.cs"]}")).Error!;

        Assert.Equal(("bad.cs, cell 1", 3), error.FirstLocation);
        Assert.Equal(("throws.cs, cell 1", 2), thrown.FirstLocation);
    }

    [Theory]
    [InlineData("#!csharp\nvar fine = 1;\nundefined", 3, 1)]
    [InlineData("#!time\n#!csharp\n\n   undefined", 4, 4)]
    [InlineData("1\n#!markdown\n# Title\n#!csharp\nundefined", 5, 1)]
    [InlineData("#!value --name v\ntext\n#!csharp\n#!share v --from value\nundefined", 5, 1)]
    public async Task ErrorBelowDirectives_IsOnItsLineOfTheCell(string code, int line, int column)
    {
        var diagnostic = (await Kernel.RunAsync(code)).Error!.Diagnostics[0];

        Assert.Equal(("cell", line, column), (diagnostic.SourceName, diagnostic.StartLine, diagnostic.StartColumn));
    }

    [Fact]
    public async Task ThrowBelowDirectives_IsOnItsLineOfTheCell() =>
        Assert.Equal(("cell", 4), (await Kernel.RunAsync("#!time\n1\n#!csharp\nthrow new Exception(\"x\");")).Error!.FirstLocation);

    [Fact]
    public async Task PartThatDoesNotCompile_StopsThePartsAfterIt()
    {
        var result = await Kernel.RunAsync("undefined\n#!csharp\nConsole.Write(\"second\");");

        Assert.Equal(SubmissionOutcome.Failed, result.Outcome);
        Assert.Equal("", result.Printed);
    }

    [Fact]
    public async Task TenThousandLines_AllArrive()
    {
        var result = await Kernel.RunAsync("for (var i = 0; i < 10_000; i++) Console.WriteLine(i);");

        Assert.Equal(10_000, result.Printed.Count(static c => c == '\n'));
    }

    [Fact]
    public async Task StandardError_IsApartAndDoesNotFailTheCell()
    {
        var result = await Kernel.RunAsync("Console.Error.WriteLine(\"careful\"); Console.WriteLine(\"fine\");");

        Assert.Equal(("fine\n", "careful\n", SubmissionOutcome.Succeeded), (result.Printed, result.PrintedToError, result.Outcome));
    }
}
