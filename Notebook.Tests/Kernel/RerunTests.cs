using System.Globalization;
using Notebook.Kernel.Scripting;

namespace Notebook.Tests.Kernel;

/// <summary>
/// Running an unchanged cell again must mean the same as appending it anew, whether or not the chain reuses what it compiled.
/// Each test says with <see cref="Chain.Compilations"/> which of the two it exercises.
/// </summary>
public sealed class RerunTests
{
    private readonly Chain _chain = new();

    [Fact]
    public async Task Unchanged_IsNotCompiledAgainAndStartsAfresh()
    {
        await _chain.RunAsync("A", "var x = 1;");
        await _chain.RunAsync("B", "x++; x");
        Assert.Equal(2, _chain.Compilations);

        await _chain.RunAsync("A", "var x = 1;");

        Assert.Equal(2, await _chain.RunAsync("B", "x++; x"));
        Assert.Equal(2, _chain.Compilations);
        Assert.Equal(1, _chain.Length);
    }

    [Fact]
    public async Task Closure_KeepsTheInstanceItCaptured()
    {
        await _chain.RunAsync("A", "var x = 1; Func<int> read = () => x;");
        await _chain.RunAsync("B", "var old = read;");
        await _chain.RunAsync("C", "x = 10;");

        await _chain.RunAsync("A", "var x = 1; Func<int> read = () => x;");

        Assert.Equal("10 1 1", await _chain.RunAsync("D", "$\"{old()} {read()} {x}\""));
        Assert.Equal(4, _chain.Compilations);
    }

    [Fact]
    public async Task MethodOfAnotherCell_KeepsTheInstanceItWasMadeWith()
    {
        await _chain.RunAsync("A", "var x = 1;");
        await _chain.RunAsync("B", "int F() => x;");
        await _chain.RunAsync("C", "x = 10;");

        await _chain.RunAsync("A", "var x = 1;");
        Assert.Equal("10 1", await _chain.RunAsync("D", "$\"{F()} {x}\""));

        await _chain.RunAsync("B", "int F() => x;");
        Assert.Equal("1 1", await _chain.RunAsync("D", "$\"{F()} {x}\""));
    }

    [Fact]
    public async Task ValueItReads_MayHaveBeenRunAgain()
    {
        await _chain.RunAsync("A", "var x = new List<int>();");
        await _chain.RunAsync("B", "x.Add(1); var count = x.Count;");
        await _chain.RunAsync("B", "x.Add(1); var count = x.Count;");
        Assert.Equal(2, await _chain.RunAsync("C", "count"));

        await _chain.RunAsync("A", "var x = new List<int>();");
        await _chain.RunAsync("B", "x.Add(1); var count = x.Count;");

        Assert.Equal(1, await _chain.RunAsync("C", "count"));
        Assert.Equal(3, _chain.Compilations);
    }

    [Fact]
    public async Task NameRedeclaredLater_IsCompiledAgainstTheNewOne()
    {
        await _chain.RunAsync("A", "var x = 1;");
        await _chain.RunAsync("B", "var y = x.ToString() + \"!\";");
        await _chain.RunAsync("C", "var x = \"text\";");

        await _chain.RunAsync("B", "var y = x.ToString() + \"!\";");

        Assert.Equal("text!", await _chain.RunAsync("D", "y"));
        Assert.Equal(5, _chain.Compilations);
    }

    [Fact]
    public async Task NameItDeclaresAndALaterCellToo_BecomesTheNewestAgain()
    {
        await _chain.RunAsync("A", "var x = 1;");
        await _chain.RunAsync("B", "var x = 2;");
        Assert.Equal(2, await _chain.RunAsync("C", "x"));

        await _chain.RunAsync("A", "var x = 1;");

        Assert.Equal(1, await _chain.RunAsync("C", "x"));
    }

    [Fact]
    public async Task OverloadAddedLater_IsConsidered()
    {
        await _chain.RunAsync("A", "string F(object o) => \"object\";");
        await _chain.RunAsync("B", "var s = F(1);");
        await _chain.RunAsync("C", "string F(int n) => \"int\";");

        await _chain.RunAsync("B", "var s = F(1);");

        Assert.Equal("int", await _chain.RunAsync("D", "s"));
    }

    [Fact]
    public async Task ExtensionMethodAddedLater_IsConsidered()
    {
        await _chain.RunAsync("A", "var s = $\"{5}\".Shout();", expectFailure: true);
        await _chain.RunAsync("B", "var n = new[] { 1, 2 }.Count();");
        await _chain.RunAsync("C", "static int Count(this int[] numbers) => 99;");

        await _chain.RunAsync("B", "var n = new[] { 1, 2 }.Count();");

        Assert.Equal(99, await _chain.RunAsync("D", "n"));
    }

