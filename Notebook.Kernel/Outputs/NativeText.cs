using System.Text;
using Notebook.Kernel.Streams;

namespace Notebook.Kernel.Outputs;

/// <summary>Turns the bytes of a captured descriptor into text, piece by piece. For the writer's thread only.</summary>
/// <param name="descriptor">Where the bytes come from.</param>
/// <param name="alsoTo">Gets the bytes as they are.</param>
internal sealed class NativeText(CapturedDescriptor descriptor, SpanAction alsoTo)
{
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private readonly byte[] _bytes = new byte[16 * 1024];
    private readonly char[] _chars = new char[16 * 1024 + 1];

    public delegate void TextAction(ReadOnlySpan<char> text);

    public long BytesRead => descriptor.BytesRead;

    /// <summary>How many bytes wait to be read.</summary>
    public long Waiting => descriptor.Written - descriptor.BytesRead;

    /// <summary>Reads up to so many bytes.</summary>
    public void Read(long count, TextAction take)
    {
        while (count > 0)
        {
            var read = descriptor.Read(_bytes.AsSpan(0, (int)Math.Min(count, _bytes.Length)));
            if (read == 0)
                return;

            count -= read;
            alsoTo(_bytes.AsSpan(0, read));
            var chars = _decoder.GetChars(_bytes.AsSpan(0, read), _chars, flush: false);
            take(_chars.AsSpan(0, chars));
        }
    }
}

/// <summary>Takes bytes that are valid for the call only.</summary>
internal delegate void SpanAction(ReadOnlySpan<byte> bytes);
