using Notebook.Protocol;

namespace Notebook.Tests.Kernel;

/// <summary>How .NET Interactive's notebooks behave, case by case.</summary>
public sealed class CellSemanticsTests : KernelTest
{
    [Theory]
    [InlineData("1+1", "2")]
    [InlineData("\"hello\"", "hello")]
    [InlineData("null", "<null>")]
    [InlineData("(string)null", "<null>")]
    [InlineData("await Task.FromResult(7)", "7")]
    [InlineData("return 5;", "5")]
    [InlineData("if (DateTime.Now.Year > 2000) return \"early\"; return \"late\";", "early")]
    [InlineData("int.TryParse(\"42\", out var parsed); parsed", "42")]
    [InlineData("var (a, b) = (1, 2); a + b", "3")]
    [InlineData("object o = 3; o is int i ? i + 1 : 0", "4")]
    [InlineData("unsafe { int n = 5; int* p = &n; return *p; }", "5")]
    [InlineData("goto end; Console.Write(1); end: ; \"jumped\"", "jumped")]
    [InlineData("record P(int X); new P(3).X", "3")]
    [InlineData("int Twice(int n) => n * 2; Twice(4)", "8")]
    [InlineData("dynamic d = 20; d + 1", "21")]
    [InlineData("enum Shade { Light, Dark }\nShade.Dark", "Dark")]
    public async Task TrailingExpression_IsShown(string code, string expected)
    {
        var result = await Kernel.RunAsync(code);

        Assert.Null(result.Error);
        Assert.Equal(expected, result.Result);
    }

    [Theory]
    [InlineData("var x = 1;")]
    [InlineData("")]
    [InlineData("// comment")]
    [InlineData("/* comment */\n\n")]
    [InlineData("await Task.FromResult(3);")]
    [InlineData("var list = new List<int>(); list.Add(1);")]
    [InlineData("Console.Write(\"\")")]
    [InlineData("async Task WaitAsync() => await Task.Yield(); await WaitAsync()")]
    [InlineData("#nullable enable\nstring? s = null;")]
    [InlineData("using System.Text.RegularExpressions;")]
    public async Task NoTrailingExpression_ShowsNothing(string code)
    {
        var result = await Kernel.RunAsync(code);

        Assert.Null(result.Error);
        Assert.Empty(result.Outputs);
        Assert.Equal(SubmissionOutcome.Succeeded, result.Outcome);
    }

    [Theory]
    [InlineData("1+1;", "(1,1): error CS0201: Only assignment, call, increment, decrement, await, and new object expressions can be used as a statement")]
    [InlineData("var y = 6", "(1,10): error CS1002: ; expected")]
    [InlineData("namespace N{}", "(1,1): error CS7021: Cannot declare namespace in script code")]
    [InlineData("int z = \"a\";", "(1,9): error CS0029: Cannot implicitly convert type 'string' to 'int'")]
    [InlineData("var ok = 1;\n\n  undefined", "(3,3): error CS0103: The name 'undefined' does not exist in the current context")]
    [InlineData("#load \"nofile\"", "(1,7): error CS1504: Source file 'nofile' could not be opened -- Could not find file.")]
    public async Task CodeThatDoesNotCompile_SaysWhere(string code, string expected)
    {
        var result = await Kernel.RunAsync(code, "the-cell");

        var first = Assert.Single(result.Error!.Diagnostics);
        Assert.Equal(expected, first.ToString());
        Assert.Equal("the-cell", first.SourceName);
        Assert.Equal(SubmissionOutcome.Failed, result.Outcome);
        Assert.Single(result.Outputs);
    }

    [Fact]
    public async Task CodeWithTwoErrors_ListsBothInOrder()
    {
        var result = await Kernel.RunAsync("int f(int a");

        Assert.Equal(["(1,12): error CS1026: ) expected", "(1,12): error CS1002: ; expected"], result.Error!.Diagnostics.Take(3).Where(static d => d.StartColumn == 12).Select(static d => d.ToString()));
    }

    [Fact]
    public async Task CodeThatDoesNotCompile_RunsNothingAndDeclaresNothing()
    {
        var result = await Kernel.RunAsync("var before = 1; Console.WriteLine(before); int z = \"a\";");

        Assert.Empty(result.Printed);
        Assert.Equal("CS0103", (await Kernel.RunAsync("before")).Error!.Name);
    }

    [Fact]
    public async Task VariableAssignedBeforeAThrow_Survives()
    {
        var thrown = await Kernel.RunAsync("var a = 1; throw new Exception();");

        Assert.Equal(SubmissionOutcome.Failed, thrown.Outcome);
        Assert.Equal("1", (await Kernel.RunAsync("a")).Result);
    }

