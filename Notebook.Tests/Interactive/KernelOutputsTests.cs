using Notebook.Interactive;
using Notebook.Protocol;
using Notebook.Tests.Interactive.Fakes;

namespace Notebook.Tests.Interactive;

public sealed class KernelOutputsTests
{
    [Fact]
    public async Task Display_FromTwoSubmissionsAtOnce_ReachesTheSubmissionOfItsFlow()
    {
        var first = new RecordingSink();
        var second = new RecordingSink();
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        async Task Submission(RecordingSink sink, string text)
        {
            KernelOutputs.Enter(sink);
            await go.Task;
            text.Display();
            await Task.Run(() => (text + " from a task").Display(), TestContext.Current.CancellationToken);
        }

        var both = Task.WhenAll(Submission(first, "one"), Submission(second, "two"));
        go.SetResult();
        await both;

        Assert.Equal(["one", "one from a task"], Texts(first));
        Assert.Equal(["two", "two from a task"], Texts(second));
    }

    [Fact]
    public void Update_InALaterSubmission_GoesWhereTheValueStands()
    {
        DisplayHandle? handle = null;
        var first = new RecordingSink();
        ExecutionContext.Run(ExecutionContext.Capture()!, _ =>
        {
            KernelOutputs.Enter(first);
            handle = "one".Display();
        }, null);

        var second = RecordingSink.Record(() => handle!.Update("two"));

        Assert.Empty(second);
        var update = Assert.IsType<DisplayUpdate>(first.Outputs[1]);
        Assert.Equal(((DisplayValue)first.Outputs[0]).DisplayId, update.DisplayId);
        Assert.Equal("two", update.Data.PlainText);
    }

    [Fact]
    public void PublishResult_OfAValue_IsMarkedAsResult()
    {
        var shown = Assert.IsType<DisplayValue>(Assert.Single(RecordingSink.Record(() => KernelOutputs.PublishResult(2))));

        Assert.True(shown.IsResult);
        Assert.Equal("2", shown.Data.PlainText);
    }

    [Fact]
    public void PublishResult_OfADisplayHandle_ShowsNothingMore()
    {
        var outputs = RecordingSink.Record(() => KernelOutputs.PublishResult("once".Display()));

        Assert.Equal("once", Assert.IsType<DisplayValue>(Assert.Single(outputs)).Data.PlainText);
    }

    private static IEnumerable<string> Texts(RecordingSink sink) => sink.Outputs.Cast<DisplayValue>().Select(static o => o.Data.PlainText);
}
