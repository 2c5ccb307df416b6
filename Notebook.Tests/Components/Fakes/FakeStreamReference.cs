using Microsoft.JSInterop;

namespace Notebook.Tests.Components.Fakes;

/// <summary>Bytes that a browser sends as a stream.</summary>
internal sealed class FakeStreamReference(byte[] content) : IJSStreamReference
{
    public long Length => content.Length;

    public ValueTask<Stream> OpenReadStreamAsync(long maxAllowedSize = 512000, CancellationToken cancellationToken = default) =>
        content.Length <= maxAllowedSize ? ValueTask.FromResult<Stream>(new MemoryStream(content)) : throw new ArgumentOutOfRangeException(nameof(maxAllowedSize));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
