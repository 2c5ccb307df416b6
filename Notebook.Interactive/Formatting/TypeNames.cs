using System.Runtime.CompilerServices;

namespace Notebook.Interactive.Formatting;

/// <summary>Types as C# writes them: <c>Dictionary&lt;string, int[]&gt;</c>, <c>(int, string)</c>, without namespaces and submissions.</summary>
internal static class TypeNames
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(sbyte)] = "sbyte",
        [typeof(char)] = "char",
        [typeof(decimal)] = "decimal",
        [typeof(double)] = "double",
        [typeof(float)] = "float",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(short)] = "short",
        [typeof(ushort)] = "ushort",
        [typeof(nint)] = "nint",
        [typeof(nuint)] = "nuint",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(void)] = "void",
    };

    /// <summary>The name of a type; empty for an anonymous type, which has none.</summary>
    public static string Of(Type type)
    {
        if (Keywords.TryGetValue(type, out var keyword))
            return keyword;
        if (type.IsArray)
            return $"{NameOf(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return Of(underlying) + "?";
        if (IsAnonymous(type))
            return "";
        if (type.IsByRef || type.IsPointer)
            return Of(type.GetElementType()!) + (type.IsPointer ? "*" : "&");
        if (!type.IsGenericType)
            return type.Name;

        var arguments = type.GetGenericArguments();
        if (typeof(ITuple).IsAssignableFrom(type) && type.IsValueType)
            return $"({Join(arguments)})";

        // A nested type lists its parents' arguments first; only its own are part of its name.
        var tick = type.Name.IndexOf('`', StringComparison.Ordinal);
        if (tick < 0)
            return type.Name;
        var own = int.Parse(type.Name.AsSpan(tick + 1), System.Globalization.CultureInfo.InvariantCulture);
        return $"{type.Name[..tick]}<{Join(arguments[^own..])}>";
    }

    /// <summary>The name of a sequence's type; of a LINQ operator or an iterator, whose type nobody wrote, <c>IEnumerable&lt;T&gt;</c>.</summary>
    public static string OfSequence(Type type)
    {
        if (type.IsArray || (!type.Name.Contains('<', StringComparison.Ordinal) && (type.IsVisible || type.Namespace?.StartsWith("System", StringComparison.Ordinal) != true)))
            return Of(type);
        var sequence = type.GetInterfaces().FirstOrDefault(static i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>));
        return sequence is null ? "IEnumerable" : Of(sequence);
    }

    public static bool IsAnonymous(Type type) =>
        type.Name.StartsWith("<>f__AnonymousType", StringComparison.Ordinal) && type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false);

    private static string Join(Type[] types) => string.Join(", ", types.Select(NameOf));

    private static string NameOf(Type type) => Of(type) is { Length: > 0 } name ? name : "anonymous";
}
