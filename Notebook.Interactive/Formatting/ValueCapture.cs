using System.Collections;

namespace Notebook.Interactive.Formatting;

/// <summary>
/// Copies a value, within limits, as far as it will be shown. Runs the value's own code, each piece once; what that code throws
/// becomes part of the copy.
/// </summary>
internal sealed partial class ValueCapture(CaptureBudget budget, FormatterRegistry registry)
{
    private const int MaxKeyLength = 200;

    private readonly HashSet<object> _path = new(ReferenceEqualityComparer.Instance);

    private CaptureLimits Limits => budget.Limits;

    /// <summary>Copies the value that is shown itself.</summary>
    public void Capture(object? value) => Add(null, null, value, new Room(Limits.Depth, Limits.Items, IsCell: false));

    private void Add(CapturedComposite? parent, string? name, object? value, Room room)
    {
        // Formatters for the shown value itself were asked before; here they count for what is inside it.
        string? html = null;
        if (parent is not null && value is not null && (value is IDisplayable || !registry.IsEmpty))
        {
            if (OwnCode.Guarded(() => registry.NestedText(value)) is { } registered)
            {
                AddScalar(parent, name, registered.WithHtml(HtmlOf(value)));
                return;
            }

            html = HtmlOf(value);
        }

        if (Scalars.TrySimple(value) is { } simple)
            AddScalar(parent, name, simple.WithHtml(html));
        else if (OwnCode.Guarded(() => Scalars.TryText(value!)) is { } text)
            AddScalar(parent, name, text.WithHtml(html));
        else if (value is byte[] bytes && parent is not null)
            AddScalar(parent, name, new CapturedScalar(ScalarKind.Other, $"byte[{bytes.Length}]").WithHtml(html));
        else
            AddComposite(parent, name, value!, html, room);
    }

    private void AddComposite(CapturedComposite? parent, string? name, object value, string? html, Room room)
    {
        if (MemoryItems.TryOf(value, Math.Max(room.Items, 1)) is { } memory)
        {
            AddMemory(parent, name, memory, html, room);
            return;
        }

        if (room.Depth == 0 || budget.IsSpent)
        {
            AddScalar(parent, name, Brief(value).WithHtml(html));
            return;
        }

        if (!_path.Add(value))
        {
            AddScalar(parent, name, new CapturedScalar(ScalarKind.Other, $"(circular: {OwnCode.DisplayName(value)})"));
            return;
        }

        try
        {
            switch (ShapeOf(value))
            {
                case Shape.Dictionary:
                    AddDictionary(parent, name, (IEnumerable)value, html, room);
                    break;
                case Shape.Array:
                    AddArray(parent, name, (Array)value, [], html, room);
                    break;
                case Shape.Table:
                    AddTable(parent, name, TableSource.Of(value), html, room);
                    break;
                case Shape.Sequence:
                    AddSequence(parent, name, (IEnumerable)value, html, room);
                    break;
                default:
                    AddObject(parent, name, value, html, room);
                    break;
            }
        }
        finally
        {
            _path.Remove(value);
        }
    }

    private void AddObject(CapturedComposite? parent, string? name, object value, string? html, Room room)
    {
        var members = ObjectMembers.Of(value);
        if (members.Count == 0)
        {
            AddScalar(parent, name, Brief(value).WithHtml(html));
            return;
        }

        var composite = new CapturedComposite(CompositeKind.Object, TypeNames.Of(value.GetType()))
        {
            Html = html,
            Text = room.IsCell && value is not Exception ? OwnCode.TextOf(value) : null,
        };
        budget.Add(parent, name, composite);
        var shown = Math.Min(members.Count, Limits.Members);
        var i = 0;
        for (; i < shown && !budget.IsSpent; i++)
            AddRead(composite, members[i].Name, () => members[i].Read(value), room.Inner(Limits));
        budget.Complete(composite, members.Count, isCut: i < members.Count);
    }

    private void AddDictionary(CapturedComposite? parent, string? name, IEnumerable value, string? html, Room room)
    {
        var composite = new CapturedComposite(CompositeKind.Dictionary, TypeNames.Of(value.GetType())) { Html = html };
        budget.Add(parent, name, composite);
        Enumerate(composite, value, () => room.Items, entry =>
        {
            var (key, item) = DictionaryEntries.Split(entry!);
            AddRead(composite, KeyText(key), () => item, room.Inner(Limits));
        });
    }

    private void AddArray(CapturedComposite? parent, string? name, Array value, int[] indices, string? html, Room room)
    {
        var composite = new CapturedComposite(CompositeKind.Sequence, indices.Length == 0 ? TypeNames.Of(value.GetType()) : "") { Html = html };
        budget.Add(parent, name, composite);
        var (lower, length) = (value.GetLowerBound(indices.Length), value.GetLength(indices.Length));
        var shown = Math.Min(length, room.Items);
        for (var i = 0; i < shown && !budget.IsSpent; i++)
        {
            int[] inner = [.. indices, lower + i];
            if (inner.Length < value.Rank)
                AddArray(composite, null, value, inner, null, room);
            else
                Add(composite, null, value.GetValue(inner), room.Inner(Limits));
        }

        budget.Complete(composite, length, isCut: composite.Parts.Count < length);
    }

