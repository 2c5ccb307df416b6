using System.Collections.Frozen;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Formatting;

namespace Notebook.Kernel.Scripting;

/// <summary>
/// Reads from the compiler's messages which imports a submission expects that early versions of .NET Interactive made by themselves:
/// <c>new LaTeXString(…)</c> and <c>span(img[src: x])</c> without a <c>using</c>. They are added only when they cure the submission, so
/// that nobody else has names such as <c>a</c>, <c>b</c> and <c>table</c> in scope.
/// </summary>
internal static class CompatibilityImports
{
    private static readonly FrozenDictionary<string, string> Namespaces = typeof(KernelInvocationContext).Assembly.GetExportedTypes()
        .Where(static type => type is { DeclaringType: null, Namespace: "Microsoft.DotNet.Interactive" or "Microsoft.DotNet.Interactive.Formatting"
            or "Microsoft.DotNet.Interactive.Formatting.TabularData" or "Microsoft.AspNetCore.Html" })
        .Select(static type => (Name: type.Name.Split('`')[0], Namespace: type.Namespace!))
        .DistinctBy(static type => type.Name)
        .ToFrozenDictionary(static type => type.Name, static type => type.Namespace, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Extensions = typeof(KernelInvocationContext).Assembly.GetExportedTypes()
        .Where(static type => type is { IsAbstract: true, IsSealed: true, Namespace: not null } && type.Namespace.StartsWith("Microsoft.DotNet.Interactive", StringComparison.Ordinal))
        .SelectMany(static type => type.GetMethods(BindingFlags.Public | BindingFlags.Static), static (type, method) => (method, type.Namespace))
        .Where(static extension => extension.method.IsDefined(typeof(System.Runtime.CompilerServices.ExtensionAttribute), inherit: false))
        .DistinctBy(static extension => extension.method.Name)
        .ToFrozenDictionary(static extension => extension.method.Name, static extension => extension.Namespace!, StringComparer.Ordinal);

    private static readonly FrozenSet<string> Tags = typeof(PocketViewTags).GetProperties().Select(static tag => tag.Name).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>What using directives would name: namespaces and, after <c>static</c>, classes.</summary>
    public static IReadOnlySet<string> Find(IEnumerable<Diagnostic> diagnostics)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var error in diagnostics.Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Take(100))
        {
            if (error.Location.SourceTree?.GetRoot().FindNode(error.Location.SourceSpan, getInnermostNodeForTie: true) is not { } node)
                continue;
            var name = node.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().FirstOrDefault()?.Identifier.ValueText ?? "";
            switch (error.Id)
            {
                case "CS0103" when Tags.Contains(name) && node.Parent is InvocationExpressionSyntax or ElementAccessExpressionSyntax:
                    found.Add($"static {typeof(PocketViewTags).FullName}");
                    break;
                case "CS0103" or "CS0246" or "CS0308" or "CS0305" when Namespaces.TryGetValue(name, out var space):
                    found.Add(space);
                    break;
                case "CS1061" when node.Parent is MemberAccessExpressionSyntax access && Extensions.TryGetValue(access.Name.Identifier.ValueText, out var space):
                    found.Add(space);
                    break;
                case "CS1061" when Extensions.TryGetValue(name, out var space):
                    found.Add(space);
                    break;
            }
        }

        return found;
    }
}
