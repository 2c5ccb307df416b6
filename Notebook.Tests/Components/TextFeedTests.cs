using Notebook.Tests.Sessions;
using Notebook.Web.Collaboration;
using Notebook.Web.Components.Notebooks;
using Notebook.Web.Documents;
using Notebook.Web.Sessions;

namespace Notebook.Tests.Components;

public sealed class TextFeedTests
{
    private static readonly CellId A = SessionTable.Id(0);
    private readonly TextFeed _feed = new();

    [Fact]
    public void Collect_BrowserBehind_SendsWhatItLacks()
    {
        _feed.Rendered(A, 1);

        var delivery = Assert.Single(_feed.Collect(Snapshot(3)));

        Assert.Equal((1, 3), (delivery.From, delivery.Version));
        Assert.Equal(["u2", "u3"], delivery.Updates!.Select(static u => u[1]));
    }

    [Fact]
    public void Collect_UpdatesNoLongerKept_SendsTheText()
    {
        _feed.Rendered(A, 1);

        const int version = TextDocument.MaxRecentUpdates + 100;
        var delivery = Assert.Single(_feed.Collect(Snapshot(version)));

        Assert.Equal(($"text {version}", version), (delivery.Text, delivery.Version));
        Assert.Null(delivery.Updates);
    }

    [Fact]
    public void Collect_NothingNew_SendsNothing()
    {
        _feed.Rendered(A, 3);

        Assert.Empty(_feed.Collect(Snapshot(3)));
    }

    [Fact]
    public void Collect_CellNotOnThePage_SendsNothing()
    {
        _feed.Edited([A]);

        Assert.Empty(_feed.Collect(Snapshot(3)));
    }

    [Fact]
    public void Collect_PushUnderWay_WaitsForItsEnd()
    {
        _feed.Rendered(A, 1);
        _feed.PushBegan(A);

        Assert.False(_feed.HasPending);
        Assert.Empty(_feed.Collect(Snapshot(3)));

        _feed.PushEnded(A, browserVersion: 2);

        Assert.Equal(2, Assert.Single(_feed.Collect(Snapshot(3))).From);
    }

    [Fact]
    public void Collect_AfterDelivery_StartsWhereItEnded()
    {
        _feed.Rendered(A, 1);
        _feed.Delivered(A, 3);
        _feed.Edited([A]);

        Assert.Equal(3, Assert.Single(_feed.Collect(Snapshot(4))).From);
    }

    [Fact]
    public void Resume_LostDelivery_IsSentAgain()
    {
        _feed.Rendered(A, 1);
        _feed.Delivered(A, 3);

        _feed.Resume(A, 1);

        Assert.Equal(1, Assert.Single(_feed.Collect(Snapshot(3))).From);
    }

    private static SessionSnapshot Snapshot(int version)
    {
        var document = SessionTable.NotebookOf("");
        var text = new TextDocument
        {
            Text = $"text {version}",
            Version = version,
            Recent = [.. Enumerable.Range(1, version).TakeLast(TextDocument.MaxRecentUpdates).Select(static i => new TextUpdate("c", $"u{i}"))],
        };
        return new() { Version = version, Kernel = new(KernelState.Ready), Document = document with { Cells = [document.Cells[0] with { Text = text }] } };
    }
}
