using System.Text.Json.Serialization;

namespace Notebook.Protocol;

/// <summary>What sort of answer a question wants.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<InputKind>))]
public enum InputKind
{
    /// <summary>One line.</summary>
    Text,

    /// <summary>Any number of lines.</summary>
    Lines,

    /// <summary>One line that nobody else sees: never shown, kept or logged.</summary>
    Password,

    /// <summary>A number, with a point.</summary>
    Number,

    /// <summary>A day, as <c>2026-11-24</c>.</summary>
    Date,

    /// <summary>A day and a time, as <c>2026-11-24T14:30</c>.</summary>
    DateTime,

    /// <summary>One of the question's choices.</summary>
    Choice,
}