    [Fact]
    public async Task UsingAddedLater_IsConsidered()
    {
        await _chain.RunAsync("A", "var t = typeof(Timer).Namespace;");
        await _chain.RunAsync("B", "using System.Timers;");

        await _chain.RunAsync("A", "var t = typeof(Timer).Namespace;");

        Assert.Equal("System.Timers", await _chain.RunAsync("C", "t"));
    }

    [Theory]
    [InlineData("static int seed = 1; int Next() => seed++;")]
    [InlineData("class S { public static int Seed = 1; } int Next() => S.Seed++;")]
    [InlineData("class S { public static int Seed { get; set; } = 1; } int Next() => S.Seed++;")]
    [InlineData("class S { static S() { Seed = 1; } public static int Seed; } int Next() => S.Seed++;")]
    [InlineData("class S { public class Inner { public static int Seed = 1; } } int Next() => S.Inner.Seed++;")]
    public async Task StaticState_StartsAfresh(string code)
    {
        await _chain.RunAsync("A", code);
        Assert.Equal(1, await _chain.RunAsync("B", "Next()"));
        Assert.Equal(2, await _chain.RunAsync("B", "Next()"));

        await _chain.RunAsync("A", code);

        Assert.Equal(1, await _chain.RunAsync("B", "Next()"));
    }

    [Fact]
    public async Task LoadedFile_IsReadAgain()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["lib.csx"], "var fromFile = 1;", TestContext.Current.CancellationToken);
        var code = $"#load \"{folder["lib.csx"]}\"";
        await _chain.RunAsync("A", code);
        await File.WriteAllTextAsync(folder["lib.csx"], "var fromFile = 2;", TestContext.Current.CancellationToken);

        await _chain.RunAsync("A", code);

        Assert.Equal(2, await _chain.RunAsync("B", "fromFile"));
    }

    [Fact]
    public async Task CellThatDeclaresNothing_NeverExtendsTheChain()
    {
        await _chain.RunAsync("A", "var x = 1;");
        for (var i = 0; i < 50; i++)
            await _chain.RunAsync("B", $"x + {i}");

        Assert.Equal(1, _chain.Length);
    }

    [Fact]
    public async Task CellThatDeclaresNothing_MayRunAgainAfterTheChainGrew()
    {
        await _chain.RunAsync("A", "var x = 1;");
        Assert.Equal(1, await _chain.RunAsync("B", "x"));
        await _chain.RunAsync("C", "var y = 2;");
        await _chain.RunAsync("D", "var z = 3;");

        Assert.Equal(1, await _chain.RunAsync("B", "x"));

        // Its instance took a slot that now belongs to C.
        Assert.Equal(5, await _chain.RunAsync("E", "y + z"));
        Assert.Equal(5, _chain.Compilations);
    }

    [Fact]
    public async Task FailedRun_LeavesWhatItAssigned()
    {
        await _chain.RunAsync("A", "var x = 1; var fail = false;");
        const string code = "var y = x; if (fail) throw new Exception(); var z = 5;";
        await _chain.RunAsync("B", code);
        Assert.Equal("1 5", await _chain.RunAsync("C", "$\"{y} {z}\""));
        await _chain.RunAsync("D", "x = 2; fail = true;");

        await _chain.RunAsync("B", code, expectFailure: true);

        Assert.Equal("2 0", await _chain.RunAsync("C", "$\"{y} {z}\""));
    }

    [Fact]
    public async Task FiftyCellsTwentyTimes_AreCompiledOnce()
    {
        for (var round = 0; round < 20; round++)
        {
            for (var cell = 0; cell < 50; cell++)
                Assert.Equal(cell, await _chain.RunAsync($"cell{cell}", string.Create(CultureInfo.InvariantCulture, $"var v{cell} = {cell}; v{cell}")));
        }

        Assert.Equal(50, _chain.Compilations);
        Assert.Equal(50, _chain.Length);
    }

    /// <summary>The chain alone, without workers and outputs.</summary>
    private sealed class Chain
    {
        private readonly SubmissionCompiler _compiler = new(new SubmissionAssemblies());
        private readonly SubmissionChain _chain;

        public Chain() => _chain = new SubmissionChain(_compiler);

        public int Length => _chain.Length;

        public int Compilations { get; private set; }

        public async Task<object?> RunAsync(string cell, string code, bool expectFailure = false)
        {
            var before = _compiler.Loaded;
            var (submission, errors) = _chain.Prepare(cell, cell, code, TestContext.Current.CancellationToken);
            Compilations += _compiler.Loaded - before;
            try
            {
                if (submission is null)
                {
                    Assert.True(expectFailure, string.Join('\n', errors));
                    return null;
                }

                return await submission.StartAsync();
            }
            catch (Exception) when (expectFailure && submission is not null)
            {
                return null;
            }
            finally
            {
                if (submission is not null)
                    _chain.Adopt(submission);
            }
        }
    }
}
