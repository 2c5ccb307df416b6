namespace Notebook.Tests.Kernel;

/// <summary>Errors name what a person wrote, where it was written.</summary>
public sealed class ErrorTests : KernelTest
{
    [Fact]
    public async Task Throw_InAMethodOfAnotherCell_ListsBothCells()
    {
        var result = await RunAllAsync("int Half(int n)\n{\n    if (n % 2 == 1)\n        throw new ArgumentException(\"odd\", nameof(n));\n    return n / 2;\n}", "var ok = Half(2);\nHalf(3)");

        Assert.Equal("System.ArgumentException", result.Error!.Name);
        Assert.Equal("odd (Parameter 'n')", result.Error.Message);
        Assert.Equal([("Half(int n)", "cell1", 4), ("", "cell2", 2)], Places(result));
    }

    [Fact]
    public async Task Throw_InALibrary_ListsTheLibrarysFramesFirst()
    {
        var result = await Kernel.RunAsync("\nFile.ReadAllText(\"does-not-exist.txt\")");

        Assert.Equal("System.IO.FileNotFoundException", result.Error!.Name);
        Assert.Contains(result.Error.Frames, static frame => frame.Method.StartsWith("File.ReadAllText(string path", StringComparison.Ordinal) && frame.SourceName is null);
        Assert.Equal(("cell", 2), result.Error.FirstLocation);
        Assert.Equal("", result.Error.Frames[^1].Method);
    }

    [Theory]
    [InlineData("async Task<int> LoadAsync(string name) { await Task.Yield(); throw new Exception(\"x\"); }\nawait LoadAsync(\"a\")", "LoadAsync(string name)")]
    [InlineData("IEnumerable<int> Numbers(int n) { yield return 1; throw new Exception(\"x\"); }\nNumbers(1).ToList()", "Numbers(int n)")]
    [InlineData("int Outer() { int Inner(List<int> list) { throw new Exception(\"x\"); } return Inner(new()); }\nOuter()", "Inner(List<int> list)")]
    [InlineData("int Outer() { Func<int, int> f = n => throw new Exception(\"x\"); return f(1); }\nOuter()", "Outer, lambda(int n)")]
    [InlineData("Func<int, int> f = n => throw new Exception(\"x\");\nf(1)", "lambda(int n)")]
    [InlineData("record P(int X) { public int Twice => throw new Exception(\"x\"); }\nnew P(1).Twice", "P.Twice.get")]
    [InlineData("record P(int X) { public override string ToString() => throw new Exception(\"x\"); }\nnew P(1).ToString()", "P.ToString()")]
    [InlineData("class C { public C(string s) { throw new Exception(\"x\"); } }\nnew C(\"s\")", "new C(string s)")]
    [InlineData("class C<T> { public void Add<U>(T item, U other) { throw new Exception(\"x\"); } }\nnew C<int>().Add(1, \"a\");", "C<T>.Add<U>(T item, U other)")]
    [InlineData("class A { public class B { public static void M(int[,] a, int? b, ref int c) { throw new Exception(\"x\"); } } }\nvar c = 1; A.B.M(null, null, ref c);", "A.B.M(int[,] a, int? b, ref int c)")]
    [InlineData("struct V { public static V operator +(V a, V b) => throw new Exception(\"x\"); }\nnew V() + new V()", "V.operator Addition(V a, V b)")]
    public async Task GeneratedNames_AreShownAsWritten(string code, string expected)
    {
        var result = await Kernel.RunAsync(code);

        Assert.Equal("x", result.Error!.Message);
        Assert.Equal((expected, "cell", (int?)1), (result.Error.Frames[0].Method, result.Error.Frames[0].SourceName!, result.Error.Frames[0].Line));
        Assert.Equal(("", "cell", (int?)2), (result.Error.Frames[^1].Method, result.Error.Frames[^1].SourceName!, result.Error.Frames[^1].Line));
    }

    [Fact]
    public async Task Frames_HoldNothingOfTheEngine()
    {
        var result = await Kernel.RunAsync("await Task.Yield(); await Task.Run(async () => { await Task.Delay(1); throw new Exception(\"x\"); });");

        Assert.All(result.Error!.Frames, static frame => Assert.NotNull(frame.SourceName));
    }

    [Fact]
    public async Task Line_AfterLoopsAndAwaits_IsTheOneWritten()
    {
        var result = await Kernel.RunAsync("for (var i = 0; i < 3; i++)\n    Console.Write(i);\nforeach (var n in new[] { 1, 2 })\n{\n    await Task.Delay(1);\n    if (n == 2)\n        throw new Exception(\"here\");\n}");

        Assert.Equal(("cell", 7), result.Error!.FirstLocation);
    }

    [Fact]
    public async Task Column_OfAnErrorInALoop_IsTheOneWritten()
    {
        var result = await Kernel.RunAsync("while (true) Console.Write(undefined);\nfor (;;) { Other(); }");

        Assert.Equal(["(1,28): error CS0103: The name 'undefined' does not exist in the current context", "(2,12): error CS0103: The name 'Other' does not exist in the current context"],
            result.Error!.Diagnostics.Select(static d => d.ToString()));
    }

    [Fact]
    public async Task Wrappers_AreTakenOff()
    {
        var result = await Kernel.RunAsync("Task.Run(() => { throw new InvalidOperationException(\"inside\"); }).Wait();");

        Assert.Equal("System.InvalidOperationException", result.Error!.Name);
        Assert.Equal("inside", result.Error.Message);
    }

    [Fact]
    public async Task Causes_StayInTheMessage()
    {
        var result = await Kernel.RunAsync("class MyException(string m, Exception e) : Exception(m, e);\ntry { int.Parse(\"x\"); } catch (Exception e) { throw new MyException(\"outer\", e); }");

        Assert.Equal("MyException", result.Error!.Name);
        Assert.Equal("outer\ncaused by System.FormatException: The input string 'x' was not in a correct format.", result.Error.Message);
    }

    [Fact]
    public async Task SeveralErrors_AreAllTold()
    {
        var result = await Kernel.RunAsync("Task.WaitAll(Task.Run(() => { throw new Exception(\"one\"); }), Task.Run(() => { throw new Exception(\"two\"); }));");

        Assert.Contains("2 errors", result.Error!.Message, StringComparison.Ordinal);
        Assert.Contains("one", result.Error.Message, StringComparison.Ordinal);
        Assert.Contains("two", result.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MessageThatThrows_DoesNotHideTheError()
    {
        var result = await Kernel.RunAsync("class Odd : Exception { public override string Message => throw new Exception(\"again\"); }\nthrow new Odd();");

        Assert.Equal("Odd", result.Error!.Name);
        Assert.Equal(("cell", 2), result.Error.FirstLocation);
        Assert.Equal("2", (await Kernel.RunAsync("1 + 1")).Result);
    }

    [Fact]
    public async Task EndlessRecursionCaughtByAGuard_ListsItsBeginningAndItsEnd()
    {
        var result = await Kernel.RunAsync("int Deep(int n) { if (n == 3000) throw new Exception(\"deep\"); return Deep(n + 1) + 1; }\nDeep(0)");

        Assert.Equal("deep", result.Error!.Message);
        Assert.InRange(result.Error.Frames.Length, 3, 200);
        Assert.Equal("", result.Error.Frames[^1].Method);
    }

    private static IEnumerable<(string Method, string? Source, int? Line)> Places(Kernels.CellResult result) =>
        result.Error!.Frames.Select(static frame => (frame.Method, frame.SourceName, frame.Line));
}
