using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Notebook.Kernel.Scripting;

namespace Notebook.Tests.Kernel;

public sealed class AwaitedParenthesesTests
{
    private static readonly CSharpParseOptions Script = new(LanguageVersion.Latest, kind: SourceCodeKind.Script);

    [Theory]
    [InlineData("await (a)", "await (a)")]
    [InlineData("await(a);", "await(a)")]
    [InlineData("// why\nawait /* the */ (a) /* task */ ; // end\n", "await /* the */ (a)")]
    [InlineData("await\n  (a).ConfigureAwait(false);", "await\n  (a).ConfigureAwait(false)")]
    [InlineData("(await (f())).Length", "await (f())")]
    [InlineData("await (a)[0]!.B.C(1)", "await (a)[0]!.B.C(1)")]
    [InlineData("await (a)?.B", "await (a)?.B")]
    [InlineData("await (a) + 1", "await (a)")]
    [InlineData("1 + await (a) * 2", "await (a)")]
    [InlineData("await (Task<int>)a;", "await (Task<int>)a")]
    [InlineData("await (a) switch { _ => 1 }", "await (a)")]
    [InlineData("var x = await (c ? a : b);", "await (c ? a : b)")]
    [InlineData("return await (a);", "await (a)")]
    [InlineData("F(1, await (a), 2)", "await (a)")]
    [InlineData("var x = new[] { await (a) };", "await (a)")]
    [InlineData("if (c) await (a);", "await (a)")]
    [InlineData("foreach (var x in await (a)) { }", "await (a)")]
    [InlineData("F(); await (a);", "await (a)")]
    [InlineData("{ await (a); }", "await (a)")]
    [InlineData("$\"{await (a):F2}\"", "await (a)")]
    [InlineData("(int)await (a)", "await (a)")]
    public void Read_AwaitAtTheTop_IsAnAwaitAndNoCharacterMoves(string code, string expected)
    {
        var root = Read(code);

        Assert.Equal(code, root.ToFullString());
        Assert.False(root.ContainsDiagnostics);
        var awaited = Assert.Single(root.DescendantNodes().OfType<AwaitExpressionSyntax>());
        Assert.Equal(expected, awaited.ToString());
        Assert.Equal(code.IndexOf("await", StringComparison.Ordinal), awaited.SpanStart);
    }

    [Fact]
    public void Read_AwaitInAwait_BothAre() =>
        Assert.Equal(["await (await (a))", "await (a)"], Read("await (await (a));").DescendantNodes().OfType<AwaitExpressionSyntax>().Select(static node => node.ToString()));

    [Theory]
    [InlineData("void F() { await (a); }")]
    [InlineData("Action f = () => await (a);")]
    [InlineData("{ int F() => await (a); }")]
    [InlineData("class C { int P => await (a); }")]
    [InlineData("int await(int x) => x; await (1)")]
    [InlineData("Func<int, int> await = x => x; await (1)")]
    [InlineData("@await (1)")]
    [InlineData("x.await (1)")]
    [InlineData("\"await (1)\"")]
    [InlineData("#if NO\nawait (1)\n#endif")]
    public void Read_ThatIsNoneAtTheTop_StaysAsItIs(string code)
    {
        var tree = CSharpSyntaxTree.ParseText(code, Script, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Same(tree, AwaitedParentheses.Read(tree, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("var a = 5\nawait (b);")]
    [InlineData("await (")]
    [InlineData("await (a")]
    [InlineData("F(await (a) await (b))")]
    public void Read_HalfTyped_KeepsTheText(string code) => Assert.Equal(code, Read(code).ToFullString());

    private static SyntaxNode Read(string code) =>
        AwaitedParentheses.Read(CSharpSyntaxTree.ParseText(code, Script, cancellationToken: TestContext.Current.CancellationToken), TestContext.Current.CancellationToken).GetRoot(TestContext.Current.CancellationToken);
}
