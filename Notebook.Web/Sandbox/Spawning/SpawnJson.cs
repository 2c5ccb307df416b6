using System.Text.Json.Serialization;

namespace Notebook.Web.Sandbox.Spawning;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, MaxDepth = 8, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, AllowOutOfOrderMetadataProperties = false)]
[JsonSerializable(typeof(SpawnRequest))]
[JsonSerializable(typeof(SpawnAnswer))]
internal sealed partial class SpawnJson : JsonSerializerContext;
