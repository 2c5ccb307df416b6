using System.Text.Json;
using Notebook.Protocol;
using Notebook.Web.Kernels;

namespace Notebook.Tests.Kernels;

/// <summary>Pages of tables from a kernel in a process of its own.</summary>
public sealed class TablePagingTests : IDisposable
{
    private readonly ProcessKernelLauncher _launcher = TestKernel.NewLauncher();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _folder.Dispose();
    }

    [Fact]
    public async Task PageTable_WhileACellRuns_AnswersFromTheRowsThatWereShown()
    {
        await using var kernel = new KernelConversation(await _launcher.LaunchAsync(new KernelLaunchOptions { WorkingFolder = _folder.Path }, TestContext.Current.CancellationToken));
        var shown = await kernel.RunAsync("Enumerable.Range(0, 1_000_000).Select(i => new { I = i, Text = $\"t{i % 1000}\" }).ToList()");
        using var table = JsonDocument.Parse(shown.Outputs.OfType<DisplayValue>().Single().Data[MimeTypes.Table]!);
        var id = table.RootElement.GetProperty("table").GetString()!;
        var endless = await kernel.SubmitAsync("while (true) { }");
        await kernel.UntilAsync(last => last is SubmissionStarted started && started.SubmissionId == endless);

        await kernel.Kernel.SendAsync(new PageTable { RequestId = 7, TableId = id, Offset = 0, Count = 2, Sorts = [new TableSort { Column = 1, Descending = true }] }, TestContext.Current.CancellationToken);
        TablePaged? page = null;
        await kernel.UntilAsync(last => (page ??= last as TablePaged) is not null);

        Assert.Equal((7, 1_000_000, "[[999,\"t999\"],[1999,\"t999\"]]"), (page!.RequestId, page.MatchingRows, page.Rows));
        await kernel.InterruptAsync(endless);
        Assert.Equal(SubmissionOutcome.Interrupted, (await kernel.EndOfAsync(endless)).Outcome);
    }

    [Fact]
    public async Task PageTable_OfAKernelThatIsGone_SaysToRunTheCell()
    {
        await using var kernel = new KernelConversation(await _launcher.LaunchAsync(new KernelLaunchOptions { WorkingFolder = _folder.Path }, TestContext.Current.CancellationToken));

        await kernel.Kernel.SendAsync(new PageTable { RequestId = 1, TableId = "of another kernel", Offset = 0, Count = 2 }, TestContext.Current.CancellationToken);
        TablePaged? page = null;
        await kernel.UntilAsync(last => (page ??= last as TablePaged) is not null);

        Assert.Equal("Run the cell to page the rest.", page!.Problem);
    }

    [Fact]
    public void Check_AnswersThatCannotBe_AreBreaches()
    {
        var answers = new TablePaged[]
        {
            new() { RequestId = 2 },
            new() { RequestId = 1, RowCount = 11, MatchingRows = 20, KeptRows = 20 },
            new() { RequestId = 1, MatchingRows = 2, KeptRows = 1 },
            new() { RequestId = 1, MatchingRows = -1 },
            new() { RequestId = 1, Rows = new string(' ', TableLimits.MaxPageChars + 1) },
            new() { RequestId = 1, Rows = null! },
            new() { RequestId = 1, Problem = new string('x', 5_000) },
            new() { RequestId = 1, Choices = [.. Enumerable.Repeat("x", TableLimits.MaxChoices + 1)] },
            new() { RequestId = 1, Choices = [null!] },
        };

        foreach (var answer in answers)
        {
            var validator = new EventValidator();
            validator.Asked(new PageTable { RequestId = 1, TableId = "t", Offset = 0, Count = 10 });
            Assert.Throws<ProtocolException>(() => validator.Check(answer));
        }

        var fair = new EventValidator();
        fair.Asked(new PageTable { RequestId = 1, TableId = "t", Offset = 0, Count = 10 });
        fair.Check(new TablePaged { RequestId = 1, RowCount = 1, MatchingRows = 1, KeptRows = 3, Rows = "[[1]]" });
        Assert.Throws<ProtocolException>(() => fair.Check(new TablePaged { RequestId = 1 }));
    }
}
