using System.Globalization;
using System.Numerics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Notebook.Interactive.Formatting;

/// <summary>Single values: what they are and the text they have, the same on every machine.</summary>
internal static class Scalars
{
    // Does not keep a type alive whose assembly the kernel could unload.
    private static readonly ConditionalWeakTable<Type, string> Sequences = [];

    // By name: the check runs for every value shown, and must not load assemblies that the notebook has no use for.
    private static readonly Dictionary<string, ScalarKind> ByName = new()
    {
        ["System.Xml.Linq.XObject"] = ScalarKind.Text,
        ["System.Xml.XmlNode"] = ScalarKind.Text,
        ["System.Text.RegularExpressions.Regex"] = ScalarKind.Other,
        ["System.Net.EndPoint"] = ScalarKind.Other,
        // Notebooks bring their own version of that package.
        ["Newtonsoft.Json.Linq.JToken"] = ScalarKind.Json,
    };

    /// <summary>The scalar of a value of the framework's own simple types, whose code is trusted to be quick; null for all others.</summary>
    public static CapturedScalar? TrySimple(object? value) => value switch
    {
        null => CapturedScalar.Null,
        string text => new(ScalarKind.Text, text),
        char character => new(ScalarKind.Text, character.ToString()),
        bool boolean => new(ScalarKind.Boolean, boolean ? "True" : "False") { Value = value },
        sbyte or byte or short or ushort or int or uint or long or ulong or nint or nuint or Int128 or UInt128 or Half or float or double or decimal =>
            new(ScalarKind.Number, ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture)) { Value = value },
        DateTime or DateTimeOffset => new(ScalarKind.Date, ((IFormattable)value).ToString("u", CultureInfo.InvariantCulture)) { Value = value },
        DateOnly date => new(ScalarKind.Date, date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)) { Value = value },
        TimeOnly time => new(ScalarKind.Other, time.ToString("HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture)) { Value = value },
        TimeSpan span => new(ScalarKind.Other, span.ToString("c", CultureInfo.InvariantCulture)) { Value = value },
        Guid guid => new(ScalarKind.Other, guid.ToString()),
        Enum => new(ScalarKind.Other, value.ToString() ?? "") { Value = value },
        Version or CultureInfo or TimeZoneInfo or DBNull => new(ScalarKind.Other, value.ToString() ?? ""),
        Type type => new(ScalarKind.Other, FullName(type)),
        _ => null,
    };

    /// <summary>The scalar of a value that is text by nature but runs code of its own to become it; null when the value has parts.</summary>
    public static CapturedScalar? TryText(object value) => value switch
    {
        JsonDocument document => new(ScalarKind.Json, document.RootElement.GetRawText()),
        JsonElement { ValueKind: JsonValueKind.Undefined } => new(ScalarKind.Other, "undefined"),
        JsonElement element => new(ScalarKind.Json, element.GetRawText()),
        JsonNode node => new(ScalarKind.Json, node.ToJsonString()),
        StringBuilder builder => new(ScalarKind.Text, builder.ToString()),
        MemberInfo or Assembly or Module or ParameterInfo or Delegate or Encoding => new(ScalarKind.Other, value.ToString() ?? ""),
        ReadOnlyMemory<char> text => new(ScalarKind.Text, text.ToString()),
        Memory<char> text => new(ScalarKind.Text, text.ToString()),
        _ when IsOnlyAsync(value.GetType()) is { } sequence => new(ScalarKind.Other, $"{sequence}: not read; await foreach reads it, and await source.ToListAsync() shows it"),
        // MathNet's matrices and vectors can be formatted too, but are more than a text.
        IFormattable formattable when value is not System.Collections.IEnumerable && !TableSource.IsTable(value) => new(IsNumber(value.GetType()) ? ScalarKind.Number : ScalarKind.Other,
            formattable.ToString(null, CultureInfo.InvariantCulture) ?? ""),
        _ => Named(value.GetType()) is { } kind ? new(kind, TextOf(value)) : null,
    };

    private static string FullName(Type type) =>
        type.Namespace is { Length: > 0 } space && !type.IsGenericType && !type.HasElementType ? $"{space}.{TypeNames.Of(type)}" : TypeNames.Of(type);

    private static string TextOf(object value)
    {
        // An XML node says only what type it is.
        if (value.GetType().GetProperty("OuterXml")?.GetValue(value, BindingFlags.DoNotWrapExceptions, null, null, null) is not string xml)
            return value.ToString() ?? "";
        try
        {
            return System.Xml.Linq.XDocument.Parse(xml).ToString();
        }
        catch (System.Xml.XmlException)
        {
            // A fragment, an attribute or a text: as it is.
            return xml;
        }
    }

    /// <summary>The name of the sequence when a value can only be read by waiting for it; otherwise null.</summary>
    private static string? IsOnlyAsync(Type type) =>
        Sequences.GetValue(type, static type => typeof(System.Collections.IEnumerable).IsAssignableFrom(type)
            || type.GetInterfaces().FirstOrDefault(static i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>)) is not { } sequence
                ? "" : TypeNames.Of(sequence)) is { Length: > 0 } name ? name : null;

    private static bool IsNumber(Type type) =>
        type.IsValueType && type.GetInterfaces().Any(static i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(INumberBase<>));

    private static ScalarKind? Named(Type type)
    {
        for (var current = type; current is not null && current != typeof(object); current = current.BaseType)
        {
            if (current.FullName is { } name && ByName.TryGetValue(name, out var kind))
                return kind;
        }

        return null;
    }
}
