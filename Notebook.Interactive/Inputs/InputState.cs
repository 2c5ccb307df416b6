using System.ComponentModel;

namespace Notebook.Interactive.Inputs;

/// <summary>
/// The value of one input, as text. Outlives the object that shows it: a cell that is run again continues with the same state, so
/// code that holds the older object reads what the page shows. Safe from several threads.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class InputState(string id)
{
    private readonly Lock _gate = new();
    private string? _value;
    private long _revision;

    public string Id => id;

    /// <summary>The value and its revision; null before the input has one.</summary>
    public (string? Value, long Revision) Read()
    {
        lock (_gate)
            return (_value, _revision);
    }

    /// <summary>Sets the value that the input begins with.</summary>
    public void Begin(string value)
    {
        lock (_gate)
            _value = value;
    }

    /// <summary>Sets what somebody chose on the page.</summary>
    public void Change(string value, long revision)
    {
        lock (_gate)
            (_value, _revision) = (value, revision);
    }
}
