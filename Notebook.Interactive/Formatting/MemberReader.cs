using System.Reflection;
using System.Runtime.CompilerServices;

namespace Notebook.Interactive.Formatting;

/// <summary>The public members of a type that are shown, base types' first, and how each is read from a value.</summary>
internal sealed class MemberReader
{
    // Does not keep a type alive whose assembly the kernel could unload.
    private static readonly ConditionalWeakTable<Type, MemberReader> Readers = [];

    private MemberReader(Type type)
    {
        var members = new List<(string Name, int Level, int Order, Func<object, object?> Read, MemberInfo Source)>();
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property is { CanRead: true, GetMethod.IsPublic: true } && property.GetIndexParameters().Length == 0 && IsReadable(property.PropertyType))
                members.Add((property.Name, Level(property), property.MetadataToken, value => property.GetValue(value, BindingFlags.DoNotWrapExceptions, null, null, null), property));
        }

        foreach (var field in type.GetFields(BindingFlags.Public | BindingFlags.Instance))
        {
            if (IsReadable(field.FieldType))
                members.Add((field.Name, Level(field), field.MetadataToken, field.GetValue, field));
        }

        var shown = members
            .GroupBy(static m => m.Name, StringComparer.Ordinal)
            .Select(static g => g.MaxBy(static m => m.Level))
            .OrderBy(static m => m.Level).ThenBy(static m => m.Order)
            .ToList();
        Members = [.. shown.Select(static m => (m.Name, m.Read))];
        Sources = [.. shown.Select(static m => m.Source)];
    }

    public IReadOnlyList<(string Name, Func<object, object?> Read)> Members { get; }

    /// <summary>The properties and fields themselves, in the same order.</summary>
    public IReadOnlyList<MemberInfo> Sources { get; }

    public static MemberReader Of(Type type) => Readers.GetValue(type, static t => new MemberReader(t));

    private static bool IsReadable(Type type) => !type.IsByRefLike && !type.IsPointer && !type.IsByRef && !type.IsFunctionPointer;

    private static int Level(MemberInfo member)
    {
        var level = 0;
        for (var type = member.DeclaringType; type is not null; type = type.BaseType)
            level++;
        return level;
    }
}
