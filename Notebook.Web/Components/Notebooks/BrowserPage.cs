using Microsoft.JSInterop;

namespace Notebook.Web.Components.Notebooks;

/// <summary>The <c>NotebookPage</c> object of Editor/src/page.js: its <c>deliveries</c> take what the server sends.</summary>
internal sealed class BrowserPage(IJSObjectReference page) : IBrowserPage
{
    public ValueTask ReceiveTextAsync(IReadOnlyList<TextDelivery> deliveries, CancellationToken cancellationToken) =>
        page.InvokeVoidAsync("deliveries.receiveText", cancellationToken, new Sent<IReadOnlyList<TextDelivery>>(deliveries));

    public ValueTask ExtendChartsAsync(IReadOnlyList<ChartDelivery> deliveries, CancellationToken cancellationToken) =>
        page.InvokeVoidAsync("deliveries.extendCharts", cancellationToken, new Sent<IReadOnlyList<ChartDelivery>>(deliveries));

    public ValueTask AppendStreamsAsync(IReadOnlyList<StreamDelivery> deliveries, CancellationToken cancellationToken) =>
        page.InvokeVoidAsync("deliveries.appendStreams", cancellationToken, new Sent<IReadOnlyList<StreamDelivery>>(deliveries));

    public ValueTask ReceiveDiagnosticsAsync(IReadOnlyList<CellDiagnostics> cells, string? problem, CancellationToken cancellationToken) =>
        page.InvokeVoidAsync("deliveries.receiveDiagnostics", cancellationToken, new Sent<IReadOnlyList<CellDiagnostics>>(cells), problem);

    public ValueTask ShowPeopleAsync(PeopleDelivery people, CancellationToken cancellationToken) =>
        page.InvokeVoidAsync("deliveries.showPeople", cancellationToken, new Sent<PeopleDelivery>(people));
}
