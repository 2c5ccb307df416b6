using Microsoft.Extensions.Time.Testing;
using Notebook.Web.Collaboration;
using Notebook.Web.Documents;

namespace Notebook.Tests.Collaboration;

public sealed class PresenceBoardTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly CellId A = new("a");

    private readonly FakeTimeProvider _time = new();
    private readonly PresenceBoard _board;

    public PresenceBoardTests() => _board = new(_time);

    [Fact]
    public async Task Join_SecondTab_BothLearnOfEachOther()
    {
        using var ada = Join("Ada");
        using var ben = Join("Ben");

        var (adas, bens) = (await NextAsync(ada), await NextAsync(ben));

        Assert.Equal(["Ben"], adas.Peers!.Value.Select(static peer => peer.Name));
        Assert.Equal(["Ada"], bens.Peers!.Value.Select(static peer => peer.Name));
        Assert.Equal("Ben", bens.You.Name);
    }

    [Fact]
    public async Task Join_SamePersonTwice_IsOnePersonOfOneColour()
    {
        using var ada = _board.Join("tab-1", "ada", "Ada");
        using var again = _board.Join("tab-2", "ada", "Ada");
        using var ben = Join("Ben");

        var peers = (await NextAsync(ben)).Peers!.Value;

        Assert.Equal(["tab-1", "tab-2"], peers.Select(static peer => peer.Id));
        Assert.Single(peers.Select(static peer => (peer.Person, peer.Colour)).Distinct());
        Assert.NotEqual(ben.Peer.Colour, peers[0].Colour);
        Assert.NotEqual(ben.Peer.Person, peers[0].Person);
    }

    [Fact]
    public void Join_GuestsOfOneName_AreDifferentPeople()
    {
        using var first = _board.Join("tab-1", null, "Guest");
        using var second = _board.Join("tab-2", null, "Guest");

        Assert.NotEqual(first.Peer.Person, second.Peer.Person);
    }

    [Fact]
    public void Join_MorePeopleThanColours_SharesTheLeastUsed()
    {
        var colours = Enumerable.Range(0, 13).Select(i => Join($"P{i}").Peer.Colour).ToList();

        Assert.Equal(PeerColours.Count, colours.Take(PeerColours.Count).Distinct().Count());
        Assert.Equal(PeerColours.Count, colours.Skip(PeerColours.Count).Take(PeerColours.Count).Distinct().Count());
    }

    [Theory]
    [InlineData(5, 5)]
    [InlineData(0, 2)]
    [InlineData(7, 2)]
    public void Join_ChosenColour_IsGivenWhenThereIsSuchAColour(int chosen, int expected)
    {
        using var first = Join("Ada");

        Assert.Equal(expected, _board.Join("tab-2", "ben", "Ben", chosen).Peer.Colour);
    }

    [Fact]
    public async Task Move_ManyTimes_OnlyTheNewestPlaceIsTold()
    {
        using var ada = Join("Ada");
        using var ben = Join("Ben");
        await NextAsync(ada);

        for (var i = 0; i < 1_000; i++)
            ben.Move(At(i));
        var waiting = ada.NextAsync(CancellationToken.None).AsTask();
        _time.Advance(PresenceSeat.Pace);
        var news = await waiting.WaitAsync(Patience, TestContext.Current.CancellationToken);

        Assert.Null(news.Peers);
        Assert.Equal(999, Assert.Single(news.Moved).Place.TextVersion);
    }

    [Fact]
    public async Task NextAsync_BusyOthers_IsToldAtMostTenTimesASecond()
    {
        using var ada = Join("Ada");
        using var ben = Join("Ben");
        await ada.NextAsync(CancellationToken.None);

        ben.Move(At(1));
        var waiting = ada.NextAsync(CancellationToken.None).AsTask();
        _time.Advance(PresenceSeat.Pace - TimeSpan.FromMilliseconds(1));
        await Task.Yield();
        Assert.False(waiting.IsCompleted);

        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, Assert.Single((await waiting.WaitAsync(Patience, TestContext.Current.CancellationToken)).Moved).Place.TextVersion);
    }

    [Fact]
    public async Task Move_Own_IsNoNews()
    {
        using var ada = Join("Ada");
        await NextAsync(ada);

        ada.Move(At(1));

        Assert.Null(_board.NewsFor(ada));
    }

    [Fact]
    public async Task Dispose_Leaves_AndNothingIsHeardOfItAgain()
    {
        using var ada = Join("Ada");
        var ben = Join("Ben");
        await NextAsync(ada);

        ben.Dispose();
        ben.Move(At(1));

        var news = await NextAsync(ada);
        Assert.Empty(news.Peers!.Value);
        Assert.Empty(news.Moved);
    }

    [Fact]
    public async Task SetHere_ConnectionGoesAndComesBack_IsGoneAndThenWhereItWas()
    {
        using var ada = Join("Ada");
        using var ben = Join("Ben");
        ben.Move(At(7));
        await NextAsync(ada);

        ben.SetHere(false);
        Assert.Empty((await NextAsync(ada)).Peers!.Value);

        ben.SetHere(true);
        var news = await NextAsync(ada);
        Assert.Equal(["Ben"], news.Peers!.Value.Select(static peer => peer.Name));
        Assert.Equal(7, Assert.Single(news.Moved).Place.TextVersion);
    }

    [Fact]
    public async Task Forget_AfterALostMessage_EverythingIsToldAgain()
    {
        using var ada = Join("Ada");
        using var ben = Join("Ben");
        ben.Move(At(3));
        await NextAsync(ada);

        ada.Forget();

        var news = await NextAsync(ada);
        Assert.Single(news.Peers!.Value);
        Assert.Equal(3, Assert.Single(news.Moved).Place.TextVersion);
    }

    [Fact]
    public async Task Join_Late_LearnsWhereEveryoneIs()
    {
        using var ada = Join("Ada");
        ada.Move(At(5));

        using var ben = Join("Ben");

        Assert.Equal(5, Assert.Single((await NextAsync(ben)).Moved).Place.TextVersion);
    }

    private static PeerPlace At(int version) => new() { CellId = A, IsEditing = true, TextVersion = version, Ranges = [new(version, version)] };

    private PresenceSeat Join(string name) => _board.Join($"tab-{name}", name, name);

    private async Task<PresenceNews> NextAsync(PresenceSeat seat)
    {
        var next = seat.NextAsync(CancellationToken.None).AsTask();
        _time.Advance(PresenceSeat.Pace);
        return await next.WaitAsync(Patience, TestContext.Current.CancellationToken);
    }
}
