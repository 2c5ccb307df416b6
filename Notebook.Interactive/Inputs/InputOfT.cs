using System.Text.Json;
using Notebook.Interactive.Inputs;
using Notebook.Protocol;

namespace Notebook.Interactive;

/// <summary>
/// A control on the page whose value readers change: <c>var threshold = Input.Slider("Threshold", 0.0, 1.0);</c>. Code reads
/// <see cref="Value"/>, now and whenever it runs again; a cell that has read it is marked stale when it changes. The value belongs to the
/// notebook: running the cell again keeps what was chosen.
/// </summary>
/// <remarks>Safe from several threads.</remarks>
public sealed class Input<T> : IShownAlready, IDisplayable
{
    private readonly CellInput _spec;
    private readonly Func<string, T> _parse;
    private readonly InputState _state;
    private readonly IOutputSink? _sink;

    /// <summary>Shows the input.</summary>
    /// <param name="spec">What it is.</param>
    /// <param name="parse">Its value from text; throws <see cref="FormatException"/> when the text is none, with a sentence for people.</param>
    /// <param name="options">What can be chosen.</param>
    internal Input(CellInput spec, Func<string, T> parse, IReadOnlyList<T>? options = null)
    {
        (_spec, _parse, Options) = (spec, parse, options ?? []);
        _sink = KernelOutputs.Current;
        _state = Begin(_sink as IInputSink);
        DisplayHandle.Show(((IDisplayable)this).ToMimeBundle());
    }

    /// <summary>What stands beside the control.</summary>
    public string Label => _spec.Label;

    /// <summary>What can be chosen; empty for inputs that offer no choice.</summary>
    public IReadOnlyList<T> Options { get; }

    /// <summary>What is chosen now.</summary>
    public T Value
    {
        get
        {
            var (value, revision) = _state.Read();
            (KernelOutputs.Current as IInputSink)?.NoteRead(_state.Id, revision);
            return Parse(value);
        }
    }

    public static implicit operator T(Input<T> input) => input.Value;

    /// <summary>The value as text; of a password, asterisks.</summary>
    public override string ToString() => Value?.ToString() ?? "";

    bool IShownAlready.IsShownBy(IOutputSink? sink) => ReferenceEquals(sink, _sink);

    MimeBundle IDisplayable.ToMimeBundle() => (_spec with { Id = _state.Id, Value = _state.Read().Value ?? _spec.Default }).ToBundle();

    private T Parse(string? value)
    {
        try
        {
            return _parse(value ?? _spec.Default);
        }
        catch (FormatException)
        {
            // The page checks what it sends against what the control was when it was shown; the code may be another by now.
            return _parse(_spec.Default);
        }
    }

    private InputState Begin(IInputSink? sink)
    {
        if (sink is null)
        {
            var alone = new InputState(_spec.Label);
            alone.Begin(_spec.Default);
            return alone;
        }

        var key = sink.KeyOf(_spec.Kind, _spec.Label);
        var state = sink.StateOf(key);
        if (Given(sink) is { } given)
            state.Begin(given);
        else if (sink.Chosen.FirstOrDefault(chosen => chosen.Key == key) is { Values: [var chosen, ..] } && Fits(chosen, out _))
            state.Begin(chosen);
        // A password is in no message to come back with; the kernel remembers it.
        else if (_spec.Kind != "password" || state.Read().Value is null)
            state.Begin(_spec.Default);
        return state;
    }

    /// <summary>What a command line gives under this label.</summary>
    private string? Given(IInputSink sink)
    {
        var name = InputName.Of(_spec.Label);
        if (sink.Chosen.FirstOrDefault(chosen => string.Equals(chosen.Label, name, StringComparison.OrdinalIgnoreCase)) is not { Values.Length: > 0 } given)
            return null;
        var text = _spec.Kind == "several" ? JsonSerializer.Serialize([.. given.Values], InputJson.Default.StringArray) : given.Values[0];
        if (_spec.Kind == "file")
            return given.FilePath ?? throw new NoInputException($"The --input for “{_spec.Label}” names no file: {text}");
        return Fits(text, out var problem) ? text : throw new NoInputException($"The --input for “{_spec.Label}” is no value of it. {problem}");
    }

    private bool Fits(string text, out string? problem)
    {
        try
        {
            _parse(text);
            problem = null;
            return true;
        }
        catch (FormatException exception)
        {
            problem = exception.Message;
            return false;
        }
    }
}
