using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Notebook.Web.Collaboration;

namespace Notebook.Tests.Collaboration.Fakes;

/// <summary>
/// What an editor does with a change and the server does not: move it past another. A model of CodeMirror's ChangeSet, as a
/// sequence of steps over the old text; exactly one of the three parts of a step is set.
/// </summary>
internal sealed record ModelChange(ImmutableArray<ModelChange.Step> Steps)
{
    public static ModelChange Splice(int length, int at, int delete, string insert) =>
        new([Step.Keep(at), Step.Insert(insert), Step.Delete(delete), Step.Keep(length - at - delete)]);

    public static ModelChange Parse(string json) => new(
    [
        .. ChangeSet.Parse(json)!.Parts.SelectMany(static part => part.Inserted is { } text ? [Step.Insert(text), Step.Delete(part.Length)] : (Step[])[Step.Keep(part.Length)]),
    ]);

    public string ToJson()
    {
        var parts = new List<object>();
        foreach (var step in Steps.Where(static step => !step.IsEmpty))
            parts.Add(step switch
            {
                { Kept: > 0 } => step.Kept,
                { Deleted: > 0 } => (object[])[step.Deleted],
                _ => (object[])[0, .. step.Inserted.Split('\n')],
            });
        return JsonSerializer.Serialize(parts);
    }

    public string Apply(string text)
    {
        var result = new StringBuilder();
        var at = 0;
        foreach (var step in Steps)
        {
            result.Append(text, at, step.Kept).Append(step.Inserted);
            at += step.Kept + step.Deleted;
        }

        Assert.Equal(text.Length, at);
        return result.ToString();
    }

    /// <summary>The same change, made after another of the same text. Where both insert, the accepted one comes first.</summary>
    public ModelChange After(ModelChange other, bool isAccepted)
    {
        var result = ImmutableArray.CreateBuilder<Step>();
        var (mine, theirs) = (new Queue<Step>(Steps.Where(static s => !s.IsEmpty)), new Queue<Step>(other.Steps.Where(static s => !s.IsEmpty)));
        Step? a = null, b = null;
        while (true)
        {
            a ??= mine.TryDequeue(out var nextA) ? nextA : null;
            b ??= theirs.TryDequeue(out var nextB) ? nextB : null;
            if (a is null && b is null)
                return new(result.DrainToImmutable());

            if (a is { Inserted.Length: > 0 } inserting && (isAccepted || b is not { Inserted.Length: > 0 }))
            {
                result.Add(inserting);
                a = null;
            }
            else if (b is { Inserted.Length: > 0 } inserted)
            {
                result.Add(Step.Keep(inserted.Inserted.Length));
                b = null;
            }
            else
            {
                var (old, gone) = (a!, b!);
                var length = Math.Min(old.OldLength, gone.OldLength);
                if (gone.Kept > 0)
                    result.Add(old.Kept > 0 ? Step.Keep(length) : Step.Delete(length));
                a = old.Without(length);
                b = gone.Without(length);
            }
        }
    }

    internal sealed record Step(int Kept, int Deleted, string Inserted)
    {
        public bool IsEmpty => Kept + Deleted + Inserted.Length == 0;

        public int OldLength => Kept + Deleted;

        public static Step Keep(int length) => new(length, 0, "");

        public static Step Delete(int length) => new(0, length, "");

        public static Step Insert(string text) => new(0, 0, text);

        public Step? Without(int length) => OldLength == length ? null : Kept > 0 ? Keep(Kept - length) : Delete(Deleted - length);
    }
}
