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

    /// <summary>Shows values of a type as what <paramref name="formatter"/> writes; when it returns false, as if there were none.</summary>
    public static void Register<T>(Func<T, FormatContext, bool> formatter, string mimeType = MimeTypes.PlainText)
    {
        ArgumentNullException.ThrowIfNull(formatter);
        Register(typeof(T), mimeType, (value, context) => formatter((T)value, context));
    }

    /// <inheritdoc cref="Register{T}(Func{T, FormatContext, bool}, string)"/>
    public static void Register(Type type, Func<object, FormatContext, bool> formatter, string mimeType = MimeTypes.PlainText) => Register(type, mimeType, formatter);

    /// <summary>Shows values of the formatter's type as what it writes.</summary>
    public static void Register(ITypeFormatter formatter)
    {
        ArgumentNullException.ThrowIfNull(formatter);
        Register(formatter.Type, formatter.MimeType, formatter.Format);
    }

    /// <summary>What null is shown as.</summary>
    public static string NullString
    {
        get => FormatterRegistry.Shared.NullText;
        set => FormatterRegistry.Shared.NullText = value;
    }

    /// <summary>The forms that were set for a type, or else the one that there is for all.</summary>
    public static IReadOnlyCollection<string> GetPreferredMimeTypesFor(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return FormatterRegistry.Shared.PreferredFor(type) is { Count: > 0 } set ? set : [DefaultMimeType];
    }

    /// <inheritdoc cref="Own.SetPreferredMimeTypesFor"/>
    public static void SetPreferredMimeTypeFor(Type type, string preferredMimeType) => Own.SetPreferredMimeTypesFor(type, preferredMimeType);

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

    private static void Register(Type type, string mimeType, Func<object, FormatContext, bool> formatter) =>
        FormatterRegistry.Shared.Register(type, mimeType, value =>
        {
            using var writer = new StringWriter(System.Globalization.CultureInfo.InvariantCulture);
            return formatter(value, new FormatContext(writer)) ? writer.ToString() : null;
        });

    private static void ApplyDefaultMimeType()
    {
        if (_defaultMimeType is { } mimeType)
            FormatterRegistry.Shared.SetPreferred(typeof(object), mimeType.Equals(MimeTypes.Html, StringComparison.OrdinalIgnoreCase) ? [] : [mimeType]);
    }
}
