using CsCheck;
using Notebook.Tests.Sessions;
using Notebook.Web.History;

namespace Notebook.Tests.History;

public sealed class RevisionThinningTests
{
    private static readonly DateTimeOffset Now = SessionTable.Noon;

    [Fact]
    public void Surplus_LastDay_KeepsAll() => Assert.Empty(RevisionThinning.Surplus(Every(TimeSpan.FromMinutes(10), TimeSpan.FromHours(24)), Now, new()));

    [Fact]
    public void Surplus_LastWeek_KeepsOneAnHour()
    {
        var revisions = Every(TimeSpan.FromMinutes(5), TimeSpan.FromHours(30));

        var kept = Kept(revisions, new() { MaxRevisions = 10_000 });

        Assert.Equal(289, kept.Count(static revision => Now - revision.At <= TimeSpan.FromDays(1)));
        Assert.InRange(kept.Count(static revision => Now - revision.At > TimeSpan.FromDays(1)), 6, 7);
    }

    [Fact]
    public void Surplus_AYear_KeepsOneADayAndThenOneAWeek()
    {
        var kept = Kept(Every(TimeSpan.FromHours(1), TimeSpan.FromDays(365)), new() { MaxRevisions = 10_000 });

        Assert.InRange(kept.Count(static revision => Age(revision) > 7 && Age(revision) <= 90), 83, 85);
        Assert.InRange(kept.Count(static revision => Age(revision) > 90), 39, 41);
    }

    [Fact]
    public void Surplus_CheckpointsAndImports_AreNotThinnedByAge()
    {
        var revisions = Every(TimeSpan.FromMinutes(1), TimeSpan.FromHours(1)).Select((revision, i) => revision with
        {
            At = revision.At.AddDays(-200),
            Reason = i % 2 == 0 ? RevisionReason.Checkpoint : RevisionReason.Import,
        }).ToList();

        Assert.Empty(RevisionThinning.Surplus(revisions, Now, new()));
    }

    [Fact]
    public void Surplus_TooMany_TheOldestGoFirstAndCheckpointsLast()
    {
        List<Revision> revisions = [Of(1), Of(2), Of(3) with { Reason = RevisionReason.Checkpoint }, Of(4), Of(5) with { Reason = RevisionReason.Checkpoint }];

        Assert.Equal([1, 3, 5], Minutes(Kept(revisions, new() { MaxRevisions = 3 })));
        Assert.Equal([1, 3], Minutes(Kept(revisions, new() { MaxRevisions = 2 })));
        Assert.Equal([1], Minutes(Kept(revisions, new() { MaxRevisions = 1 })));
        Assert.Equal([1], Minutes(Kept(revisions, new() { MaxRevisions = 0 })));
    }

    [Fact]
    public void Surplus_TooLarge_TheOldestGo_AndTheNewestStaysWhateverItsSize()
    {
        List<Revision> revisions = [Of(1) with { Size = 500 }, Of(2) with { Size = 400 }, Of(3) with { Size = 300 }];

        Assert.Equal([1, 2], Minutes(Kept(revisions, new() { MaxSize = 1_000 })));
        Assert.Equal([1], Minutes(Kept(revisions, new() { MaxSize = 10 })));
    }

    [Fact]
    public void Surplus_AnyRevisions_IsAPartOfThemWithinTheBudgetAndNeverTheNewest() =>
        Gen.Select(Gen.Int[0, 40 * 24 * 60], Gen.Int[0, 4], Gen.Long[0, 100], static (minutes, reason, size) => (minutes, reason, size)).List[0, 60].Sample(static items =>
        {
            var revisions = items.OrderBy(static item => item.minutes).Select(static item => Of(item.minutes) with { Reason = (RevisionReason)item.reason, Size = item.size }).ToList();
            var options = new HistoryOptions { MaxRevisions = 20, MaxSize = 500 };
            var kept = Kept(revisions, options);

            Assert.True(kept.Count <= options.MaxRevisions);
            Assert.True(kept.Count <= 1 || kept.Sum(static revision => revision.Size) <= options.MaxSize);
            if (revisions.Count > 0)
                Assert.Equal(revisions[0], kept[0]);
        });

    private static List<Revision> Every(TimeSpan step, TimeSpan length) =>
        [.. Enumerable.Range(0, (int)(length / step) + 1).Select(i => Of(0) with { Id = RevisionId.New(), At = Now - (i * step) })];

    private static Revision Of(int minutesAgo) => new() { Id = RevisionId.New(), At = Now.AddMinutes(-minutesAgo), By = "Ada", Reason = RevisionReason.Run, CellCount = 1 };

    private static List<Revision> Kept(List<Revision> revisions, HistoryOptions options)
    {
        var surplus = RevisionThinning.Surplus(revisions, Now, options).ToHashSet();
        return [.. revisions.Where(revision => !surplus.Contains(revision.Id))];
    }

    private static double Age(Revision revision) => (Now - revision.At).TotalDays;

    private static IEnumerable<int> Minutes(IEnumerable<Revision> revisions) => revisions.Select(static revision => (int)(Now - revision.At).TotalMinutes);
}
