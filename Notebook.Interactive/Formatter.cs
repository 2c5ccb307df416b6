using Notebook.Interactive.Formatting;
using Notebook.Protocol;

namespace Notebook.Interactive;

/// <summary>Changes how values are shown.</summary>
/// <example><code>
/// Formatter.Register&lt;Temperature&gt;(t =&gt; $"{t.Celsius:0.0} °C");
/// Formatter.Register&lt;Flag&gt;(f =&gt; $"&lt;svg …&gt;…&lt;/svg&gt;", "text/html");
/// Formatter.ListExpansionLimit = 50;
/// </code></example>
public static class Formatter
{
    private static volatile CaptureLimits _limits = new();

    internal static CaptureLimits Limits => _limits;

    /// <summary>How many items of a sequence or dictionary are shown; rows of a table too. Null for the built-in limits.</summary>
    public static int? ListExpansionLimit
    {
        get;
        set
        {
            field = value is < 0 ? throw new ArgumentOutOfRangeException(nameof(value), value, "A limit cannot be negative.") : value;
            var builtIn = new CaptureLimits();
            _limits = _limits with { Items = value ?? builtIn.Items, NestedItems = value ?? builtIn.NestedItems, Rows = value ?? builtIn.Rows, TableBytes = value is null ? builtIn.TableBytes : 0 };
        }
    }

    /// <summary>How many levels of nested values are shown; 6 unless set.</summary>
    public static int RecursionLimit
    {
        get => _limits.Depth;
        set => _limits = _limits with { Depth = value is < 1 or > 20 ? throw new ArgumentOutOfRangeException(nameof(value), value, "The limit is between 1 and 20.") : value };
    }

    /// <summary>How long the value's own code may take before what is there is shown; 5 seconds unless set.</summary>
    public static TimeSpan TimeLimit
    {
        get => _limits.Time;
        set => _limits = _limits with { Time = value <= TimeSpan.Zero || value > TimeSpan.FromHours(1) ? throw new ArgumentOutOfRangeException(nameof(value), value, "The limit is between 0 and 1 hour.") : value };
    }

    /// <summary>Shows values of a type, and of types derived from it, as the text that <paramref name="formatter"/> makes.</summary>
    /// <param name="formatter">Makes the text; called where the value's own code may run, under the same limits.</param>
    /// <param name="mimeType">What the text is: <c>text/plain</c>, <c>text/html</c>, <c>image/svg+xml</c>, …</param>
    public static void Register<T>(Func<T, string> formatter, string mimeType = MimeTypes.PlainText)
    {
        ArgumentNullException.ThrowIfNull(formatter);
        FormatterRegistry.Shared.Register(typeof(T), mimeType, value => formatter((T)value));
    }

    /// <summary>Shows values of a type as what <paramref name="formatter"/> writes.</summary>
    public static void Register<T>(Action<T, TextWriter> formatter, string mimeType = MimeTypes.PlainText) =>
        Register(typeof(T), (value, writer) => formatter((T)value, writer), mimeType);

    /// <summary>Shows values of a type, which may be open like <c>typeof(List&lt;&gt;)</c>, as what <paramref name="formatter"/> writes.</summary>
    public static void Register(Type type, Action<object, TextWriter> formatter, string mimeType = MimeTypes.PlainText)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(formatter);
        FormatterRegistry.Shared.Register(type, mimeType, value =>
        {
            using var writer = new StringWriter(System.Globalization.CultureInfo.InvariantCulture);
            formatter(value, writer);
            return writer.ToString();
        });
    }

    /// <summary>Shows values of a type in these forms; none gives the choice back.</summary>
    public static void SetPreferredMimeTypesFor(Type type, params string[] mimeTypes) => FormatterRegistry.Shared.SetPreferred(type, mimeTypes);

    /// <summary>Forgets all formatters, preferences and limits that were set.</summary>
    public static void ResetToDefault()
    {
        FormatterRegistry.Shared.Reset();
        ListExpansionLimit = null;
        _limits = new CaptureLimits();
    }
}
