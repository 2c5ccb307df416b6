using System.Text.Json.Serialization;

namespace Notebook.Protocol.Language;

/// <summary>The source-generated serializer of the language process's messages.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    MaxDepth = FrameLimits.MaxJsonDepth,
    AllowOutOfOrderMetadataProperties = false)]
[JsonSerializable(typeof(LanguageRequest))]
[JsonSerializable(typeof(LanguageEvent))]
public sealed partial class LanguageJson : JsonSerializerContext;
