using System.Runtime.CompilerServices;

namespace Notebook.Interactive.Formatting;

/// <summary>
/// Types whose values run no code but the framework's and the compiler's own when they are read: capturing them needs no thread that can
/// be ended, which saves two thread switches per display in loops that display often.
/// </summary>
internal static class TrustedTypes
{
    private static readonly ConditionalWeakTable<Type, object> Answers = [];

    private static readonly HashSet<Type> Collections =
        [typeof(List<>), typeof(Dictionary<,>), typeof(HashSet<>), typeof(KeyValuePair<,>), typeof(Nullable<>)];

    public static bool Contains(Type type) => (bool)Answers.GetValue(type, static type => Judge(type));

    private static bool Judge(Type type) =>
        type.IsPrimitive || type.IsEnum || type == typeof(string) || type == typeof(decimal) || type == typeof(Guid) || type == typeof(DateTime)
        || type == typeof(DateTimeOffset) || type == typeof(DateOnly) || type == typeof(TimeOnly) || type == typeof(TimeSpan) || type == typeof(Chart)
        || (type.IsArray && Contains(type.GetElementType()!))
        || (type.IsGenericType && IsTransparent(type) && Array.TrueForAll(type.GetGenericArguments(), Contains));

    private static bool IsTransparent(Type type) =>
        Collections.Contains(type.GetGenericTypeDefinition()) || TypeNames.IsAnonymous(type) || (type.IsValueType && typeof(ITuple).IsAssignableFrom(type) && type.Namespace == "System");
}
