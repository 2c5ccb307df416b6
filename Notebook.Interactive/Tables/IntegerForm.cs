using System.Collections.Concurrent;
using System.Globalization;
using Notebook.Interactive.Formatting;

namespace Notebook.Interactive.Tables;

/// <summary>What the whole numbers of a column stand for: themselves, moments, truth, names of an enum.</summary>
internal sealed class IntegerForm
{
    private static readonly ConcurrentDictionary<Type, IntegerForm> Enums = [];

    private readonly Func<long, string> _text;

    private IntegerForm(ScalarKind kind, Func<long, string> text) => (Kind, _text) = (kind, text);

    public static IntegerForm Number { get; } = new(ScalarKind.Number, static value => value.ToString(CultureInfo.InvariantCulture));

    public static IntegerForm Boolean { get; } = new(ScalarKind.Boolean, static value => value != 0 ? "True" : "False");

    /// <summary>Ticks of a <see cref="System.DateTime"/>, or of the UTC time of a <see cref="DateTimeOffset"/>.</summary>
    public static IntegerForm DateTime { get; } = new(ScalarKind.Date, static value => new DateTime(value).ToString("u", CultureInfo.InvariantCulture));

    /// <summary>Ticks too, so that dates and times are compared alike.</summary>
    public static IntegerForm Date { get; } = new(ScalarKind.Date, static value => new DateTime(value).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    public static IntegerForm Time { get; } = new(ScalarKind.Other, static value => new TimeOnly(value).ToString("HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture));

    public static IntegerForm Span { get; } = new(ScalarKind.Other, static value => new TimeSpan(value).ToString("c", CultureInfo.InvariantCulture));

    public ScalarKind Kind { get; }

    public static IntegerForm OfEnum(Type type) => Enums.GetOrAdd(type, static type =>
    {
        var names = new ConcurrentDictionary<long, string>();
        return new IntegerForm(ScalarKind.Other, value => names.GetOrAdd(value, static (value, type) => Enum.ToObject(type, value).ToString() ?? "", type));
    });

    public string Text(long value) => _text(value);
}
