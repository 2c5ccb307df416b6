using Notebook.Interactive.Formatting;
using Notebook.Protocol;
using Own = Notebook.Interactive.Formatter;

namespace Microsoft.DotNet.Interactive.Formatting;

/// <summary>How values of one type are shown.</summary>
public static class Formatter<T>
{
#pragma warning disable CA1000 // The shape that existing notebooks call.
    /// <inheritdoc cref="Own.Register{T}(Func{T, string}, string)"/>
    public static void Register(Func<T, string> formatter, string mimeType = MimeTypes.PlainText) => Own.Register(formatter, mimeType);

    /// <inheritdoc cref="Own.Register{T}(Action{T, TextWriter}, string)"/>
    public static void Register(Action<T, TextWriter> formatter, string mimeType = MimeTypes.PlainText) => Own.Register(formatter, mimeType);

    /// <summary>How many items of a sequence of this type are shown.</summary>
    public static int ListExpansionLimit
    {
        get => FormatterRegistry.Shared.ItemsOf(typeof(T)) ?? Formatter.ListExpansionLimit;
        set => FormatterRegistry.Shared.SetItems(typeof(T), value);
    }
#pragma warning restore CA1000
}
