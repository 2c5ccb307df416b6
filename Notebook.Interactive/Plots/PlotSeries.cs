using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Notebook.Interactive.Formatting;

namespace Notebook.Interactive.Plots;

/// <summary>
/// The values of one dimension of a trace: numbers, or texts (which dates are too). Numbers that are not finite become null, a gap.
/// Stands in a trace's JSON as one value and is written as an array.
/// </summary>
[JsonConverter(typeof(JsonWriter))]
internal sealed class PlotSeries
{
    private const int MaxLength = 5_000_000;

    private readonly double[]? _numbers;
    private readonly string?[]? _texts;
    private readonly bool _isSingle;

    private PlotSeries(double[] numbers, bool isSingle, bool isDuration = false) => (_numbers, _isSingle, IsDuration) = (numbers, isSingle, isDuration);

    private PlotSeries(string?[] texts) => _texts = texts;

    public int Count => _numbers?.Length ?? _texts!.Length;

    /// <summary>The numbers are the seconds of <see cref="TimeSpan"/>s.</summary>
    public bool IsDuration { get; }

    /// <summary>The numbers, NaN for gaps; null when the values are texts or dates.</summary>
    public IReadOnlyList<double>? Numbers => _numbers;

    /// <summary>The texts, null for gaps; null when the values are numbers.</summary>
    public IReadOnlyList<string?>? Texts => _texts;

    /// <summary>Copies a sequence. A <see cref="TimeSpan"/> becomes seconds, a date the wall-clock time it says.</summary>
    /// <exception cref="InvalidOperationException">The sequence has more than five million values.</exception>
    public static PlotSeries Of<T>(IEnumerable<T> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return values switch
        {
            double[] array => new PlotSeries([.. array], isSingle: false),
            IEnumerable<double> doubles => new PlotSeries(Copy(doubles), isSingle: false),
            IEnumerable<float> floats => new PlotSeries(Copy(floats.Select(static v => (double)v)), isSingle: true),
            IEnumerable<int> integers => new PlotSeries(Copy(integers.Select(static v => (double)v)), isSingle: false),
            IEnumerable<string?> texts => new PlotSeries(Copy(texts)),
            _ => OfObjects(Copy(values.Select(static v => (object?)v))),
        };
    }

    /// <summary>The series that a node of a trace's JSON stands for; null when it is not one-dimensional.</summary>
    public static PlotSeries? FromNode(JsonNode? node) => node switch
    {
        JsonValue value when value.TryGetValue<PlotSeries>(out var series) => series,
        JsonArray array when array.All(static v => v is null || (v is JsonValue value && !value.TryGetValue<PlotSeries>(out _))) => OfObjects([.. array.Select(static v => v?.GetValueKind() switch
        {
            JsonValueKind.Number => v.Deserialize<double>(),
            JsonValueKind.String => v.Deserialize<string>(),
            JsonValueKind.True => "True",
            JsonValueKind.False => "False",
            _ => (object?)null,
        })]),
        _ => null,
    };

    /// <summary>The values at these positions.</summary>
    public PlotSeries Pick(IReadOnlyList<int> positions) => _numbers is not null
        ? new PlotSeries([.. positions.Select(i => _numbers[i])], _isSingle)
        : new PlotSeries([.. positions.Select(i => _texts![i])]);

    /// <summary>Whether values of another series can stand beside these: numbers beside numbers, texts beside texts.</summary>
    public bool IsLike(PlotSeries other) => (_numbers is null) == (other._numbers is null) && IsDuration == other.IsDuration;

    /// <summary>All values as texts; gaps are empty.</summary>
    public IReadOnlyList<string> AsTexts() =>
        _numbers is not null ? [.. _numbers.Select(static n => double.IsNaN(n) ? "" : n.ToString(CultureInfo.InvariantCulture))] : [.. _texts!.Select(static t => t ?? "")];

    /// <summary>The series as a node of a trace's JSON.</summary>
    public JsonNode ToNode() => JsonValue.Create(this)!;

    private static PlotSeries OfObjects(object?[] values)
    {
        var numbers = new double[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            if (NumberOf(values[i]) is not { } number)
                return new PlotSeries([.. values.Select(TextOf)]);
            numbers[i] = number;
        }

        return new PlotSeries(numbers, isSingle: false, isDuration: Array.Exists(values, static v => v is TimeSpan));
    }

    private static double? NumberOf(object? value) => value switch
    {
        null => double.NaN,
        double number => number,
        TimeSpan span => span.TotalSeconds,
        float number => double.Parse(number.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture),
        sbyte or byte or short or ushort or int or uint or long or ulong or nint or nuint or Half or decimal or Int128 or UInt128 =>
            Convert.ToDouble(value is IConvertible ? value : ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture),
        System.Numerics.BigInteger number => (double)number,
        _ => null,
    };

    private static string? TextOf(object? value) => value switch
    {
        null => null,
        string text => text,
        // Plotly knows no time zones: the axis shows the clock that the value was written with.
        DateTime date => Date(date),
        DateTimeOffset date => Date(date.DateTime),
        _ => (Scalars.TrySimple(value) ?? Scalars.TryText(value))?.Text ?? value.ToString(),
    };

    private static string Date(DateTime date) =>
        date.ToString(date.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : date.Ticks % TimeSpan.TicksPerSecond == 0 ? "yyyy-MM-dd HH:mm:ss" : "yyyy-MM-dd HH:mm:ss.ffff", CultureInfo.InvariantCulture);

    private static TValue[] Copy<TValue>(IEnumerable<TValue> values)
    {
        if (values is ICollection { Count: <= MaxLength } or ICollection<TValue> { Count: <= MaxLength })
            return [.. values];

        var copy = new List<TValue>();
        foreach (var value in values)
        {
            if (copy.Count == MaxLength)
                throw new InvalidOperationException($"A chart takes at most {MaxLength.ToString("N0", CultureInfo.InvariantCulture)} values; use Take to choose the first ones.");
            copy.Add(value);
        }

        return [.. copy];
    }

    private void Write(Utf8JsonWriter json)
    {
        json.WriteStartArray();
        if (_numbers is not null)
        {
            foreach (var number in _numbers)
            {
                if (!double.IsFinite(number))
                    json.WriteNullValue();
                else if (_isSingle)
                    json.WriteNumberValue((float)number);
                else
                    json.WriteNumberValue(number);
            }
        }
        else
        {
            foreach (var text in _texts!)
                json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    internal sealed class JsonWriter : JsonConverter<PlotSeries>
    {
        public override PlotSeries Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("Series are only written.");

        public override void Write(Utf8JsonWriter writer, PlotSeries value, JsonSerializerOptions options) => value.Write(writer);
    }
}
