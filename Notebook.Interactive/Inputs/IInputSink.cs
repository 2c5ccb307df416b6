using System.Collections.Immutable;
using System.ComponentModel;
using Notebook.Protocol;

namespace Notebook.Interactive.Inputs;

/// <summary>A sink whose submission can show inputs. The kernel implements it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IInputSink : IOutputSink
{
    /// <summary>What was chosen for the submission's inputs before it ran.</summary>
    ImmutableArray<ChosenInput> Chosen { get; }

    /// <summary>The key of a new input within the cell: equal for the same input of the cell's next run.</summary>
    string KeyOf(string kind, string label);

    /// <summary>The state of the cell's input of this key; the one it had when the cell ran before.</summary>
    InputState StateOf(string key);

    /// <summary>The submission has read an input.</summary>
    void NoteRead(string inputId, long revision);
}
