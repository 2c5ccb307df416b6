using System.Text;
using CsCheck;
using Notebook.Tests.Sessions;
using Notebook.Web.Components.Notebooks;
using Notebook.Web.Documents;
using Notebook.Web.Sessions;

namespace Notebook.Tests.Components;

public sealed class StreamFeedTests
{
    private static readonly CellId A = SessionTable.Id(0);

    [Fact]
    public void Collect_NewElement_GetsEverything()
    {
        var feed = new StreamFeed();
        feed.Rendered(A, "s1");

        var delivery = Assert.Single(feed.Collect(Snapshot("one\ntwo\n")));

        Assert.Equal((0, "one\ntwo\n", 2), (delivery.Offset, delivery.Text, delivery.Lines));
        Assert.False(feed.HasPending);
    }

    [Fact]
    public void Collect_Growth_SendsOnlyWhatIsNew()
    {
        var feed = new StreamFeed();
        feed.Rendered(A, "s1");
        feed.Delivered(feed.Collect(Snapshot("one\n")));

        feed.Grown([A]);

        Assert.Equal((4, "two\n"), (feed.Collect(Snapshot("one\ntwo\n")) is [var d] ? (d.Offset, d.Text) : default));
    }

    [Fact]
    public void Collect_MoreThanFits_LeavesTheRestPending()
    {
        var feed = new StreamFeed();
        feed.Rendered(A, "s1");
        var snapshot = Snapshot(new string('x', 3 * StreamFeed.MaxCharsAtOnce / 2));

        var first = feed.Collect(snapshot);
        feed.Delivered(first);
        Assert.True(feed.HasPending);
        var second = feed.Collect(snapshot);
        feed.Delivered(second);

        Assert.Equal(3 * StreamFeed.MaxCharsAtOnce / 2, first.Concat(second).Sum(static d => d.Text.Length));
        Assert.Empty(feed.Collect(snapshot));
    }

    [Fact]
    public void Collect_FloodWhoseMiddleIsGone_SendsHeadAndTail()
    {
        var feed = new StreamFeed();
        feed.Rendered(A, "s1");
        var buffer = StreamBuffer.Empty;
        for (var i = 0; i < 40_000; i++)
            buffer = buffer.Append($"line {i}\n");

        var deliveries = feed.Collect(Snapshot(buffer));

        Assert.Equal(2, deliveries.Count);
        Assert.StartsWith("line 0\n", deliveries[0].Text, StringComparison.Ordinal);
        Assert.EndsWith("line 39999\n", deliveries[1].Text, StringComparison.Ordinal);
        Assert.Equal(40_000, deliveries[1].Lines);
        Assert.Equal(buffer.Length, deliveries[1].Offset + deliveries[1].Text.Length);
    }

    [Fact]
    public void Resume_BrowserHasLess_SendsFromThere()
    {
        var feed = new StreamFeed();
        feed.Rendered(A, "s1");
        var snapshot = Snapshot("one\ntwo\n");
        feed.Delivered(feed.Collect(snapshot));

        feed.Resume(new Dictionary<string, long> { ["s1"] = 4 }, snapshot);

        Assert.Equal((4, "two\n"), (feed.Collect(snapshot) is [var d] ? (d.Offset, d.Text) : default));
    }

    [Fact]
    public void Collect_AnyPiecesAndLosses_GivesTheStreamWithoutGapOrRepeat() =>
        Gen.Select(Gen.String[Gen.Char["ab\n\ud83d\ude00"], 0, 40], Gen.Int[0, 3]).List[1, 30].Sample(steps =>
        {
            var feed = new StreamFeed();
            feed.Rendered(A, "s1");
            var buffer = StreamBuffer.Empty;
            var whole = new StringBuilder();
            var browser = new StringBuilder();
            foreach (var (text, what) in steps)
            {
                buffer = buffer.Append(text);
                whole.Append(text);
                feed.Grown([A]);
                var snapshot = Snapshot(buffer);
                var deliveries = feed.Collect(snapshot);
                switch (what)
                {
                    case 0: // The call is lost, and the connection comes back.
                        feed.Resume(new Dictionary<string, long> { ["s1"] = browser.Length }, snapshot);
                        break;
                    case 1: // The browser has it, but its answer is lost.
                        Receive(browser, deliveries);
                        feed.Resume(new Dictionary<string, long> { ["s1"] = browser.Length }, snapshot);
                        break;
                    default:
                        Receive(browser, deliveries);
                        feed.Delivered(deliveries);
                        break;
                }
            }

            feed.Grown([A]);
            Receive(browser, feed.Collect(Snapshot(buffer)));
            Assert.Equal(whole.ToString(), browser.ToString());
        });

    private static void Receive(StringBuilder browser, List<StreamDelivery> deliveries)
    {
        foreach (var delivery in deliveries)
        {
            Assert.Equal(browser.Length, delivery.Offset);
            browser.Append(delivery.Text);
        }
    }

    private static SessionSnapshot Snapshot(string text) => Snapshot(StreamBuffer.Empty.Append(text));

    private static SessionSnapshot Snapshot(StreamBuffer buffer)
    {
        var document = SessionTable.NotebookOf("");
        return new()
        {
            Version = 1,
            Kernel = new(KernelState.Ready),
            Document = document with { Cells = [document.Cells[0] with { Outputs = [ComponentTable.Stream("") with { Text = buffer }] }] },
        };
    }
}
