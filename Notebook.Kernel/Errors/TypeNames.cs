namespace Notebook.Kernel.Errors;

/// <summary>Names types as C# writes them, without namespaces and without the submission that declares them.</summary>
internal static class TypeNames
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(bool)] = "bool", [typeof(byte)] = "byte", [typeof(sbyte)] = "sbyte", [typeof(char)] = "char",
        [typeof(short)] = "short", [typeof(ushort)] = "ushort", [typeof(int)] = "int", [typeof(uint)] = "uint",
        [typeof(long)] = "long", [typeof(ulong)] = "ulong", [typeof(float)] = "float", [typeof(double)] = "double",
        [typeof(decimal)] = "decimal", [typeof(string)] = "string", [typeof(object)] = "object", [typeof(void)] = "void",
    };

    /// <summary>The name in a signature: <c>Dictionary&lt;string, int[]&gt;</c>, <c>Outer.Inner</c>, <c>int?</c>.</summary>
    public static string Of(Type type)
    {
        if (Keywords.TryGetValue(type, out var keyword))
            return keyword;
        if (type.IsByRef)
            return "ref " + Of(type.GetElementType()!);
        if (type.IsPointer)
            return Of(type.GetElementType()!) + "*";
        if (type.IsArray)
            return $"{Of(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        if (type.IsGenericParameter)
            return type.Name;
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return Of(underlying) + "?";

        // A nested type's arguments include those of the types around it.
        var arguments = type.GetGenericArguments();
        var skip = type.DeclaringType?.GetGenericArguments().Length ?? 0;
        var own = arguments.Length > skip ? $"<{string.Join(", ", arguments.Skip(skip).Select(Of))}>" : "";
        var outer = type.DeclaringType is { } declaring && !MethodNames.IsSubmission(declaring) ? Of(declaring) + "." : "";
        return outer + Simple(type) + own;
    }

    /// <summary>The full name as people know it: with its namespace, but without the submission that declares it.</summary>
    public static string Full(Type type) =>
        type.Namespace is { Length: > 0 } space ? $"{space}.{Of(type)}" : Of(type);

    /// <summary>The type's own name without arguments.</summary>
    public static string Simple(Type type)
    {
        var tick = type.Name.IndexOf('`', StringComparison.Ordinal);
        return tick < 0 ? type.Name : type.Name[..tick];
    }
}
