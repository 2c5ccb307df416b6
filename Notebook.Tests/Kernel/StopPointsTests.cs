using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Notebook.Kernel.Scripting;

namespace Notebook.Tests.Kernel;

public sealed class StopPointsTests
{
    private static readonly CSharpParseOptions Script = new(LanguageVersion.Latest, kind: SourceCodeKind.Script);

    [Theory]
    [InlineData("while (true) { }", 1)]
    [InlineData("while (x) // why\n    F();\nG();", 1)]
    [InlineData("do F(); while (x);", 1)]
    [InlineData("do /* a */ { F(); } while (x);", 1)]
    [InlineData("for (;;) ;", 1)]
    [InlineData("for (var i = 0; i < 3; i++)\n{\n    F(i);\n}", 1)]
    [InlineData("foreach (var a in b) F(a);", 1)]
    [InlineData("foreach (var (a, c) in b) F(a);", 1)]
    [InlineData("await foreach (var a in b) { F(a); }", 1)]
    [InlineData("while (a) while (b) F();", 2)]
    [InlineData("class C { void M() { while (a) F(); } int P { get { while (b) F(); } } }", 2)]
    [InlineData("Task.Run(() => { while (a) { } });", 2)]
    [InlineData("try { } finally { all.First(n => n > 0); while (a) F(); } all.First(n => n > 0);", 2)]
    [InlineData("all.Where(n => n < 0).Select((a, i) => a + i);", 2)]
    [InlineData("all.ForEach(n => F(n)); all.ForEach(n => i++); F(() => throw x); F(n => a = n); F(n => new List<int>()); F(async n => await n);", 0)]
    [InlineData("Func<int, Func<int, int>> f = a => b => /* sum */ a + b;", 2)]
    [InlineData("for (var i = 0; i < n; i++) sum += a[i] * Math.Sqrt(i);", 0)]
    [InlineData("int Square(int n) { return n * n; } int Other(int n) { return n; } all.Select(Square); Other(1);", 1)]
    [InlineData("class C { static int Square(int n) { return n; } int M() { return 1; } Func<int, int> f = Square; }", 1)]
    [InlineData("int Square(int n) => n * n; all.Select(Square);", 0)]
    [InlineData("while (a) int x = 1;", 0)]
    [InlineData("while (a { }", 0)]
    [InlineData("F();", 0)]
    public void AddTo_Loops_GetAPointAndNoCharacterMoves(string code, int points)
    {
        var tree = CSharpSyntaxTree.ParseText(code, Script, cancellationToken: TestContext.Current.CancellationToken);

        var root = StopPoints.AddTo(tree).GetRoot(TestContext.Current.CancellationToken);

        Assert.Equal(code, root.ToFullString());
        var inserted = root.DescendantNodes().OfType<ConditionalAccessExpressionSyntax>().ToList();
        Assert.Equal(points, inserted.Count);
        // Debug information can't say that a statement is nowhere: an empty one spoils the lines of all that follow.
        Assert.All(inserted, static point => Assert.NotEqual(0, point.Span.Length));
        foreach (var call in tree.GetRoot(TestContext.Current.CancellationToken).DescendantNodes().OfType<InvocationExpressionSyntax>())
            Assert.Contains(root.DescendantNodes(), node => node is InvocationExpressionSyntax && node.Span == call.Span);
    }
}
