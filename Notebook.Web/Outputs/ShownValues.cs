using Notebook.Protocol;

namespace Notebook.Web.Outputs;

/// <summary>
/// The values that participants of a session have opened in panels, no part of the document: kept so that their browsers can fetch
/// what is too large for a render. The latest few; safe from several threads.
/// </summary>
public sealed class ShownValues
{
    private const int MaxValues = 16;
    private const long MaxChars = 32L * 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly List<MimeBundle> _values = [];

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
                return [.. _values];
        }
    }

    private static long Size(MimeBundle value) => value.Contents.Sum(static form => (long)form.Value.Length);
}
