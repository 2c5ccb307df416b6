using System.Collections.Concurrent;

namespace Microsoft.DotNet.Interactive;

/// <summary>The directives that notebooks have added to this process.</summary>
internal static class RegisteredDirectives
{
    private static readonly ConcurrentDictionary<string, RegisteredDirective> ByName = new(StringComparer.Ordinal);

    public static IEnumerable<RegisteredDirective> All => ByName.Values.OrderBy(static directive => directive.Directive.Name, StringComparer.Ordinal);

    /// <summary>Adds one, in place of one of the same name: the cell that adds it may run again.</summary>
    public static void Add(RegisteredDirective directive) => ByName[directive.Directive.Name] = directive;

    /// <param name="name">Without <c>#!</c>.</param>
    public static RegisteredDirective? Find(string name) => ByName.GetValueOrDefault("#!" + name);
}
