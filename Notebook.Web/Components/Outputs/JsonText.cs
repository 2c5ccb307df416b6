using System.Text.Encodings.Web;
using System.Text.Json;

namespace Notebook.Web.Components.Outputs;

/// <summary>JSON as people read it.</summary>
internal static class JsonText
{
    private static readonly JsonSerializerOptions Pretty = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <returns>Indented; as it came when it is not JSON, since a kernel may send anything.</returns>
    public static string Indented(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return JsonSerializer.Serialize(document.RootElement, Pretty);
        }
        catch (JsonException)
        {
            return json;
        }
    }
}
