using System.Collections;
using System.Runtime.CompilerServices;

namespace Notebook.Interactive.Formatting;

/// <summary>Dictionaries of every sort: which values are one, and the key and value of their entries.</summary>
internal static class DictionaryEntries
{
    private static readonly ConditionalWeakTable<Type, DictionaryType> Types = [];

    public static bool IsDictionary(object value) => value is IEnumerable && Of(value).IsDictionary;

    /// <summary>Whether keys are texts, so that they can be columns of a table.</summary>
    public static bool HasTextKeys(object value) => Of(value).HasTextKeys;

    public static (object? Key, object? Value) Split(object entry)
    {
        if (entry is DictionaryEntry pair)
            return (pair.Key, pair.Value);

        var members = MemberReader.Of(entry.GetType()).Members;
        return (members.FirstOrDefault(static m => m.Name == "Key").Read?.Invoke(entry), members.FirstOrDefault(static m => m.Name == "Value").Read?.Invoke(entry));
    }

    private static DictionaryType Of(object value) => Types.GetValue(value.GetType(), static type =>
    {
        var dictionaries = type.GetInterfaces().Where(static i => i.IsGenericType
            && (i.GetGenericTypeDefinition() == typeof(IDictionary<,>) || i.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>))).ToList();
        return new DictionaryType(
            dictionaries.Count > 0 || typeof(IDictionary).IsAssignableFrom(type),
            dictionaries.Exists(static i => i.GenericTypeArguments[0] == typeof(string)));
    });

    private sealed record DictionaryType(bool IsDictionary, bool HasTextKeys);
}
