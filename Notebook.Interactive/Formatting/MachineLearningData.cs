using System.Collections;
using System.Globalization;
using System.Reflection;

namespace Notebook.Interactive.Formatting;

/// <summary>
/// Reads an <c>IDataView</c> of ML.NET, by reflection: notebooks bring their own version of that package. A view is lazy, so its rows are
/// worked out while they are read.
/// </summary>
internal static class MachineLearningData
{
    private delegate void Getter<T>(ref T value);

    /// <summary>The view as a table, without its hidden columns.</summary>
    public static TableSource Read(object view)
    {
        var contract = view.GetType().GetInterfaces().First(static i => i.FullName == "Microsoft.ML.IDataView");
        var columns = ((IEnumerable)contract.GetProperty("Schema")!.GetValue(view)!).Cast<object>().Where(static c => !(bool)Get(c, "IsHidden")!).ToList();
        var count = contract.GetMethod("GetRowCount")!.Invoke(view, BindingFlags.DoNotWrapExceptions, null, null, null);
        return new TableSource
        {
            TypeName = TypeNames.Of(view.GetType()),
            Columns = [.. TableSource.Unique(columns.Select(static c => (string)Get(c, "Name")!))],
            RowCount = count is null ? null : (int)Math.Min(Convert.ToInt64(count, CultureInfo.InvariantCulture), int.MaxValue),
            Rows = Rows(view, contract, columns),
        };
    }

    private static IEnumerable<object?[]> Rows(object view, Type contract, List<object> columns)
    {
        if (columns.Count == 0)
            yield break;
        var wanted = Array.CreateInstance(columns[0].GetType(), columns.Count);
        for (var i = 0; i < columns.Count; i++)
            wanted.SetValue(columns[i], i);
        var cursor = contract.GetMethod("GetRowCursor")!.Invoke(view, BindingFlags.DoNotWrapExceptions, null, [wanted, null], null)!;
        using (cursor as IDisposable)
        {
            var move = Public(cursor.GetType(), "MoveNext").CreateDelegate<Func<bool>>(cursor);
            List<Func<object?>> readers = [.. columns.Select(c => ReaderOf(cursor, c))];
            while (move())
                yield return [.. readers.Select(static r => r())];
        }
    }

    private static Func<object?> ReaderOf(object cursor, object column)
    {
        var type = (Type)Get(Get(column, "Type")!, "RawType")!;
        var getter = (Delegate)Public(cursor.GetType(), "GetGetter").MakeGenericMethod(type).Invoke(cursor, BindingFlags.DoNotWrapExceptions, null, [column], null)!;
        return (Func<object?>)typeof(MachineLearningData).GetMethod(nameof(ReaderOfType), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type).Invoke(null, [getter])!;
    }

    private static Func<object?> ReaderOfType<T>(Delegate getter)
    {
        // Their delegate type has the same shape as this one.
        var read = (Getter<T>)Delegate.CreateDelegate(typeof(Getter<T>), getter, getter.GetType().GetMethod("Invoke")!);
        var isVector = typeof(T).FullName?.StartsWith("Microsoft.ML.Data.VBuffer`1", StringComparison.Ordinal) == true;
        return () =>
        {
            T value = default!;
            read(ref value);
            return value is ReadOnlyMemory<char> text ? text.ToString()
                : isVector ? Public(typeof(T), "DenseValues").Invoke(value, null)
                : value;
        };
    }

    private static MethodInfo Public(Type type, string name)
    {
        // The cursor's own type may be hidden; its public base has the method.
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).FirstOrDefault(m => m.Name == name) is { } method)
                return method;
        }

        throw new MissingMethodException(type.FullName, name);
    }

    private static object? Get(object value, string property) => value.GetType().GetProperty(property)!.GetValue(value, BindingFlags.DoNotWrapExceptions, null, null, null);
}
