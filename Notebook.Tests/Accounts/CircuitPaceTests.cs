using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Notebook.Web.Accounts.Limits;

namespace Notebook.Tests.Accounts;

/// <summary>How fast one page may send: a while as it likes, then no faster than its pace.</summary>
public sealed class CircuitPaceTests
{
    private readonly FakeTimeProvider _time = new(AccountTable.Noon);
    private readonly CircuitPace _pace;

    public CircuitPaceTests() => _pace = new(Options.Create(new RequestLimitOptions { MessagesPerSecond = 10 }), _time);

    [Fact]
    public void WaitFor_AsFastAsAPersonIs_IsNever()
    {
        var page = new Dictionary<object, object?>();

        for (var message = 0; message < 1_000; message++)
        {
            Assert.True(_pace.WaitFor(page) <= TimeSpan.Zero);
            _time.Advance(TimeSpan.FromMilliseconds(100));
        }
    }

    [Fact]
    public void WaitFor_PageGoneWild_IsHeldToItsPaceAndNobodyElseIs()
    {
        var (wild, calm) = (new Dictionary<object, object?>(), new Dictionary<object, object?>());

        var waits = Enumerable.Range(0, 100).Select(_ => _pace.WaitFor(wild)).ToList();

        // Four seconds of messages at once, and from then on each a tenth of a second later than the one before.
        Assert.All(waits.Take(40), static wait => Assert.True(wait <= TimeSpan.Zero));
        Assert.Equal(TimeSpan.FromSeconds(6), waits[^1]);
        Assert.True(_pace.WaitFor(calm) <= TimeSpan.Zero);
        _time.Advance(TimeSpan.FromSeconds(20));
        Assert.True(_pace.WaitFor(wild) <= TimeSpan.Zero);
    }
}
