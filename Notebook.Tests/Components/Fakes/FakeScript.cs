using Microsoft.JSInterop;

namespace Notebook.Tests.Components.Fakes;

/// <summary>A browser whose answers a test gives: every call waits for one.</summary>
internal sealed class FakeScript : IJSRuntime, IJSObjectReference
{
    private readonly System.Threading.Channels.Channel<Call> _calls = System.Threading.Channels.Channel.CreateUnbounded<Call>();

    /// <summary>The next call that nobody has looked at.</summary>
    public ValueTask<Call> NextAsync(CancellationToken cancellationToken) => _calls.Reader.ReadAsync(cancellationToken);

    public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) => InvokeAsync<TValue>(identifier, CancellationToken.None, args);

    public async ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args)
    {
        var call = new Call(identifier, args ?? []);
        await _calls.Writer.WriteAsync(call, cancellationToken);
        return (TValue)await call.Answer.Task.WaitAsync(cancellationToken);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public sealed record Call(string Name, object?[] Arguments)
    {
        public TaskCompletionSource<object> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
