using System.Text;
using System.Text.Json;

namespace Notebook.Web.Outputs;

/// <summary>The height that a chart's author gave it, so that its place is as high before it is drawn as afterwards.</summary>
internal static class ChartHeight
{
    private const int Least = 40;
    private const int Most = 4000;

    /// <param name="figure">A Plotly figure as JSON; its data is skipped, not read.</param>
    /// <returns>CSS pixels; null for the page's own height.</returns>
    public static int? Of(string figure)
    {
        try
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(figure));
            if (!Enter(ref reader, "layout"u8) || !Enter(ref reader, "height"u8, isInside: true) || reader.TokenType != JsonTokenType.Number || !reader.TryGetDouble(out var height))
                return null;
            return double.IsFinite(height) && height > 0 ? (int)Math.Clamp(height, Least, Most) : null;
        }
        catch (JsonException)
        {
            return null; // A kernel may send anything; the browser says so.
        }
    }

    /// <summary>Goes to the value of a property of the object that begins here.</summary>
    private static bool Enter(ref Utf8JsonReader reader, ReadOnlySpan<byte> property, bool isInside = false)
    {
        if (!isInside && !reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            return false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var found = reader.ValueTextEquals(property);
            if (!reader.Read())
                return false;
            if (found)
                return true;
            reader.Skip();
        }

        return false;
    }
}
