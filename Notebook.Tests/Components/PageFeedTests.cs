using Microsoft.AspNetCore.Components;
using Notebook.Tests.Components.Fakes;
using Notebook.Tests.Sessions;
using Notebook.Web.Collaboration;
using Notebook.Web.Components.Notebooks;
using Notebook.Web.Documents;
using Notebook.Web.Sessions;

namespace Notebook.Tests.Components;

public sealed class PageFeedTests : IAsyncDisposable
{
    private static readonly CellId A = SessionTable.Id(0);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ComponentTable _table = new("");
    private readonly FakeBrowserPage _browser = new();
    private readonly System.Threading.Channels.Channel<SessionChange> _renders = System.Threading.Channels.Channel.CreateUnbounded<SessionChange>();
    private readonly CancellationTokenSource _gone = new();
    private readonly Dispatcher _dispatcher = Dispatcher.CreateDefault();
    private readonly PageFeed _feed;
    private readonly Task<bool> _running;

    public PageFeedTests()
    {
        var subscription = _table.Session.Subscribe(SessionTable.Person());
        _table.View.Texts.Rendered(A, 0);
        _feed = new PageFeed(subscription, _table.View, _browser, change => _renders.Writer.TryWrite(change), gathering: TimeSpan.Zero);
        _running = _dispatcher.InvokeAsync(() => _feed.RunAsync(_gone.Token));
    }

    [Fact]
    public async Task TypedText_GoesAtOnce_EvenWhenStreamsAreHeldUp()
    {
        await HoldAsync();
        Stream("flood\n");
        await NextAsync(_renders.Reader);

        Type(1);

        Assert.Equal(1, Assert.Single(await NextAsync(_browser.Texts.Reader)).Version);
    }

    [Fact]
    public async Task SlowBrowser_GetsOneMergedRenderInsteadOfMany()
    {
        await HoldAsync();
        Publish(1);
        await NextAsync(_renders.Reader);
        for (var i = 2; i < 50; i++)
            Publish(i);

        await _browser.AnswerAsync();
        var merged = await NextAsync(_renders.Reader);

        Assert.Equal("title 49", merged.Snapshot.Document.Title);
        Assert.False(_renders.Reader.TryRead(out _));
    }

    [Fact]
    public async Task ManyChanges_AreRenderedAHandfulAtOnceAndThenAtThePace()
    {
        // The feed itself takes one step of the burst when it starts.
        for (var i = 1; i < PageFeed.Burst; i++)
        {
            Publish(i);
            await NextAsync(_renders.Reader);
        }

        Publish(99);
        await DrainAsync();
        Assert.False(_renders.Reader.TryRead(out _));

        _table.Time.Advance(PageFeed.Pace);
        Assert.Equal("title 99", (await NextAsync(_renders.Reader)).Snapshot.Document.Title);
    }

    [Fact]
    public async Task ShortRun_IsOneRender_WithItsOutput()
    {
        using var table = new ComponentTable("");
        using var feed = new PageFeed(table.Session.Subscribe(SessionTable.Person()), table.View, new FakeBrowserPage(), change => _renders.Writer.TryWrite(change));
        var running = _dispatcher.InvokeAsync(() => feed.RunAsync(_gone.Token));
        table.Session.Publish(snapshot => snapshot with { Document = snapshot.Document with { Title = "running" } });
        await DrainAsync();
        table.Session.Publish(snapshot => snapshot with { Document = snapshot.Document with { Title = "done" } });
        await DrainAsync();
        Assert.False(_renders.Reader.TryRead(out _));

        table.Time.Advance(PageFeed.Gathering);

        Assert.Equal("done", (await NextAsync(_renders.Reader)).Snapshot.Document.Title);
        await DrainAsync();
        Assert.False(_renders.Reader.TryRead(out _));
        await _gone.CancelAsync();
        await running.WaitAsync(Patience, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Resume_AfterALostCall_SendsWhatTheBrowserLacks()
    {
        await HoldAsync();
        await _dispatcher.InvokeAsync(() => _table.View.Streams.Rendered(A, "s1"));
        Stream("one\n");
        await NextAsync(_browser.Streams.Reader);

        _browser.Holds = false;
        await _dispatcher.InvokeAsync(() =>
        {
            _table.View.Streams.Resume(new Dictionary<string, long>(), _table.View.Snapshot);
            _feed.Resume();
        });

        Assert.Equal("one\n", Assert.Single(await NextAsync(_browser.Streams.Reader)).Text);
    }

    [Fact]
    public async Task SessionCloses_RunEndsAndSaysSo()
    {
        _table.Session.Close();

        Assert.True(await _running.WaitAsync(Patience, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task TabGoes_RunEnds()
    {
        await _gone.CancelAsync();

        Assert.False(await _running.WaitAsync(Patience, TestContext.Current.CancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        await _running.WaitAsync(Patience);
        _feed.Dispose();
        _gone.Dispose();
        _table.Dispose();
    }

    private static async Task<T> NextAsync<T>(System.Threading.Channels.ChannelReader<T> reader) => await reader.ReadAsync().AsTask().WaitAsync(Patience);

    /// <summary>Makes the browser slow, once it has answered the call that the feed starts with.</summary>
    private async Task HoldAsync()
    {
        await NextAsync(_browser.StreamCalls.Reader);
        _browser.Holds = true;
    }

    private void Publish(int number) => _table.Session.Publish(snapshot => snapshot with { Document = snapshot.Document with { Title = $"title {number}" } });

    private void Stream(string text) => _table.Session.Publish(A, cell => cell.Outputs.IsEmpty
        ? cell.Changed() with { Outputs = [ComponentTable.Stream(text)] }
        : cell.After(new StreamGrew(A, "s1", text)));

    private void Type(int version) => _table.Session.Publish(A, cell => cell with
    {
        Text = new TextDocument { Text = new string('x', version), Version = version, Recent = [.. Enumerable.Range(0, version).Select(static i => new TextUpdate("c", $"[{i},[0,\"x\"]]"))] },
    });

    /// <summary>Lets everything that is ready on the dispatcher run.</summary>
    private async Task DrainAsync()
    {
        for (var i = 0; i < 20; i++)
        {
            await Task.Yield();
            await _dispatcher.InvokeAsync(static () => { });
        }
    }
}
