using System.Net.Sockets;
using Microsoft.Playwright;
using Notebook.Protocol;
using Notebook.Tests.Outputs;
using Notebook.Web.Documents;

namespace Notebook.Tests.Browser;

/// <summary>HTML output that tries to reach the page, the network, cookies, storage and its parent gets nothing.</summary>
public sealed class HostileOutputTests(Chromium chromium)
{
    /// <summary>Tries everything that ends by itself, then says what came of it.</summary>
    private const string Tries = """
        <style>@import url("http://127.0.0.1:PORT/import.css"); body { background: url("http://127.0.0.1:PORT/css.png"); }
          @font-face { font-family: far; src: url("http://127.0.0.1:PORT/font.woff2"); } p { font-family: far; }</style>
        <link rel="stylesheet" href="http://127.0.0.1:PORT/link.css"><link rel="prefetch" href="http://127.0.0.1:PORT/prefetch"><link rel="preconnect" href="http://127.0.0.1:PORT">
        <p>words</p>
        <iframe src="http://127.0.0.1:PORT/frame"></iframe><object data="http://127.0.0.1:PORT/object"></object><video src="http://127.0.0.1:PORT/video"></video>
        <form id="form" action="http://127.0.0.1:PORT/form" method="post"><input name="a" value="b"></form>
        <iframe srcdoc="<script>new RTCPeerConnection({ iceServers: [{ urls: 'stun:127.0.0.1:UDP' }] }).createOffer(); parent.document.title = 'REACHED'; parent.postMessage('REACHED', '*')</script>"></iframe>
        <pre id="report">running</pre>
        <script>
        const results = [];
        addEventListener("message", event => { if (event.data === "REACHED") results.push("a document inside: REACHED"); });
        const attempt = async (name, work) => {
          try { results.push(`${name}: ${await work()}`); } catch (error) { results.push(`${name}: refused`); }
          document.getElementById("report").textContent = results.join("\n");
        };
        const event = (make, ...names) => new Promise((resolve, reject) => {
          const it = make();
          it.onload = it.onopen = it.onmessage = () => resolve("REACHED");
          it.onerror = it.onclose = () => reject();
        });
        const address = "http://127.0.0.1:PORT/";
        (async () => {
          await attempt("fetch", async () => { await fetch(address + "fetch", { mode: "no-cors" }); return "REACHED"; });
          await attempt("fetch of the site", async () => { await fetch("/", { mode: "no-cors" }); return "REACHED"; });
          await attempt("img", () => event(() => Object.assign(new Image(), { src: address + "img.png" })));
          await attempt("websocket", () => event(() => new WebSocket("ws://127.0.0.1:PORT/ws")));
          await attempt("event source", () => event(() => new EventSource(address + "events")));
          await attempt("worker", () => event(() => new Worker(URL.createObjectURL(new Blob(["postMessage(1)"])))));
          await attempt("script", () => event(() => { const s = document.createElement("script"); s.src = address + "script.js"; document.head.append(s); return s; }));
          await attempt("beacon", () => { navigator.sendBeacon(address + "beacon", "x"); return "sent nowhere"; });
          await attempt("form", () => { document.getElementById("form").submit(); return "sent nowhere"; });
          await attempt("cookie", () => "REACHED " + document.cookie);
          await attempt("local storage", () => "REACHED " + localStorage.length);
          await attempt("session storage", () => "REACHED " + sessionStorage.length);
          await attempt("indexed db", () => "REACHED " + indexedDB.open("x"));
          await attempt("caches", async () => "REACHED " + await caches.keys());
          await attempt("parent document", () => "REACHED " + parent.document.title);
          await attempt("parent page", () => "REACHED " + parent.DotNet);
          await attempt("top address", () => "REACHED " + top.location.href);
          await attempt("leading the page away", () => { top.location = address + "top"; return top.location.href; });
          await attempt("opener", () => opener === null ? "refused" : "REACHED");
          await attempt("window", () => open(address + "window") === null ? "refused" : "REACHED");
          await attempt("frame element", () => frameElement === null ? "refused" : "REACHED");
          await attempt("alert", () => { alert("x"); return "ignored"; });
          await attempt("web rtc", async () => {
            const call = new RTCPeerConnection({ iceServers: [{ urls: "stun:127.0.0.1:UDP" }] });
            call.createDataChannel("x");
            await call.setLocalDescription(await call.createOffer());
            return "REACHED";
          });
          await attempt("eval", () => "REACHED " + eval("1"));
          results.push(`frames inside: ${window.length}`);
          document.getElementById("report").textContent = results.join("\n") + "\ndone";
        })();
        </script>
        """;

