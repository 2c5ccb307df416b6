using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Notebook.Protocol;

namespace Notebook.Web.Documents;

/// <summary>
/// A chart that grows while its cell runs: the figure as its kernel sent it, and the points since. They are put together when somebody
/// reads the figure, not with every addition: that comes twenty times a second, and is for the pages that have the rest. Immutable.
/// </summary>
public sealed class LiveFigure
{
    /// <summary>How many additions are at hand for a page that lags: three seconds of the fastest chart.</summary>
    private const int MaxRecent = 64;

    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly MimeBundle _base;
    private readonly int _pending;
    private readonly Lazy<MimeBundle> _whole;

    private LiveFigure(MimeBundle origin, MimeBundle @base, ImmutableList<ChartPoints> recent, int pending, long number)
    {
        (Origin, _base, Recent, _pending, Number) = (origin, @base, recent, pending, number);
        _whole = new(Put);
    }

    /// <summary>The figure as it was last sent whole.</summary>
    public MimeBundle Origin { get; }

    /// <summary>How many times it has changed.</summary>
    public long Number { get; }

    /// <summary>The last additions; the last of them made it <see cref="Number"/>.</summary>
    public ImmutableList<ChartPoints> Recent { get; }

    /// <summary>The figure with all its points, put together by whoever reads it first.</summary>
    public MimeBundle Whole => _whole.Value;

    /// <summary>About how long it is, in UTF-16 code units, without putting it together.</summary>
    public long Length => _base.Contents.Sum(static content => (long)content.Value.Length) + Recent.Skip(Recent.Count - _pending).Sum(static points => (long)points.Series.Length);

    public static LiveFigure Of(MimeBundle figure) => new(figure, figure, [], pending: 0, number: 0);

    /// <summary>The figure after an addition.</summary>
    public LiveFigure With(ChartPoints points)
    {
        var (start, pending) = _whole.IsValueCreated || _pending == MaxRecent ? (Whole, 0) : (_base, _pending);
        var recent = Recent.Count == MaxRecent ? Recent.RemoveAt(0) : Recent;
        return new(Origin, start, recent.Add(points), pending + 1, Number + 1);
    }

    /// <summary>Another figure in its place: a page that has the one before must fetch it.</summary>
    public LiveFigure Replaced(MimeBundle figure) => new(figure, figure, [], pending: 0, Number + 1);

    private MimeBundle Put()
    {
        if (_pending == 0 || _base[MimeTypes.Plotly] is not { } figure)
            return _base;
        var added = Recent.GetRange(Recent.Count - _pending, _pending);
        try
        {
            return _base.With(MimeTypes.Plotly, Put(figure, added)).With(MimeTypes.PlainText, added[^1].Summary);
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            // The kernel's figure is not one: there is nothing to add to, and the page says so of what there is.
            return _base;
        }
    }

    private static string Put(string figure, ImmutableList<ChartPoints> added)
    {
        using var whole = JsonDocument.Parse(figure);
        JsonDocument[] additions = [.. added.Select(static points => JsonDocument.Parse(points.Series))];
        try
        {
            var buffer = new ArrayBufferWriter<byte>(figure.Length);
            using (var json = new Utf8JsonWriter(buffer, Writing))
            {
                json.WriteStartObject();
                foreach (var member in whole.RootElement.EnumerateObject())
                {
                    if (!member.NameEquals("data"))
                    {
                        member.WriteTo(json);
                        continue;
                    }

                    json.WriteStartArray("data");
                    var index = 0;
                    foreach (var trace in member.Value.EnumerateArray())
                        Write(json, trace, [.. additions.Select(addition => Entry(addition, index)).Where(static series => series.ValueKind == JsonValueKind.Object)], added[^1].Keeps, ref index);
                    json.WriteEndArray();
                }

                json.WriteEndObject();
            }

            return Encoding.UTF8.GetString(buffer.WrittenSpan);
        }
        finally
        {
            foreach (var addition in additions)
                addition.Dispose();
        }
    }

    private static JsonElement Entry(JsonDocument addition, int index) => index < addition.RootElement.GetArrayLength() ? addition.RootElement[index] : default;

    private static void Write(Utf8JsonWriter json, JsonElement trace, List<JsonElement> added, int keeps, ref int index)
    {
        index++;
        if (added.Count == 0)
        {
            trace.WriteTo(json);
            return;
        }

        json.WriteStartObject();
        foreach (var member in trace.EnumerateObject())
            if (!member.NameEquals("x") && !member.NameEquals("y"))
                member.WriteTo(json);
        foreach (var name in (ReadOnlySpan<string>)["x", "y"])
        {
            var values = new List<JsonElement>();
            if (trace.TryGetProperty(name, out var there) && there.ValueKind == JsonValueKind.Array)
                values.AddRange(there.EnumerateArray());
            foreach (var series in added)
                values.AddRange(series.GetProperty(name).EnumerateArray());
            json.WriteStartArray(name);
            for (var i = Math.Max(0, values.Count - keeps); i < values.Count; i++)
                values[i].WriteTo(json);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }
}
