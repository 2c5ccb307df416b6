using System.Text.Json.Serialization;

namespace Notebook.Protocol;

/// <summary>How a <see cref="TableFilter"/> compares. Numbers and dates compare as such; a date without a time stands for the whole day.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TableFilterKind>))]
public enum TableFilterKind
{
    /// <summary>The text contains the value, whatever the case.</summary>
    Contains,

    /// <summary>The text is one of the values.</summary>
    OneOf,

    /// <summary>Equal to the value.</summary>
    Equal,

    Above,
    AtLeast,
    Below,
    AtMost,

    /// <summary>There is no value.</summary>
    Empty,

    /// <summary>There is a value.</summary>
    NotEmpty,
}