    [ChromiumFact]
    public async Task HostileHtml_InItsFrame_ReachesNothing()
    {
        using var listener = new Listener();
        var port = listener.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var document = StoredNotebook.Of(
            Html(Tries.Replace("PORT", port, StringComparison.Ordinal).Replace("UDP", $"{listener.UdpPort}", StringComparison.Ordinal)),
            Html($"<p>Moving by itself</p><script>location.href = 'http://127.0.0.1:{port}/moved';</script>"),
            Html($"<meta http-equiv=\"refresh\" content=\"0; url=http://127.0.0.1:{port}/refreshed\"><p>Refreshing</p>"),
            Html("<script>location.href = '/';</script>"),
            StoredNotebook.Display(MimeTypes.Svg, $"<svg xmlns='http://www.w3.org/2000/svg' width='40' height='40'><image href='http://127.0.0.1:{port}/svg.png' width='9' height='9'/><circle r='9'/></svg>"),
            StoredNotebook.Display(MimeTypes.Markdown, $"![p](http://127.0.0.1:{port}/markdown.png) and <img src='http://127.0.0.1:{port}/raw.png'>"),
            Html("<script>for (const height of [1e9, -5, 'x', NaN, {}]) parent.postMessage({ notebookFrame: { height } }, '*'); parent.postMessage({ notebookFrame: { link: 'javascript:alert(1)' } }, '*'); parent.postMessage('x', '*'); parent.postMessage(null, '*');</script><a href='https://example.org/there'>out</a>"));
        using var data = new TemporaryFolder();
        await StoredNotebook.PutAsync(data.Path, document);
        await using var server = await ServerProcess.StartAsync(data.Path);
        await using var context = await chromium.NewContextAsync();
        var notebook = await NotebookDriver.SignInAsync(context, server);
        List<string> refusals = [];
        notebook.Page.Console += (_, message) =>
        {
            lock (refusals)
                refusals.Add(message.Text);
        };

        await notebook.Page.GotoAsync($"{server.Address}n/{document.Id}");
        var report = await FrameOf(notebook, 1).Locator("#report").InnerTextAsync(new() { Timeout = 60_000 });
        await Assertions.Expect(FrameOf(notebook, 1).Locator("#report")).ToContainTextAsync("done");
        report = await FrameOf(notebook, 1).Locator("#report").InnerTextAsync();

        Assert.DoesNotContain("REACHED", report, StringComparison.Ordinal);
        Assert.Contains("frames inside: 0", report, StringComparison.Ordinal);
        Assert.Equal(26, report.Split('\n').Length);

        // A frame that leaves its document is stopped by the page's own policy, each once it comes near.
        foreach (var cell in new[] { 2, 3, 4 })
            await notebook.Output(cell).ScrollIntoViewIfNeededAsync();
        Assert.True(await Eventually.TrueAsync(() =>
        {
            lock (refusals)
                return Task.FromResult(refusals.Count(text => text.Contains($"'http://127.0.0.1:{port}/'", StringComparison.Ordinal) && text.Contains("frame-src 'self'", StringComparison.Ordinal)) >= 2);
        }), $"Two frames were to be stopped on their way out:\n{string.Join('\n', refusals)}");

        // What a frame says about itself is bounded, and a link is offered, never followed.
        await notebook.Output(7).ScrollIntoViewIfNeededAsync();
        await FrameOf(notebook, 7).GetByText("out").ClickAsync();
        await Assertions.Expect(notebook.Output(7).GetByRole(AriaRole.Link, new() { Name = "https://example.org/there" })).ToBeVisibleAsync();
        Assert.InRange((await notebook.Output(7).Locator("iframe").BoundingBoxAsync())!.Height, 1, 20_000);
        Assert.Single(context.Pages);
        Assert.EndsWith($"/n/{document.Id}", notebook.Page.Url, StringComparison.Ordinal);

        // The listener hears: had anything come, it would have been counted.
        Assert.Equal(0, listener.Contacts);
        using var proof = new TcpClient();
        await proof.ConnectAsync("127.0.0.1", listener.Port, TestContext.Current.CancellationToken);
        await proof.GetStream().WriteAsync("x"u8.ToArray(), TestContext.Current.CancellationToken);
        Assert.True(await Eventually.TrueAsync(() => Task.FromResult(listener.Contacts == 1)));
    }

    private static DisplayOutput Html(string html) => StoredNotebook.Display(MimeTypes.Html, html);

    private static IFrameLocator FrameOf(NotebookDriver notebook, int cell) => notebook.Output(cell).FrameLocator("iframe");
}
