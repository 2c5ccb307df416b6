using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using Notebook.Interactive.Formatting;

namespace Notebook.Interactive.Tables;

/// <summary>
/// Reads the members of rows of one type into columns without boxing: reading a member by reflection takes 40 times as long, which
/// for a million rows is the difference between at once and a wait.
/// </summary>
internal sealed class RowReader
{
    private static readonly MethodInfo CreateCell = typeof(RowReader).GetMethod(nameof(CellOf), BindingFlags.NonPublic | BindingFlags.Static)!;

    // Does not keep a type alive whose assembly the kernel could unload.
    private static readonly ConditionalWeakTable<Type, RowReader> Readers = [];

    private RowReader(Type type) => Cells = [.. MemberReader.Of(type).Sources.Select(member => (member.Name, Create(type, member)))];

    /// <summary>A reader of each member.</summary>
    public IReadOnlyList<(string Name, Func<object, ColumnRecorder, object?> Add)> Cells { get; }

    public static RowReader Of(Type type) => Readers.GetValue(type, static t => new RowReader(t));

    private static Func<object, ColumnRecorder, object?> Create(Type type, MemberInfo member)
    {
        var valueType = member is PropertyInfo property ? property.PropertyType : ((FieldInfo)member).FieldType;
        var method = new DynamicMethod($"Read {member.Name}", valueType, [typeof(object)], typeof(RowReader).Module, skipVisibility: true);
        var code = method.GetILGenerator();
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(type.IsValueType ? OpCodes.Unbox : OpCodes.Castclass, type);
        if (member is PropertyInfo { GetMethod: { } getter })
            code.Emit(type.IsValueType ? OpCodes.Call : OpCodes.Callvirt, getter);
        else
            code.Emit(OpCodes.Ldfld, (FieldInfo)member);
        code.Emit(OpCodes.Ret);
        var read = method.CreateDelegate(typeof(Func<,>).MakeGenericType(typeof(object), valueType));
        return (Func<object, ColumnRecorder, object?>)CreateCell.MakeGenericMethod(valueType).Invoke(null, [read])!;
    }

    /// <summary>Adds one member's value to its column, or returns it when the column cannot take it as it is.</summary>
    private static Func<object, ColumnRecorder, object?> CellOf<T>(Func<object, T> read) => (row, column) =>
    {
        var value = read(row);
        return column.TryAdd(value) ? null : value;
    };
}
