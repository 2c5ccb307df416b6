using System.Threading.Channels;
using Notebook.Web.Components.Notebooks;

namespace Notebook.Tests.Components.Fakes;

/// <summary>A browser in memory: a test sees each call and says when it is done.</summary>
internal sealed class FakeBrowserPage : IBrowserPage
{
    private readonly Channel<TaskCompletionSource> _held = Channel.CreateUnbounded<TaskCompletionSource>();

    public Channel<IReadOnlyList<TextDelivery>> Texts { get; } = Channel.CreateUnbounded<IReadOnlyList<TextDelivery>>();

    /// <summary>Only deliveries with text: an empty one asks no more than whether the browser has drawn.</summary>
    public Channel<IReadOnlyList<StreamDelivery>> Streams { get; } = Channel.CreateUnbounded<IReadOnlyList<StreamDelivery>>();

    /// <summary>One entry per stream call, empty ones included.</summary>
    public Channel<bool> StreamCalls { get; } = Channel.CreateUnbounded<bool>();

    public Channel<PeopleDelivery> People { get; } = Channel.CreateUnbounded<PeopleDelivery>();

    /// <summary>While set, stream calls stay under way until <see cref="AnswerAsync"/>, as with a slow browser.</summary>
    public bool Holds { get; set; }

    public async ValueTask ReceiveTextAsync(IReadOnlyList<TextDelivery> deliveries, CancellationToken cancellationToken)
    {
        await Texts.Writer.WriteAsync(deliveries, cancellationToken);
    }

    public async ValueTask ShowPeopleAsync(PeopleDelivery people, CancellationToken cancellationToken) => await People.Writer.WriteAsync(people, cancellationToken);

    public Channel<IReadOnlyList<ChartDelivery>> Charts { get; } = Channel.CreateUnbounded<IReadOnlyList<ChartDelivery>>();

    public ValueTask ExtendChartsAsync(IReadOnlyList<ChartDelivery> deliveries, CancellationToken cancellationToken) => Charts.Writer.WriteAsync(deliveries, cancellationToken);

    public async ValueTask AppendStreamsAsync(IReadOnlyList<StreamDelivery> deliveries, CancellationToken cancellationToken)
    {
        StreamCalls.Writer.TryWrite(true);
        if (deliveries.Count > 0)
            await Streams.Writer.WriteAsync(deliveries, cancellationToken);
        if (!Holds)
            return;
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await _held.Writer.WriteAsync(answer, cancellationToken);
        await answer.Task.WaitAsync(cancellationToken);
    }

    public Channel<(IReadOnlyList<CellDiagnostics> Cells, string? Problem)> Diagnostics { get; } = Channel.CreateUnbounded<(IReadOnlyList<CellDiagnostics>, string?)>();

    public async ValueTask ReceiveDiagnosticsAsync(IReadOnlyList<CellDiagnostics> cells, string? problem, CancellationToken cancellationToken) =>
        await Diagnostics.Writer.WriteAsync((cells, problem), cancellationToken);

    /// <summary>Answers the next call that is held.</summary>
    public async Task AnswerAsync() => (await _held.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20))).SetResult();
}
