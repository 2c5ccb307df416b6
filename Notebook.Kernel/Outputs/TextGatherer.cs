using System.Text;
using Notebook.Protocol;

namespace Notebook.Kernel.Outputs;

/// <summary>Gathers consecutive stream text of one submission and one stream until it is worth a frame.</summary>
internal sealed class TextGatherer(Action<SubmissionId, StreamName, string> send)
{
    private readonly StringBuilder _text = new();
    private SubmissionId _submission;
    private StreamName _stream;
    private bool _rewinds;

    public bool IsEmpty => _text.Length == 0;

    /// <summary>Adds text; sends what is full, and what belongs to another submission or stream.</summary>
    public void Append(SubmissionId submission, StreamName stream, ReadOnlySpan<char> text)
    {
        if (!IsEmpty && (submission != _submission || stream != _stream))
            Flush();

        _submission = submission;
        _stream = stream;
        while (!text.IsEmpty)
        {
            var room = Math.Min(text.Length, FrameLimits.MaxStreamChunkChars - _text.Length);
            _rewinds |= text[..room].Contains('\r');
            _text.Append(text[..room]);
            text = text[room..];
            if (_text.Length == FrameLimits.MaxStreamChunkChars)
                SendFull();
        }
    }

    /// <summary>Sends everything.</summary>
    public void Flush()
    {
        if (IsEmpty)
            return;

        var text = Take();
        send(_submission, _stream, text);
    }

    private void SendFull()
    {
        var text = Take();
        // A progress line that rewinds thousands of times shrinks to its last state and waits for company again.
        if (text.Length <= FrameLimits.MaxStreamChunkChars / 2)
        {
            _text.Append(text);
            return;
        }

        // A pair of surrogates, and \r\n, stay together: each half alone means something else.
        var keep = char.IsHighSurrogate(text[^1]) || text[^1] == '\r' ? 1 : 0;
        if (keep == 1)
        {
            _text.Append(text[^1]);
            _rewinds = text[^1] == '\r';
        }

        send(_submission, _stream, text[..^keep]);
    }

    private string Take()
    {
        var text = _text.ToString();
        if (_rewinds)
            text = RewoundLines.Collapse(text);
        _text.Clear();
        _rewinds = false;
        return text;
    }
}
