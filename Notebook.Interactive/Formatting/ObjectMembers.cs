using System.Collections;
using System.Runtime.CompilerServices;
using Member = (string Name, System.Func<object, object?> Read);

namespace Notebook.Interactive.Formatting;

/// <summary>The parts that an object is shown by: its public members, or what says more for types that are known.</summary>
internal static class ObjectMembers
{
    /// <summary>Longer tuples keep the rest in another tuple.</summary>
    private const int MaxPlainTuple = 7;

    private static readonly HashSet<string> ExceptionMembers =
        ["Message", "Data", "InnerException", "InnerExceptions", "StackTrace", "TargetSite", "HelpLink", "Source", "HResult"];

    public static IReadOnlyList<Member> Of(object value) => value switch
    {
        ITuple tuple => [.. Enumerable.Range(0, tuple.Length).Select(static i => new Member($"Item{i + 1}", value => ((ITuple)value)[i]))],
        Exception exception => OfException(exception),
        Task task => OfTask(task),
        _ when IsLazy(value.GetType()) => OfLazy(value),
        _ when IsGrouping(value) => OfGrouping(value),
        _ => MemberReader.Of(value.GetType()).Members,
    };

    /// <summary>Whether the parts of all values of this type are its public members.</summary>
    public static bool AreReadable(object value) =>
        value is not (Exception or Task or IEnumerable) && !IsLazy(value.GetType()) && (value is not ITuple tuple || (tuple.Length <= MaxPlainTuple && value.GetType().Namespace == "System"));

    /// <summary>The parts of a row: of a dictionary its entries.</summary>
    public static IEnumerable<(string Name, Func<object?> Read)> Parts(object value)
    {
        if (DictionaryEntries.IsDictionary(value))
        {
            foreach (var entry in (IEnumerable)value)
            {
                var (key, item) = DictionaryEntries.Split(entry!);
                yield return (key?.ToString() ?? "", () => item);
            }
        }
        else
        {
            foreach (var (name, read) in Of(value))
                yield return (name, () => read(value));
        }
    }

    public static bool IsGrouping(object value) =>
        value is IEnumerable && value.GetType().GetInterfaces().Any(static i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IGrouping<,>));

    // Message first: it is what a reader looks for.
    private static List<Member> OfException(Exception exception)
    {
        List<Member> members = [("Message", static e => ((Exception)e).Message)];
        members.AddRange(MemberReader.Of(exception.GetType()).Members.Where(static m => !ExceptionMembers.Contains(m.Name)));
        if (exception.Data.Count > 0)
            members.Add(("Data", static e => ((Exception)e).Data));
        if (exception is AggregateException { InnerExceptions.Count: > 1 })
            members.Add(("InnerExceptions", static e => ((AggregateException)e).InnerExceptions));
        else if (exception.InnerException is not null)
            members.Add(("InnerException", static e => ((Exception)e).InnerException));
        if (exception.StackTrace is not null)
            members.Add(("StackTrace", static e => ((Exception)e).StackTrace));
        return members;
    }

    // Reading the result of a task that still runs would wait for it.
    private static List<Member> OfTask(Task task)
    {
        List<Member> members = [("Status", static t => ((Task)t).Status)];
        if (task.IsCompletedSuccessfully && MemberReader.Of(task.GetType()).Members.FirstOrDefault(static m => m.Name == "Result") is { Read: not null } result)
            members.Add(result);
        if (task.IsFaulted)
            members.Add(("Exception", static t => ((Task)t).Exception!.InnerException));
        return members;
    }

    private static bool IsLazy(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Lazy<>);

    // Looking at a value must not be what makes it.
    private static List<Member> OfLazy(object lazy) =>
        [.. MemberReader.Of(lazy.GetType()).Members.Where(m => m.Name == "IsValueCreated" || (m.Name == "Value" && lazy.GetType().GetProperty("IsValueCreated")?.GetValue(lazy) is true))];

    private static List<Member> OfGrouping(object value)
    {
        var grouping = value.GetType().GetInterfaces().First(static i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IGrouping<,>));
        var key = grouping.GetProperty("Key")!;
        return [("Key", key.GetValue), ("Values", static g => Items((IEnumerable)g))];
    }

    private static IEnumerable<object?> Items(IEnumerable grouping)
    {
        foreach (var item in grouping)
            yield return item;
    }
}
