using System.Text.Json.Serialization;

namespace Notebook.Protocol;

/// <summary>The source-generated serializer of every message.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    // Not WhenWritingDefault: the first name of an enum would be left out, and a required member missed on the other side.
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    MaxDepth = FrameLimits.MaxJsonDepth,
    AllowOutOfOrderMetadataProperties = false)]
[JsonSerializable(typeof(KernelRequest))]
[JsonSerializable(typeof(KernelEvent))]
[JsonSerializable(typeof(KernelOutput))]
[JsonSerializable(typeof(CompilerWarnings))]
public sealed partial class ProtocolJson : JsonSerializerContext;
