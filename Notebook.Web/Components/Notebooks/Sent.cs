using System.Text.Json.Serialization;

namespace Notebook.Web.Components.Notebooks;

/// <summary>
/// A message between the server and a page, written as JSON by one serializer for all of them. Each circuit has a serializer of its
/// own, which would learn every type of the language services anew: 200 KB for each tab (decision 76).
/// </summary>
/// <param name="value">What it says; null for nothing.</param>
[JsonConverter(typeof(SentConverterFactory))]
internal readonly struct Sent<T>(T? value)
{
    public T? Value => value;
}