    /// <summary>Goes through a sequence once. A sequence that throws keeps the items it gave before.</summary>
    private void Enumerate(CapturedComposite composite, IEnumerable value, Func<int> limit, Action<object?> add, int? knownCount = null, RestOfRows? rest = null)
    {
        var count = 0;
        var restCount = 0;
        var hasMore = false;
        var endReached = false;
        string? note = null;
        try
        {
            knownCount ??= Counts.Of(value);
            var enumerator = value.GetEnumerator();
            using (enumerator as IDisposable)
            {
                while (true)
                {
                    budget.Check();
                    var isFull = (count > 0 && count >= limit()) || budget.IsSpent || limit() == 0;
                    if (isFull && knownCount is not null && rest?.IsWanted != true)
                    {
                        hasMore = knownCount > count;
                        break;
                    }

                    if (!enumerator.MoveNext())
                    {
                        endReached = true;
                        hasMore |= knownCount > count + restCount;
                        break;
                    }

                    if (isFull)
                    {
                        hasMore = true;
                        if (rest is not { IsWanted: true })
                            break;
                        if (!rest.Add(enumerator.Current, isCounted: knownCount is not null))
                        {
                            note = rest.Note;
                            break;
                        }

                        restCount++;
                        continue;
                    }

                    add(enumerator.Current);
                    count++;
                }
            }
        }
        catch (Exception exception) when (exception is not CaptureClosedException)
        {
            // The sequence is the user's code: what it throws is shown where its next item would have been.
            budget.Add(composite, null, OwnCode.Thrown(exception));
            (hasMore, note) = (false, "stopped by an exception");
        }

        rest?.End();
        budget.Complete(composite, knownCount ?? (endReached ? count + restCount : null), hasMore, note);
    }

    private void AddRead(CapturedComposite parent, string name, Func<object?> read, Room room)
    {
        object? value;
        try
        {
            value = read();
        }
        catch (Exception exception) when (exception is not CaptureClosedException)
        {
            // A getter that throws is shown as what it throws; the members after it are still read.
            AddScalar(parent, name, OwnCode.Thrown(exception));
            return;
        }

        Add(parent, name, value, room);
    }

    private void AddScalar(CapturedComposite? parent, string? name, CapturedScalar scalar)
    {
        var limit = parent is null ? Limits.Characters : Limits.NestedCharacters;
        if (scalar.Text.Length > limit)
            scalar = new CapturedScalar(scalar.Kind == ScalarKind.Json ? ScalarKind.Text : scalar.Kind, Clip.To(scalar.Text, limit)).WithHtml(scalar.Html);
        budget.Add(parent, name, scalar);
    }

    private string? HtmlOf(object value)
    {
        try
        {
            return registry.NestedHtml(value);
        }
        catch (Exception exception) when (exception is not CaptureClosedException)
        {
            // A formatter that throws leaves the value with its built-in form.
            return null;
        }
    }

    /// <summary>What a value is called when it is not opened.</summary>
    private CapturedScalar Brief(object value) =>
        OwnCode.TextOf(value) is { } text ? new CapturedScalar(ScalarKind.Other, Clip.To(text, Limits.NestedCharacters))
        : value is ICollection { Count: var count } ? new CapturedScalar(ScalarKind.Other, $"{OwnCode.DisplayName(value)} ({count})")
        : new CapturedScalar(ScalarKind.Other, OwnCode.DisplayName(value));

    private string KeyText(object? key) =>
        key is null ? "<null>"
        : Clip.Line((OwnCode.Guarded(() => registry.NestedText(key)) ?? Scalars.TrySimple(key) ?? OwnCode.Guarded(() => Scalars.TryText(key)) ?? Brief(key)).Text, MaxKeyLength);

    private bool IsRow(object item) =>
        Scalars.TrySimple(item) is null && registry.Find(item.GetType(), Protocol.MimeTypes.PlainText) is null
        && ShapeOf(item) switch
        {
            Shape.Object => item is not IDisplayable && OwnCode.Guarded(() => Scalars.TryText(item)) is null && ObjectMembers.Of(item).Count > 0,
            Shape.Dictionary => DictionaryEntries.HasTextKeys(item),
            _ => false,
        };

    private static Shape ShapeOf(object value) => value switch
    {
        _ when DictionaryEntries.IsDictionary(value) => Shape.Dictionary,
        Array { Rank: > 1 } => Shape.Array,
        _ when TableSource.IsTable(value) => Shape.Table,
        _ when ObjectMembers.IsGrouping(value) => Shape.Object,
        IEnumerable => Shape.Sequence,
        _ => Shape.Object,
    };

    private enum Shape
    {
        Object,
        Dictionary,
        Sequence,
        Array,
        Table,
    }

    /// <summary>How much more a value may open: levels below it, items of it, and whether it stands in a table's cell.</summary>
    private readonly record struct Room(int Depth, int Items, bool IsCell)
    {
        public Room Inner(CaptureLimits limits) => this with { Depth = Depth - 1, Items = IsCell ? limits.CellItems : limits.NestedItems };
    }
}
