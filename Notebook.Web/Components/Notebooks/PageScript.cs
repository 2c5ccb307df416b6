using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Notebook.Web.Components.Notebooks;

/// <summary>
/// Loads the page's script (Editor/src) and opens a notebook in it, however often the connection goes meanwhile: what was under
/// way then gets no answer, and a page without its script could be read and nothing else. One per circuit.
/// </summary>
internal sealed class PageScript(IJSRuntime js, CircuitPresence presence, TimeProvider time)
{
    private const string Module = "./lib/editor/notebook.js";

    private const string Plotly = "_content/Plotly.Blazor/plotly-3.7.0.min.js";

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);

    /// <summary>Opens a notebook. The browser gives the same page again when it is asked twice.</summary>
    /// <param name="root">The notebook's element.</param>
    /// <param name="channel">What the page may ask of the server.</param>
    /// <param name="notebookId">The notebook.</param>
    /// <param name="say">Told in words why nothing can be done on the page yet, and null once it can.</param>
    /// <param name="cancellationToken">The tab was closed.</param>
    /// <returns>The page in the browser.</returns>
    public async Task<IJSObjectReference> OpenAsync(ElementReference root, DotNetObjectReference<PageChannel> channel, string notebookId, Action<string?> say, CancellationToken cancellationToken)
    {
        var pause = FirstPause;
        for (var failures = 0; ;)
        {
            using var attempt = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, presence.Back);
            try
            {
                // What a browser could not load it may not ask for again under the same address.
                await using var module = await js.InvokeAsync<IJSObjectReference>("import", attempt.Token, failures == 0 ? Module : $"{Module}?{failures}");
                var page = await module.InvokeAsync<IJSObjectReference>("open", attempt.Token, root, channel, notebookId, Plotly);
                if (failures > 0)
                    say(null);
                return page;
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // The connection went and is back.
            }
            catch (JSException)
            {
                failures++;
                say("The script of this page could not be loaded, so nothing can be typed or run here yet. It is tried again; load the page again if this stays.");
                await PauseAsync(pause, cancellationToken);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
    }

    /// <summary>A while, or until the connection is back.</summary>
    private async Task PauseAsync(TimeSpan pause, CancellationToken cancellationToken)
    {
        using var wait = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, presence.Back);
        try
        {
            await Task.Delay(pause, time, wait.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // It is back: no need to wait longer.
        }
    }
}
