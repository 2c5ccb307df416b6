using System.Text.Json.Serialization;

namespace Notebook.Protocol;

/// <summary>How a submission ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SubmissionOutcome>))]
public enum SubmissionOutcome
{
    Succeeded,

    /// <summary>It did not compile or it threw; an <see cref="ErrorOutput"/> says which.</summary>
    Failed,

    /// <summary>Somebody stopped it. Variables assigned until then are kept.</summary>
    Interrupted,
}
