using System.Text.Json.Serialization;

namespace Notebook.Web.Sandbox.Spawning;

/// <summary>In which of the data folder's folders a program works.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ProgramPlace>))]
internal enum ProgramPlace
{
    /// <summary>The folder of a notebook, which its kernel writes to.</summary>
    Notebook,

    /// <summary>A slot, whose kernel is nobody's yet.</summary>
    Slot,

    /// <summary>The language process's, which runs no code of users.</summary>
    Language,
}