    [Fact]
    public async Task OutputBeforeAThrow_ComesFirstAndThereIsNoResult()
    {
        var result = await Kernel.RunAsync("Console.Write(\"before\"); throw new Exception(\"x\");");

        Assert.Equal("before", Assert.IsType<StreamText>(result.Outputs[0]).Text);
        Assert.Equal("x", Assert.IsType<ErrorOutput>(result.Outputs[1]).Error.Message);
        Assert.Null(result.Result);
    }

    [Fact]
    public async Task AsyncStream_IsEnumeratedAtTopLevel()
    {
        var result = await Kernel.RunAsync(
            "async IAsyncEnumerable<int> G() { yield return 1; await Task.Delay(1); yield return 2; } await foreach (var q in G()) Console.WriteLine(q);");

        Assert.Equal("1\n2\n", result.Printed);
    }

    [Fact]
    public async Task TaskAsTrailingExpression_IsShownAndNotAwaited()
    {
        var result = await Kernel.RunAsync("Task.FromResult(8)");

        Assert.Equal(SubmissionOutcome.Succeeded, result.Outcome);
        Assert.NotEqual("8", result.Result);
        Assert.NotNull(result.Result);
    }

    [Fact]
    public async Task Method_UsesTheCurrentValueOfAVariable()
    {
        Assert.Equal("21", (await RunAllAsync("var captured = 1;", "int f(int n) => n + captured;", "f(1)", "captured = 20;", "f(1)")).Result);
    }

    [Fact]
    public async Task Redeclaration_HidesAndOldInstancesKeepTheirType()
    {
        var result = await RunAllAsync(
            "class A1 { public int V = 1; } var a1 = new A1();", "class A1 { public int V = 2; }", "new A1().V + a1.V");

        Assert.Equal("3", result.Result);
    }

    [Fact]
    public async Task Redeclaration_OfAVariable_MayChangeItsType()
    {
        Assert.Equal("text", (await RunAllAsync("var v = 1;", "var v = \"text\";", "v")).Result);
    }

    [Fact]
    public async Task Using_StaysForLaterCells()
    {
        Assert.Equal("True", (await RunAllAsync("using System.Text.RegularExpressions;", "Regex.IsMatch(\"abc\", \"b\")")).Result);
    }

    [Fact]
    public async Task Using_OfALaterCell_WinsOverTheDefaultImports()
    {
        // Both System.Threading, which every cell has, and System.Timers declare a Timer.
        Assert.Equal("System.Timers", (await RunAllAsync("using System.Timers;", "typeof(Timer).Namespace")).Result);
    }

    [Fact]
    public async Task ExtensionMethod_OfACell_IsFoundByLaterCells()
    {
        Assert.Equal("4", (await RunAllAsync("static int Next(this int n) => n + 1;", "3.Next()")).Result);
    }

    [Fact]
    public async Task LoadedFile_RunsAndDeclares()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["lib.csx"], "int FromFile() => 12;", TestContext.Current.CancellationToken);

        Assert.Equal("12", (await RunAllAsync($"#load \"{folder["lib.csx"]}\"", "FromFile()")).Result);
    }

    [Fact]
    public async Task ResultOfOwnContinuation_DoesNotDeadlock()
    {
        var result = await Kernel.RunAsync("async Task<int> Inner() { await Task.Delay(5); return 3; } await Task.Yield(); Inner().Result + Inner().GetAwaiter().GetResult()");

        Assert.Equal("6", result.Result);
    }

    [Fact]
    public async Task BarrierOfAHundredTasks_IsPassed()
    {
        var result = await Kernel.RunAsync("""
            using var barrier = new Barrier(101);
            async Task<int> Meet(int n) { await Task.Yield(); barrier.SignalAndWait(); return n; }
            var tasks = Enumerable.Range(0, 100).Select(Meet).ToList();
            barrier.SignalAndWait();
            (await Task.WhenAll(tasks)).Sum()
            """.Replace("using var", "var", StringComparison.Ordinal));

        Assert.Null(result.Error);
        Assert.Equal("4950", result.Result);
    }

    [Fact]
    public async Task BarrierOfAHundredPoolTasks_IsPassed()
    {
        var result = await Kernel.RunAsync("""
            ThreadPool.SetMinThreads(128, 4);
            var barrier = new Barrier(100);
            Task.WaitAll(Enumerable.Range(0, 100).Select(n => Task.Run(() => barrier.SignalAndWait())).ToArray());
            barrier.CurrentPhaseNumber
            """);

        Assert.Equal("1", result.Result);
    }

    [Fact]
    public async Task AsyncVoidThatThrows_IsTheCellsError()
    {
        var result = await Kernel.RunAsync("async void Bang() { await Task.Yield(); throw new InvalidOperationException(\"from async void\"); } Bang(); await Task.Delay(300);");

        Assert.Equal("from async void", result.Error!.Message);
        Assert.Equal(SubmissionOutcome.Failed, result.Outcome);
        Assert.Equal("2", (await Kernel.RunAsync("1 + 1")).Result);
    }
}
