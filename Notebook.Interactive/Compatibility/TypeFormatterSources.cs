using System.Reflection;
using System.Runtime.CompilerServices;
using Notebook.Interactive.Formatting;

namespace Microsoft.DotNet.Interactive.Formatting;

/// <summary>Finds the formatters that a type names itself, when a value of it is first shown.</summary>
internal static class TypeFormatterSources
{
    private static readonly ConditionalWeakTable<Type, object> Seen = [];

    public static void Discover(Type type, FormatterRegistry registry)
    {
        // By the attribute's own table: asking a type for its attributes costs more than showing a small value.
        if (!Seen.TryGetValue(type, out _) && Seen.TryAdd(type, true) && type.GetCustomAttribute<TypeFormatterSourceAttribute>() is { } attribute)
            Register(type, attribute, registry);
    }

    private static void Register(Type type, TypeFormatterSourceAttribute attribute, FormatterRegistry registry)
    {
        if (Activator.CreateInstance(attribute.FormatterSourceType) is not ITypeFormatterSource source)
            throw new InvalidOperationException($"{attribute.FormatterSourceType} is no ITypeFormatterSource.");
        foreach (var formatter in source.CreateTypeFormatters())
            Formatter.Register(formatter);
        if (attribute.PreferredMimeTypes.Length > 0)
            registry.SetPreferred(type, attribute.PreferredMimeTypes);
    }
}
