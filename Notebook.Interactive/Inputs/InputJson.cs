using System.Text.Json.Serialization;

namespace Notebook.Interactive.Inputs;

/// <summary>The value of an input of which several options can be chosen.</summary>
[JsonSerializable(typeof(string[]))]
internal sealed partial class InputJson : JsonSerializerContext;
