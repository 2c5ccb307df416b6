using Notebook.Protocol;
using Notebook.Tests.Sessions;
using Notebook.Web.Components.Notebooks;
using Notebook.Web.Documents;
using Notebook.Web.Sessions;

namespace Notebook.Tests.Components;

/// <summary>Which points of live charts a browser is sent.</summary>
public sealed class ChartFeedTests
{
    private static readonly CellId A = SessionTable.Id(0);

    private readonly ChartFeed _feed = new();
    private SessionSnapshot _snapshot = new() { Version = 0, Document = SessionTable.NotebookOf("a"), Kernel = new KernelStatus(KernelState.Ready, null) };

    public ChartFeedTests() => Take(new OutputAdded(A, new DisplayOutput { OutputId = "o", Data = MimeBundle.Of(MimeTypes.Plotly, "{\"data\":[{}]}", "chart") }));

    [Fact]
    public void Collect_SendsEachAdditionOnce()
    {
        Extend(3);
        var first = Assert.Single(Collect());
        Assert.Equal((0, 3, "point 2"), (first.From, first.Additions.Count, first.Summary));
        Assert.Empty(Collect());

        Extend(2);
        var next = Assert.Single(Collect());

        Assert.Equal((3, 2), (next.From, next.Additions.Count));
    }

    [Fact]
    public void Collect_AfterALongLag_LeavesAGapThatTheBrowserSees()
    {
        Extend(1);
        Collect();
        Extend(500);

        var late = Assert.Single(Collect());

        Assert.True(late.From > 1);
        Assert.Equal(501, late.From + late.Additions.Count);
    }

    [Fact]
    public void Resume_AfterALostCall_SendsWhatIsAtHandOnceMore()
    {
        Extend(2);
        Collect();

        _feed.Resume(_snapshot);

        Assert.Equal((0, 2), Assert.Single(Collect()) is var again ? (again.From, again.Additions.Count) : default);
    }

    [Fact]
    public void Collect_AfterAnotherFigure_CountsOn()
    {
        Extend(2);
        Collect();
        Take(new DisplayReplaced(A, "o", MimeBundle.Of(MimeTypes.Plotly, "{\"data\":[]}", "other")));
        Assert.Empty(Collect());
        Extend(1);

        Assert.Equal(3, Assert.Single(Collect()).From);
    }

    private List<ChartDelivery> Collect()
    {
        var deliveries = _feed.Collect(_snapshot);
        _feed.Delivered(deliveries);
        return deliveries;
    }

    private void Extend(int times)
    {
        for (var i = 0; i < times; i++)
            Take(new ChartExtended(A, "o", new ChartPoints { Series = "[{\"x\":[1],\"y\":[1]}]", Keeps = 10, Summary = $"point {i}" }));
    }

    private void Take(RunProgress progress)
    {
        var before = _snapshot.Document.Find(A)!;
        var cell = before.After(progress);
        Assert.Equal(progress is ChartExtended, before.Version == cell.Version);
        _snapshot = _snapshot with { Document = _snapshot.Document.With(cell) };
        _feed.Grown([A]);
    }
}
