using Notebook.Protocol;

namespace Notebook.Web.Outputs;

/// <summary>
/// The values that participants of a session have opened in panels or in its history, no part of the document: kept so that their
/// browsers can fetch what is too large for a render. Safe from several threads.
/// </summary>
public sealed class ShownValues
{
    private const int MaxValues = 16;
    private const long MaxChars = 32L * 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly List<MimeBundle> _values = [];
    private readonly List<IReadOnlyList<MimeBundle>> _held = [];

    /// <summary>Keeps values until what is returned is disposed. They cost nothing here as long as whoever shows them has them too.</summary>
    public IDisposable Hold(IEnumerable<MimeBundle> values)
    {
        var held = new Held(this, [.. values]);
        lock (_lock)
            _held.Add(held.Values);
        return held;
    }

    /// <summary>Keeps a value, and forgets the oldest ones when there are too many.</summary>
    public void Add(MimeBundle value)
    {
        lock (_lock)
        {
            _values.Add(value);
            while (_values.Count > 1 && (_values.Count > MaxValues || _values.Sum(Size) > MaxChars))
                _values.RemoveAt(0);
        }
    }

    /// <summary>The values, the latest last.</summary>
    public IReadOnlyList<MimeBundle> All
    {
        get
        {
            lock (_lock)
                return [.. _values, .. _held.SelectMany(static values => values)];
        }
    }

    private static long Size(MimeBundle value) => value.Contents.Sum(static form => (long)form.Value.Length);

    private sealed class Held(ShownValues owner, IReadOnlyList<MimeBundle> values) : IDisposable
    {
        public IReadOnlyList<MimeBundle> Values => values;

        public void Dispose()
        {
            lock (owner._lock)
                owner._held.Remove(values);
        }
    }
}
