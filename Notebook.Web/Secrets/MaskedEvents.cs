using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Notebook.Protocol;

namespace Notebook.Web.Secrets;

/// <summary>
/// A kernel's events without the secrets that it was given. Text comes in pieces of any size: the end of a piece that may be the
/// beginning of a secret waits for what comes next. For one reader.
/// </summary>
internal sealed class MaskedEvents(ChannelReader<KernelEvent> events, Func<SecretMask> mask) : ChannelReader<KernelEvent>
{
    private readonly Queue<KernelEvent> _ready = new();
    private readonly Dictionary<(SubmissionId, StreamName), string> _held = [];
    private SubmissionId? _running;

    public override Task Completion => events.Completion;

    public override bool TryRead([MaybeNullWhen(false)] out KernelEvent item)
    {
        while (!_ready.TryDequeue(out item))
        {
            if (!events.TryRead(out var next))
                return false;
            Take(next);
        }

        return true;
    }

    public override async ValueTask<bool> WaitToReadAsync(CancellationToken cancellationToken = default)
    {
        while (_ready.Count == 0)
        {
            if (events.TryRead(out var next))
                Take(next);
            else if (!await events.WaitToReadAsync(cancellationToken))
            {
                // The kernel has ended within a line.
                ReleaseAll();
                return _ready.Count > 0;
            }
        }

        return true;
    }

    private void Take(KernelEvent kernelEvent)
    {
        var hidden = mask();
        if (hidden.IsEmpty)
        {
            _ready.Enqueue(kernelEvent);
            return;
        }

        switch (kernelEvent)
        {
            case SubmissionStarted started:
                _running = started.SubmissionId;
                break;
            case OutputProduced { Output: StreamText text } produced:
                Take(produced, text, hidden);
                return;
            case OutputProduced or InputRequested:
                ReleaseAll();
                break;
            case SubmissionCompleted:
                ReleaseAll();
                _running = null;
                break;
        }

        _ready.Enqueue(hidden.In(kernelEvent));
    }

    private void Take(OutputProduced produced, StreamText text, SecretMask hidden)
    {
        var stream = (produced.SubmissionId, text.Stream);
        _held.Remove(stream, out var before);
        var whole = hidden.In(before + text.Text);
        // Work that goes on after its submission's end has no later event that would release the rest.
        var held = produced.SubmissionId == _running ? hidden.BeginningAtEndOf(whole) : 0;
        if (held > 0)
            _held[stream] = whole[^held..];
        if (whole.Length > held)
            _ready.Enqueue(produced with { Output = text with { Text = whole[..^held] } });
    }

    private void ReleaseAll()
    {
        foreach (var ((submission, stream), text) in _held)
            _ready.Enqueue(new OutputProduced { SubmissionId = submission, Output = new StreamText { Stream = stream, Text = text } });
        _held.Clear();
    }
}
