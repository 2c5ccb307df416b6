using Notebook.Interactive.Tables;

namespace Notebook.Interactive.Formatting;

/// <summary>
/// What one capture may still take, and the gate through which its copy grows. Once closed, nothing changes the copy any more, so
/// it can be written although the value's own code may still be running on a thread that could not be ended.
/// </summary>
internal sealed class CaptureBudget(CaptureLimits limits)
{
    private readonly Lock _gate = new();
    private readonly List<CapturedComposite> _open = [];
    private int _nodes;
    private int _characters;
    private volatile bool _closed;

    public CaptureLimits Limits => limits;

    /// <summary>The outermost value, as soon as there is one.</summary>
    public CapturedValue? Root { get; private set; }

    /// <summary>All rows of the outermost value in typed columns, when it is a table.</summary>
    public TableRecorder? Recorder { get; set; }

    /// <summary>Whether values or text are used up, so that what follows is left out.</summary>
    public bool IsSpent => _nodes >= limits.Nodes || _characters >= limits.Characters;

    /// <summary>Adds a value to its parent, or makes it the root.</summary>
    /// <exception cref="CaptureClosedException">The time is up.</exception>
    public void Add(CapturedComposite? parent, string? name, CapturedValue value)
    {
        lock (_gate)
        {
            ThrowIfClosed();
            _nodes++;
            _characters += (name?.Length ?? 0) + (value.Html?.Length ?? 0) + ((value as CapturedScalar)?.Text.Length ?? 0);
            if (parent is null)
                Root = value;
            else
                parent.Add(new CapturedPart(name, value));
            if (value is CapturedComposite composite)
                _open.Add(composite);
        }
    }

    /// <summary>Says that a composite has all the parts it will get.</summary>
    /// <exception cref="CaptureClosedException">The time is up.</exception>
    public void Complete(CapturedComposite composite, int? count, bool isCut, string? note = null)
    {
        lock (_gate)
        {
            ThrowIfClosed();
            composite.Count ??= count;
            composite.IsCut |= isCut;
            composite.Note ??= note;
            _open.Remove(composite);
        }
    }

    /// <summary>Ends the capture as it stands and notes on every value still open why its parts are missing.</summary>
    public void Close(string note)
    {
        lock (_gate)
        {
            _closed = true;
            foreach (var composite in _open)
                (composite.IsCut, composite.Note) = (true, note);
        }
    }

    /// <exception cref="CaptureClosedException">The time is up.</exception>
    public void Check() => ThrowIfClosed();

    private void ThrowIfClosed()
    {
        if (_closed)
            throw new CaptureClosedException();
    }
}
