using System.Globalization;
using CsCheck;
using Notebook.Tests.Collaboration.Fakes;
using Notebook.Tests.Sessions;
using Notebook.Web.Sessions;
using Notebook.Web.Sharing;
using static Notebook.Tests.Sessions.SessionTable;

namespace Notebook.Tests.Collaboration;

/// <summary>Several people type in one cell at once. Every character typed is unlike any other, so that a lost or doubled one is found.</summary>
public sealed class ConvergenceTests
{
    private const int People = 5;

    private const string Start = "begin";

    [Fact]
    public void Apply_RandomEditsOfFivePeopleWithRandomDelays_ConvergeWithNothingLost() =>
        Gen.Select(Gen.Int[0, People - 1], Gen.Int[0, 9], Gen.Int[0, 1_000_000]).Array[1, 200].Sample(
            static schedule =>
            {
                var state = new SessionState { Document = NotebookOf(Start), OutputIdPrefix = "o" };
                var typists = Enumerable.Range(0, People).Select(static i => new Typist(i, Start)).ToList();
                foreach (var (person, action, chance) in schedule)
                    switch (action)
                    {
                        case <= 5:
                            typists[person].TypeSomething(chance);
                            break;
                        case <= 7:
                            state = typists[person].Push(state);
                            break;
                        default:
                            typists[person].Pull(state);
                            break;
                    }

                // Everyone is back: pull and push until nobody has anything left.
                while (typists.Exists(static typist => typist.Editor.HasUnconfirmed))
                    foreach (var typist in typists)
                    {
                        typist.Pull(state);
                        state = typist.Push(state);
                    }

                typists.ForEach(typist => typist.Pull(state));
                AssertConverged(typists, state.Document.Cells[0].Source);
            },
            iter: 300);

    [Fact]
    public async Task ApplyAsync_FivePeopleInARealSession_WhoseConnectionsDropAtRandom_ConvergeWithNothingLost()
    {
        await using var host = new SessionHost();
        var session = await host.OpenAsync(Start);

        var typists = await Task.WhenAll(Enumerable.Range(0, People).Select(person => Task.Run(async () =>
        {
            var typist = new Typist(person, Start);
            var random = new Random(person);
            var withoutConnection = 0;
            for (var i = 0; i < 200; i++)
            {
                typist.TypeSomething(random.Next());
                if (withoutConnection-- > 0)
                    continue;
                // What is sent may be stored and its answer lost: the editor learns of it only at its next pull.
                if (random.Next(3) > 0)
                    await SyncAsync(typist);
                if (random.Next(10) == 0)
                    withoutConnection = random.Next(1, 25);
            }

            while (typist.Editor.HasUnconfirmed)
                await SyncAsync(typist);
            return typist;
        })));

        foreach (var typist in typists)
            typist.Editor.Receive(session.Snapshot.Document.Cells[0].Text.Since(typist.Editor.Version)!);
        AssertConverged(typists, session.Snapshot.Document.Cells[0].Source);

        async Task SyncAsync(Typist typist)
        {
            typist.Editor.Receive(session.Snapshot.Document.Cells[0].Text.Since(typist.Editor.Version)!);
            if (!typist.Editor.HasUnconfirmed)
                return;
            var result = await session.AskAsync(new EditText(Id(0), typist.Editor.Version, typist.Editor.Sendable()), Person(typist.Editor.Id, NotebookRole.Editor));
            if (result is OperationResult.Rejected rejected)
                Assert.Equal(RejectionReason.Stale, rejected.Reason);
        }
    }

    private static void AssertConverged(IReadOnlyCollection<Typist> typists, string text)
    {
        Assert.All(typists, typist => Assert.Equal(text, typist.Editor.Text));
        var deleted = typists.SelectMany(static typist => typist.Deleted).ToHashSet();
        var expected = typists.SelectMany(static typist => typist.Typed).Concat(Start).Where(c => !deleted.Contains(c)).Order();
        Assert.Equal(new string([.. expected]), new string([.. text.Order()]));
    }

    private sealed class Typist(int number, string text)
    {
        private int _count;

        public ModelEditor Editor { get; } = new(number.ToString(CultureInfo.InvariantCulture), text, 0);

        public List<char> Typed { get; } = [];

        public List<char> Deleted { get; } = [];

        public void TypeSomething(int chance)
        {
            var at = chance % (Editor.Text.Length + 1);
            var delete = chance % 7 == 0 ? Math.Min(3, Editor.Text.Length - at) : 0;
            Deleted.AddRange(Editor.Text.AsSpan(at, delete));
            // A range of CJK characters per person; each is used once.
            char[] insert = [.. Enumerable.Range(0, 1 + chance % 3).Select(_ => (char)(0x4E00 + number * 2_000 + _count++))];
            Typed.AddRange(insert);
            Editor.Type(at, delete, new string(insert));
        }

        public void Pull(SessionState state) => Editor.Receive(state.Document.Cells[0].Text.Since(Editor.Version)!);

        public SessionState Push(SessionState state)
        {
            if (!Editor.HasUnconfirmed)
                return state;
            switch (state.Apply(new EditText(Id(0), Editor.Version, Editor.Sendable()), new(Person(), Noon)))
            {
                case OperationOutcome.Applied applied:
                    // The answer is lost now and then: the next pull shows the editor its own updates.
                    return applied.State;
                case OperationOutcome.Rejected { Reason: RejectionReason.Stale }:
                    return state;
                case var other:
                    Assert.Fail($"{other}");
                    return state;
            }
        }
    }
}
