using System.Text;

namespace Notebook.Tests.CommandLine;

/// <summary>Keeps what is written and lets a test wait for it.</summary>
internal sealed class RecordingWriter : TextWriter
{
    private readonly Lock _lock = new();
    private readonly StringBuilder _text = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public RecordingWriter() => NewLine = "\n";

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => Write(value.ToString());

    public override void Write(string? value)
    {
        lock (_lock)
        {
            _text.Append(value);
            _changed.TrySetResult();
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public override void WriteLine(string? value) => Write(value + NewLine);

    /// <summary>Completes when the text has been written.</summary>
    public async Task ContainsAsync(string text)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (_text.ToString().Contains(text, StringComparison.Ordinal))
                    return;
                changed = _changed.Task;
            }

            await changed.WaitAsync(TimeSpan.FromSeconds(20));
        }
    }

    public override string ToString()
    {
        lock (_lock)
            return _text.ToString();
    }
}
