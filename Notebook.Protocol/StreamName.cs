using System.Text.Json.Serialization;

namespace Notebook.Protocol;

/// <summary>Which of the two standard streams text was written to.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<StreamName>))]
public enum StreamName
{
    Output,
    Error,
}
