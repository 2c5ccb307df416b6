using Notebook.Protocol;

namespace Notebook.Tests.Kernel;

/// <summary>Cells that await what stands in parentheses.</summary>
public sealed class AwaitTests : KernelTest
{
    [Theory]
    [InlineData("await (Task.FromResult(7))", "7")]
    [InlineData("var flag = true; var x = await (flag ? Task.FromResult(1) : Task.FromResult(2)); x", "1")]
    [InlineData("(await (Task.FromResult(\"four\"))).Length", "4")]
    [InlineData("var t = Task.FromResult(5); await (t).ConfigureAwait(false)", "5")]
    [InlineData("object o = Task.FromResult(6); await (Task<int>)o", "6")]
    [InlineData("return await (Task.FromResult(8));", "8")]
    [InlineData("Math.Max(1, await (Task.FromResult(9)))", "9")]
    [InlineData("$\"{await (Task.FromResult(10))}!\"", "10!")]
    [InlineData("await (await (Task.FromResult(Task.FromResult(11))))", "11")]
    [InlineData("var sum = 0; foreach (var i in new[] { 1, 2 }) { sum += await (Task.FromResult(i)); } sum", "3")]
    [InlineData("async Task<int> F() => await (Task.FromResult(12)); await (F())", "12")]
    [InlineData("int await(int x) => x + 1; await (12)", "13")]
    public async Task Await_OfParentheses_IsAsInAProgram(string code, string expected)
    {
        var result = await Kernel.RunAsync(code);

        Assert.Null(result.Error);
        Assert.Equal(expected, result.Result);
    }

    [Fact]
    public async Task Await_WithSemicolon_ShowsNothing()
    {
        var result = await Kernel.RunAsync("await (Task.FromResult(1));");

        Assert.Null(result.Error);
        Assert.Empty(result.Outputs);
    }

    [Fact]
    public async Task Await_NameOfAnEarlierCell_MeansThat() => Assert.Equal("2", (await RunAllAsync("int await(int x) => x * 2;", "await (1)")).Result);

    [Fact]
    public async Task Await_ErrorBehindIt_IsAtItsPlace()
    {
        var result = await Kernel.RunAsync("var a = 1;\nawait (Task.Delay(1)); missing();");

        Assert.Equal(SubmissionOutcome.Failed, result.Outcome);
        Assert.StartsWith("(2,24): error CS0103", result.Error!.Diagnostics[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Await_InsideAMethodThatIsNotAsync_IsStillAnError() =>
        Assert.Equal(SubmissionOutcome.Failed, (await Kernel.RunAsync("int F() { return await (Task.FromResult(1)); }")).Outcome);
}
