using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Notebook.Kernel.Scripting;

/// <summary>
/// Reads the words of a cell that the compiler's parser of scripts takes for something else than they are: <c>await (…)</c> at the top,
/// and <c>union</c> as a name. Each gets a stand-in of its length, the text is parsed once more, and what was parsed gets the word back.
/// </summary>
internal static class CellWords
{
    /// <summary>The tree in which they are what they are, every character at its place; the tree itself when there are none.</summary>
    /// <param name="tree">A script.</param>
    /// <param name="isAwaitAName">Whether something above is called <c>await</c>, so that it is no operator.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static SyntaxTree Read(SyntaxTree tree, bool isAwaitAName = false, CancellationToken cancellationToken = default)
    {
        var code = tree.GetText(cancellationToken).ToString();
        if (!MayChange(code))
            return tree;

        var options = (CSharpParseOptions)tree.Options;
        var characters = code.ToCharArray();
        var names = UnionNames.PlacesIn(code, options);
        Put(UnionNames.StandIn, names, characters);
        var awaits = isAwaitAName || AwaitedParentheses.Declares(tree.GetRoot(cancellationToken)) ? [] : AwaitedParentheses.PlacesIn(new string(characters), options, cancellationToken);
        Put(AwaitedParentheses.Operator, awaits, characters);
        if (names.Count + awaits.Count == 0)
            return tree;

        var root = CSharpSyntaxTree.ParseText(new string(characters), options, cancellationToken: cancellationToken).GetRoot(cancellationToken);
        var identifiers = root.DescendantTokens().Where(token => names.Contains(token.SpanStart) && token.Text == UnionNames.StandIn).ToList();
        var operators = root.DescendantNodes().OfType<PrefixUnaryExpressionSyntax>().Where(node => awaits.Contains(node.OperatorToken.SpanStart)).ToList();
        // Where not every one came back, the code has errors, and the parser's own words about them are better.
        return identifiers.Count < names.Count || operators.Count < awaits.Count
            ? tree
            : tree.WithRootAndOptions(root.ReplaceSyntax(operators, static (_, node) => AwaitedParentheses.Await((PrefixUnaryExpressionSyntax)node), identifiers, static (_, name) => UnionNames.Name(name), [], static (_, trivia) => trivia), options);
    }

    /// <summary>Whether one of the words is in the code; most cells have none and are parsed once.</summary>
    public static bool MayChange(string code) => code.Contains(AwaitedParentheses.Word, StringComparison.Ordinal) || code.Contains(UnionNames.Word, StringComparison.Ordinal);

    private static void Put(string standIn, HashSet<int> places, char[] characters)
    {
        foreach (var place in places)
            standIn.CopyTo(characters.AsSpan(place));
    }
}
