using Microsoft.Extensions.Time.Testing;
using Notebook.Interactive;
using Notebook.Protocol;
using Notebook.Tests.Interactive.Fakes;

namespace Notebook.Tests.Interactive;

public sealed class ProgressTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Report_InATightLoop_IsShownAtAPaceAndEndsComplete()
    {
        var outputs = RecordingSink.Record(() =>
        {
            using var progress = new Progress(1_000, "Counting", _time);
            for (var i = 1; i <= 1_000; i++)
            {
                _time.Advance(TimeSpan.FromMilliseconds(1));
                progress.Report(i);
            }
        });

        Assert.InRange(outputs.Count, 8, 14);
        var last = ((DisplayUpdate)outputs[^1]).Data;
        Assert.Equal("Counting: 1000 of 1000 (100 %), done in 1 s", last.PlainText);
        Assert.Equal("""{"label":"Counting","done":1000,"total":1000,"fraction":1,"elapsedSeconds":1,"perSecond":1000,"isCompleted":true}""", last[MimeTypes.Progress]);
    }

    [Fact]
    public void Report_FollowedByNothing_IsShownAfterTheInterval()
    {
        var outputs = RecordingSink.Record(() =>
        {
            var progress = new Progress(10, null, _time);
            progress.Report(1);
            progress.Report(2);
            _time.Advance(TimeSpan.FromSeconds(1));
        });

        Assert.Equal("2 of 10 (20 %), 2 per second, 4 s left", ((DisplayUpdate)outputs[^1]).Data.PlainText);
    }

    [Fact]
    public void Flush_AtTheEndOfASubmission_SendsWhatWasHeldBack()
    {
        var outputs = RecordingSink.Record(() =>
        {
            var progress = new Progress(10, null, _time);
            progress.Report(1);
            progress.Report(2);
            KernelOutputs.Flush(KernelOutputs.Current!);
        });

        Assert.Contains("\"done\":2,", ((DisplayUpdate)outputs[^1]).Data[MimeTypes.Progress], StringComparison.Ordinal);
    }

    [Fact]
    public void Report_OfOneLabel_MovesOneBar()
    {
        var outputs = RecordingSink.Record(static () =>
        {
            for (var i = 1; i <= 3; i++)
            {
                Progress.Report(i, 3, "a");
                Progress.Report(i, 3, "b");
            }
        });

        Assert.Equal(2, outputs.OfType<DisplayValue>().Count());
        Assert.Equal(2, outputs.OfType<DisplayUpdate>().Count(static u => u.Data.PlainText.Contains("3 of 3 (100 %)", StringComparison.Ordinal)));
    }
}
