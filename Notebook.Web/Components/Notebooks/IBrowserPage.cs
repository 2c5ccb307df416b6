namespace Notebook.Web.Components.Notebooks;

/// <summary>The notebook page in the browser, as the server calls it. A call completes when the browser has done it.</summary>
internal interface IBrowserPage
{
    /// <exception cref="Microsoft.JSInterop.JSDisconnectedException">The circuit is gone.</exception>
    /// <exception cref="OperationCanceledException">The browser did not answer, or the token was cancelled.</exception>
    ValueTask ReceiveTextAsync(IReadOnlyList<TextDelivery> deliveries, CancellationToken cancellationToken);

    /// <inheritdoc cref="ReceiveTextAsync"/>
    ValueTask ExtendChartsAsync(IReadOnlyList<ChartDelivery> deliveries, CancellationToken cancellationToken);

    /// <inheritdoc cref="ReceiveTextAsync"/>
    ValueTask AppendStreamsAsync(IReadOnlyList<StreamDelivery> deliveries, CancellationToken cancellationToken);

    /// <inheritdoc cref="ReceiveTextAsync"/>
    ValueTask ReceiveDiagnosticsAsync(IReadOnlyList<CellDiagnostics> cells, string? problem, CancellationToken cancellationToken);

    /// <inheritdoc cref="ReceiveTextAsync"/>
    ValueTask ShowPeopleAsync(PeopleDelivery people, CancellationToken cancellationToken);
}
