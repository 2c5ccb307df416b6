using Notebook.Protocol;
using Notebook.Web.Sessions;

namespace Notebook.Tests.Sessions;

public sealed class TablePageRequestsTests
{
    private static readonly PageTable Page = new() { RequestId = 0, TableId = "t", Offset = 0, Count = 10 };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ask_Answered_GoesToWhoAsked()
    {
        var sent = new List<PageTable>();
        var requests = new TablePageRequests(request => { sent.Add(request); return true; });
        var first = requests.AskAsync(Page with { Offset = 10 }, Stop);
        var second = requests.AskAsync(Page with { Offset = 20 }, Stop);

        requests.Answer(new TablePaged { RequestId = sent[1].RequestId, KeptRows = 20 });
        requests.Answer(new TablePaged { RequestId = sent[0].RequestId, KeptRows = 10 });
        requests.Answer(new TablePaged { RequestId = 77 });

        Assert.Equal((10, 20), ((await first).KeptRows, (await second).KeptRows));
    }

    [Fact]
    public async Task End_WhileSomebodyWaits_SaysToRunTheCell()
    {
        var requests = new TablePageRequests(static _ => true);
        var waiting = requests.AskAsync(Page, Stop);

        requests.End();

        Assert.Equal("Run the cell to page the rest.", (await waiting).Problem);
        Assert.Equal("Run the cell to page the rest.", (await requests.AskAsync(Page, Stop)).Problem);
    }

    [Fact]
    public async Task Ask_TooManyAtOnce_IsRefusedInWords()
    {
        var requests = new TablePageRequests(static _ => true);
        var waiting = Enumerable.Range(0, 48).Select(_ => requests.AskAsync(Page, Stop)).ToList();

        Assert.Contains("Try again", (await requests.AskAsync(Page, Stop)).Problem, StringComparison.Ordinal);
        requests.End();
        await Task.WhenAll(waiting);
    }
}
