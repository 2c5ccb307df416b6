using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Notebook.Kernel.Language;

/// <summary>
/// The files that C# names in texts: those that a call is known to write, and all others, which something may read. What a call writes under
/// a name that is only known when it runs is not found.
/// </summary>
internal static class CodeFiles
{
    /// <summary>What a call does to the file that an argument names.</summary>
    private enum Deed
    {
        Reads,
        Makes,
        Changes,
    }

    /// <param name="model">Of the cell.</param>
    /// <param name="root">Its text.</param>
    /// <param name="isVisible">Whether an earlier cell declares this name: only such a one can be a constant of it.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static NamedFiles Of(SemanticModel model, SyntaxNode root, Func<string, bool> isVisible, CancellationToken cancellationToken)
    {
        var files = NamedFiles.None;
        var written = new HashSet<SyntaxNode>();
        var writtenThrough = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (call, arguments) in root.DescendantNodes().Select(static node => (node, ArgumentsOf(node))).Where(static call => call.Item2.Count > 0))
        {
            if (!MayWrite(CalledName(call)))
                continue;
            cancellationToken.ThrowIfCancellationRequested();
            var info = model.GetSymbolInfo(call, cancellationToken);
            if ((info.Symbol ?? info.CandidateSymbols.FirstOrDefault()) is not IMethodSymbol method)
                continue;
            for (var index = 0; index < arguments.Count; index++)
            {
                var deed = DeedOf(method, index, arguments);
                if (deed == Deed.Reads)
                    continue;
                var target = arguments[index].Expression;
                var path = PathOf(model, target, cancellationToken);
                files = deed == Deed.Makes ? files.WithMade(path) : files.WithChanged(path);
                written.Add(target);
                if (target is IdentifierNameSyntax variable)
                    writtenThrough.Add(variable.Identifier.ValueText);
            }
        }

        foreach (var node in root.DescendantNodes(node => !written.Contains(node)))
        {
            var isRead = !written.Contains(node) && node switch
            {
                // The text of a variable is read by whoever takes the variable, unless the variable says where to write.
                LiteralExpressionSyntax literal => literal.IsKind(SyntaxKind.StringLiteralExpression) && !(literal.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Identifier.ValueText: var name } } && writtenThrough.Contains(name)),
                InvocationExpressionSyntax call => IsCombined(call),
                IdentifierNameSyntax { Parent: ArgumentSyntax } name => isVisible(name.Identifier.ValueText),
                _ => false,
            };
            if (isRead)
                files = files.WithRead(PathOf(model, (ExpressionSyntax)node, cancellationToken));
        }

        return files;
    }

    private static SeparatedSyntaxList<ArgumentSyntax> ArgumentsOf(SyntaxNode node) => node switch
    {
        InvocationExpressionSyntax call => call.ArgumentList.Arguments,
        BaseObjectCreationExpressionSyntax { ArgumentList: { } list } => list.Arguments,
        _ => default,
    };

    private static string CalledName(SyntaxNode call) => call switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax member } => member.Name.Identifier.ValueText,
        InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax member } => member.Name.Identifier.ValueText,
        InvocationExpressionSyntax { Expression: SimpleNameSyntax name } => name.Identifier.ValueText,
        ObjectCreationExpressionSyntax creation => creation.Type.ToString(),
        ImplicitObjectCreationExpressionSyntax => "StreamWriter",
        _ => "",
    };

    /// <summary>Most calls write no file, and asking the compiler what a call is costs.</summary>
    private static bool MayWrite(string name) =>
        IsSaving(name) || name.EndsWith("StreamWriter", StringComparison.Ordinal) || name.EndsWith("FileStream", StringComparison.Ordinal)
        || name.StartsWith("WriteAll", StringComparison.Ordinal) || name.StartsWith("Append", StringComparison.Ordinal) || name is "Copy" or "Move" or "Replace" or "Delete" or "OpenWrite" or "Create" or "CreateText" or "Open";

    private static Deed DeedOf(IMethodSymbol method, int index, SeparatedSyntaxList<ArgumentSyntax> arguments) => (method.ContainingType?.ToDisplayString(), method.Name, index) switch
    {
        ("System.IO.File", "Copy", 1) or ("System.IO.File", "Move", 1) or ("System.IO.File", "Replace", 1) => Deed.Makes,
        ("System.IO.File", "Move", 0) or ("System.IO.File", "Delete", 0) or ("System.IO.File", "Replace", 0 or 2) => Deed.Changes,
        ("System.IO.File", var name, 0) when name.StartsWith("Append", StringComparison.Ordinal) || name == "OpenWrite" => Deed.Changes,
        ("System.IO.File", var name, 0) when name.StartsWith("WriteAll", StringComparison.Ordinal) || name is "Create" or "CreateText" => Deed.Makes,
        ("System.IO.File" or "System.IO.FileStream", "Open" or ".ctor", 0) => Opened(arguments),
        ("System.IO.StreamWriter", ".ctor", 0) => arguments.Skip(1).Any(static argument => argument.Expression.IsKind(SyntaxKind.TrueLiteralExpression)) ? Deed.Changes : Deed.Makes,
        (_, var name, _) when IsSaving(name) => Deed.Makes,
        _ => Deed.Reads,
    };

    /// <summary>By the words of the modes: a mode that is a variable is not followed.</summary>
    private static Deed Opened(SeparatedSyntaxList<ArgumentSyntax> arguments)
    {
        var words = string.Join(' ', arguments.Skip(1));
        return words.Contains("FileMode.Create", StringComparison.Ordinal) || words.Contains("FileMode.Truncate", StringComparison.Ordinal) ? Deed.Makes
            : words.Contains("FileMode.Append", StringComparison.Ordinal) || words.Contains("FileAccess.Write", StringComparison.Ordinal) || words.Contains("FileAccess.ReadWrite", StringComparison.Ordinal) ? Deed.Changes
            : Deed.Reads;
    }

    /// <summary>How libraries call what writes a file: SaveCsv, SavePng, ExportToFile, WriteCsv, ToParquetFile.</summary>
    private static bool IsSaving(string name) =>
        name.StartsWith("Save", StringComparison.Ordinal) || name.StartsWith("Export", StringComparison.Ordinal)
        || name.StartsWith("Write", StringComparison.Ordinal) && (name.EndsWith("Csv", StringComparison.Ordinal) || name.EndsWith("Json", StringComparison.Ordinal) || name.EndsWith("Parquet", StringComparison.Ordinal) || name.EndsWith("File", StringComparison.Ordinal))
        || name.StartsWith("To", StringComparison.Ordinal) && name.EndsWith("File", StringComparison.Ordinal);

    private static bool IsCombined(InvocationExpressionSyntax call) =>
        call.Expression is MemberAccessExpressionSyntax { Expression: var owner, Name.Identifier.ValueText: "Combine" or "Join" } && owner.ToString() is ("Path" or "System.IO.Path");

    private static string PathOf(SemanticModel model, ExpressionSyntax expression, CancellationToken cancellationToken)
    {
        if (expression is not InvocationExpressionSyntax call)
            return WrittenText.Of(model, expression, cancellationToken);
        if (!IsCombined(call))
            return "";
        var parts = call.ArgumentList.Arguments.Select(part => WrittenText.Of(model, part.Expression, cancellationToken)).ToArray();
        return parts.Contains("") ? "" : Path.Combine(parts);
    }
}
