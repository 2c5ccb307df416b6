using System.Data;
using System.Globalization;
using System.Reflection;
using Notebook.Interactive.Formatting;

namespace Notebook.Interactive.Queries;

/// <summary>Rows of a result as objects of a type.</summary>
internal static class SqlObjects
{
    public static List<T> Of<T>(DataTable table)
    {
        var type = typeof(T);
        if (IsPlain(type))
            return [.. table.Rows.Cast<DataRow>().Select(row => (T)Convert(row[0], type, table.Columns[0].ColumnName)!)];

        var byName = table.Columns.Cast<DataColumn>().DistinctBy(static column => Key(column.ColumnName)).ToDictionary(static column => Key(column.ColumnName), static column => column.Ordinal);
        var constructor = type.GetConstructors().Where(candidate => candidate.GetParameters().All(parameter => byName.ContainsKey(Key(parameter.Name!)) || parameter.HasDefaultValue))
            .MaxBy(static candidate => candidate.GetParameters().Length);
        if (constructor is null && !type.IsValueType)
        {
            var missing = type.GetConstructors().MinBy(static candidate => candidate.GetParameters().Length)?.GetParameters().Where(parameter => !byName.ContainsKey(Key(parameter.Name!))).Select(static parameter => parameter.Name);
            throw new SqlException(missing is null ? $"{TypeNames.Of(type)} has no public constructor." : $"The result has no column for {string.Join(", ", missing)} of {TypeNames.Of(type)}.");
        }

        var parameters = constructor?.GetParameters() ?? [];
        var taken = parameters.Select(static parameter => Key(parameter.Name!)).ToHashSet();
        var members = type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.SetMethod?.IsPublic is true && byName.ContainsKey(Key(property.Name)) && !taken.Contains(Key(property.Name))).ToList();
        var fields = type.GetFields(BindingFlags.Public | BindingFlags.Instance).Where(field => !field.IsInitOnly && byName.ContainsKey(Key(field.Name))).ToList();
        return [.. table.Rows.Cast<DataRow>().Select(row =>
        {
            var values = parameters.Select(parameter => byName.TryGetValue(Key(parameter.Name!), out var at) ? Convert(row[at], parameter.ParameterType, parameter.Name!) : parameter.DefaultValue).ToArray();
            var value = constructor is null ? Activator.CreateInstance(type)! : constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, values, null);
            foreach (var member in members)
                member.SetValue(value, Convert(row[byName[Key(member.Name)]], member.PropertyType, member.Name), BindingFlags.DoNotWrapExceptions, null, null, null);
            foreach (var field in fields)
                field.SetValue(value, Convert(row[byName[Key(field.Name)]], field.FieldType, field.Name));
            return (T)value;
        })];
    }

    private static string Key(string name) => name.Replace("_", "", StringComparison.Ordinal).ToUpperInvariant();

    private static bool IsPlain(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type.IsPrimitive || type.IsEnum || type == typeof(string) || type == typeof(object) || type == typeof(byte[]) || (type.Namespace == "System" && typeof(IFormattable).IsAssignableFrom(type));
    }

    private static object? Convert(object value, Type type, string name)
    {
        var target = Nullable.GetUnderlyingType(type) ?? type;
        if (value is DBNull)
        {
            return target != type || !type.IsValueType ? null
                : throw new SqlException($"The column for {name} has a NULL, which {TypeNames.Of(type)} can't be; {TypeNames.Of(type)}? can.");
        }

        try
        {
            return value switch
            {
                _ when target.IsInstanceOfType(value) => value,
                string text when target.IsEnum => Enum.Parse(target, text, ignoreCase: true),
                _ when target.IsEnum => Enum.ToObject(target, value),
                DateTime moment when target == typeof(DateOnly) => DateOnly.FromDateTime(moment),
                DateOnly day when target == typeof(DateTime) => day.ToDateTime(TimeOnly.MinValue),
                _ => System.Convert.ChangeType(value, target, CultureInfo.InvariantCulture),
            };
        }
        catch (Exception error) when (error is InvalidCastException or FormatException or OverflowException or ArgumentException)
        {
            throw new SqlException($"The column for {name} has a {TypeNames.Of(value.GetType())} that can't be a {TypeNames.Of(target)}.", innerException: error);
        }
    }
}
