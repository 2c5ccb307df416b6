using System.Collections;
using System.Reflection;

namespace Notebook.Interactive.Formatting;

/// <summary>How many items a collection says it has.</summary>
internal static class Counts
{
    /// <summary>The collection's own count, or null when only counting would tell. Runs the collection's own code.</summary>
    public static int? Of(IEnumerable value)
    {
        if (value is ICollection { Count: var count })
            return count;
        var counted = value.GetType().GetInterfaces().FirstOrDefault(static i => i.IsGenericType
            && (i.GetGenericTypeDefinition() == typeof(IReadOnlyCollection<>) || i.GetGenericTypeDefinition() == typeof(ICollection<>)));
        return counted?.GetProperty("Count")?.GetValue(value, BindingFlags.DoNotWrapExceptions, null, null, null) as int?;
    }
}
