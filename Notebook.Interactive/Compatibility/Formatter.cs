using Notebook.Interactive.Formatting;
using Notebook.Protocol;
using Own = Notebook.Interactive.Formatter;

namespace Microsoft.DotNet.Interactive.Formatting;

/// <summary>The names under which notebooks written for .NET Interactive change how values are shown; see <see cref="Own"/>.</summary>
public static class Formatter
{
    private const int BuiltInListExpansionLimit = 20;

    private static string? _defaultMimeType;

    /// <summary>How many items of a sequence or dictionary are shown; rows of a table too.</summary>
    public static int ListExpansionLimit
    {
        get => Own.ListExpansionLimit ?? BuiltInListExpansionLimit;
        set => Own.ListExpansionLimit = value;
    }

    /// <inheritdoc cref="Own.RecursionLimit"/>
    public static int RecursionLimit
    {
        get => Own.RecursionLimit;
        set => Own.RecursionLimit = value;
    }

    /// <summary>The form in which values are shown whose type has no form of its own set; <c>text/html</c> stands for the form that shows each best.</summary>
    public static string DefaultMimeType
    {
        get => _defaultMimeType ?? MimeTypes.Html;
        set
        {
            _defaultMimeType = value;
            ApplyDefaultMimeType();
        }
    }

    /// <inheritdoc cref="Own.Register{T}(Func{T, string}, string)"/>
    public static void Register<T>(Func<T, string> formatter, string mimeType = MimeTypes.PlainText) => Own.Register(formatter, mimeType);

    /// <inheritdoc cref="Own.Register{T}(Action{T, TextWriter}, string)"/>
    public static void Register<T>(Action<T, TextWriter> formatter, string mimeType = MimeTypes.PlainText) => Own.Register(formatter, mimeType);

    /// <inheritdoc cref="Own.Register(Type, Action{object, TextWriter}, string)"/>
    public static void Register(Type type, Action<object, TextWriter> formatter, string mimeType = MimeTypes.PlainText) => Own.Register(type, formatter, mimeType);

    /// <inheritdoc cref="Own.SetPreferredMimeTypesFor"/>
    public static void SetPreferredMimeTypesFor(Type type, params string[] preferredMimeTypes) => Own.SetPreferredMimeTypesFor(type, preferredMimeTypes);

    /// <summary>Forgets all formatters, preferences and limits that were set, but not <see cref="DefaultMimeType"/>.</summary>
    public static void ResetToDefault()
    {
        Own.ResetToDefault();
        ApplyDefaultMimeType();
    }

    /// <summary>Writes the text that a value is shown as.</summary>
    public static void FormatTo<T>(this T obj, TextWriter writer, string mimeType = MimeTypes.PlainText)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(obj.ToDisplayString(mimeType));
    }

    private static void ApplyDefaultMimeType()
    {
        if (_defaultMimeType is { } mimeType)
            FormatterRegistry.Shared.SetPreferred(typeof(object), mimeType.Equals(MimeTypes.Html, StringComparison.OrdinalIgnoreCase) ? [] : [mimeType]);
    }
}
