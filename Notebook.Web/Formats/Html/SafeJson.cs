using System.Text.Json;
using System.Text.Json.Serialization;

namespace Notebook.Web.Formats.Html;

/// <summary>JSON with the default encoder, which escapes every character that HTML gives a meaning.</summary>
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class SafeJson : JsonSerializerContext;
