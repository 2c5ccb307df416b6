using System.Collections;
using System.Globalization;
using System.Reflection;

namespace Notebook.Interactive.Formatting;

/// <summary>
/// A value on one line, without any code of its own: only what fields and the framework's own collections say. So it can be asked for
/// at any moment, also while a cell changes the value, and has no effect.
/// </summary>
/// <param name="Size">Such as <c>184 items</c>; empty for what has no size.</param>
/// <param name="Text">The beginning of the value; empty when only its own code could tell.</param>
internal sealed record ValuePreview(string Size, string Text)
{
    private const int Items = 5;
    private const int MaxPartChars = 30;
    private const string ItemField = "i__Field";
    private const string PropertyField = "k__BackingField";

    private static readonly ValuePreview Unknown = new("", "");

    /// <param name="value">The value.</param>
    /// <param name="length">Of the text, in UTF-16 code units.</param>
    public static ValuePreview Of(object? value, int length)
    {
        try
        {
            var preview = Look(value);
            return preview with { Text = Clip.Line(preview.Text, length) };
        }
        catch (Exception changing) when (changing is InvalidOperationException or ArgumentException or IndexOutOfRangeException or NullReferenceException)
        {
            // A cell changes the collection while it is read; the next look may find it at rest.
            return Unknown;
        }
    }

    private static ValuePreview Look(object? value)
    {
        if (value is string text)
            return new(Counted(text.Length, "character"), Quoted(text, VariableText));
        if (Scalars.TrySimple(value) is { } scalar)
            return new("", scalar.Text);
        return value switch
        {
            Array { Rank: > 1 } grid => new(string.Join(" × ", Enumerable.Range(0, grid.Rank).Select(i => Number(grid.GetLength(i)))), ""),
            Array array => new(Counted(array.Length, "item"), $"[{Listed(array, array.Length)}]"),
            Task task => new("", task.Status.ToString()),
            IDictionary entries when IsFrameworks(value) => new(Counted(entries.Count, "entry", "entries"), $"{{ {Listed(entries, entries.Count)} }}"),
            IEnumerable items when IsFrameworks(value) && Counts.Of(items) is { } count => new(Counted(count, "item"), $"[{Listed(items, count)}]"),
            IEnumerable when value.GetType().Namespace == "System.Linq" => new("", "a sequence, read when it is opened"),
            Delegate => Unknown,
            _ when Grid(value!) is { } size => new(size, ""),
            _ => new("", Fields(value!)),
        };
    }

    private const int VariableText = 200;

    private static string Listed(IEnumerable items, int count)
    {
        var parts = items.Cast<object?>().Take(Items).Select(static item => Part(item)).ToList();
        return string.Join(", ", parts) + (count > parts.Count ? ", …" : "");
    }

    /// <summary>A value inside another.</summary>
    private static string Part(object? value)
    {
        if (value is string text)
            return Quoted(text, MaxPartChars);
        if (Scalars.TrySimple(value) is { } scalar)
            return Clip.Line(scalar.Text, MaxPartChars);
        if (value is DictionaryEntry entry)
            return $"{Part(entry.Key)}: {Part(entry.Value)}";
        var type = value!.GetType();
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(KeyValuePair<,>))
            return $"{Part(type.GetProperty("Key")!.GetValue(value))}: {Part(type.GetProperty("Value")!.GetValue(value))}";
        return Named(type);
    }

    // A field is no code: of a property only the one behind it is read.
    private static string Fields(object value)
    {
        var type = value.GetType();
        if (type.Namespace?.StartsWith("System", StringComparison.Ordinal) == true && value is not System.Runtime.CompilerServices.ITuple)
            return "";
        var isTuple = value is System.Runtime.CompilerServices.ITuple && type.Namespace == "System";
        var fields = type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Select(static field => (Field: field, Name: NameOf(field))).Where(static field => field.Name is not null).Take(Items + 1).ToList();
        if (fields.Count == 0)
            return "";
        var parts = fields.Take(Items).Select(field => isTuple ? Part(field.Field.GetValue(value)) : $"{field.Name} = {Part(field.Field.GetValue(value))}");
        var text = string.Join(", ", parts) + (fields.Count > Items ? ", …" : "");
        return isTuple ? $"({text})" : $"{{ {text} }}";
    }

    private static string? NameOf(FieldInfo field)
    {
        var end = field.Name.IndexOf('>', StringComparison.Ordinal);
        if (field.Name.StartsWith('<') && end > 1)
            return field.Name.EndsWith(PropertyField, StringComparison.Ordinal) || field.Name.EndsWith(ItemField, StringComparison.Ordinal) ? field.Name[1..end] : null;
        return field.IsPublic ? field.Name : null;
    }

    /// <summary>Rows and columns of a table. By name: looking at a variable must load no assembly.</summary>
    private static string? Grid(object value) => value.GetType().FullName is "System.Data.DataTable" or "Microsoft.Data.Analysis.DataFrame"
        && CountOf(value, "Rows") is { } rows && CountOf(value, "Columns") is { } columns ? $"{Number(rows)} × {Number(columns)}" : null;

    private static long? CountOf(object value, string property) =>
        value.GetType().GetProperty(property)?.GetValue(value) is { } part && part.GetType().GetProperty("Count", BindingFlags.Instance | BindingFlags.Public, null, null, [], null)?.GetValue(part) is IConvertible count
            ? count.ToInt64(CultureInfo.InvariantCulture)
            : null;

    // Not those of ObjectModel, which hand each question on to a list that may be the user's.
    private static bool IsFrameworks(object value) =>
        value.GetType() is { Namespace: "System.Collections" or "System.Collections.Generic" or "System.Collections.Concurrent" or "System.Collections.Immutable" or "System.Collections.Frozen" } type
        && type.Assembly.GetName().Name?.StartsWith("System.", StringComparison.Ordinal) == true;

    private static string Quoted(string text, int length) => $"\"{Clip.Line(text.Length > length ? text[..(length + 1)] : text, length)}\"";

    private static string Named(Type type) => TypeNames.Of(type) is { Length: > 0 } name ? name : "{ … }";

    private static string Counted(int count, string one, string? many = null) => $"{Number(count)} {(count == 1 ? one : many ?? one + "s")}";

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
