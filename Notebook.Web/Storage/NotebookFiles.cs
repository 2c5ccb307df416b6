using System.Globalization;
using Notebook.Web.Documents;

namespace Notebook.Web.Storage;

/// <summary>
/// The files of one notebook beside the database: journals of its cells, and which bodies its records use. One instance per
/// notebook, kept as long as the store. Safe from several threads.
/// </summary>
internal sealed class NotebookFiles(NotebookId id, DataFolder folder, OutputBodies bodies)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<CellId, Journal> _journals = [];
    private readonly Dictionary<string, IReadOnlySet<string>> _used = [];
    private readonly Dictionary<string, int> _pinned = [];
    private bool _knowsAllUses;

    /// <summary>The last commit of outputs that was begun; never faults. The next one waits for it and builds on its bodies.</summary>
    public Task LastOutputs { get; set; } = Task.CompletedTask;

    /// <summary>Appends to a cell's journal, which is begun when there is none.</summary>
    /// <exception cref="IOException">None of the steps is in the journal.</exception>
    public void Append(CellId cellId, IEnumerable<RunProgress> progress)
    {
        lock (_lock)
        {
            var journal = JournalOf(cellId);
            if (journal.Open is null)
            {
                journal.Generation++;
                journal.Open = new CellJournal(PathOf(cellId, journal.Generation));
            }

            journal.Open.Append(progress);
        }
    }

    /// <summary>Ends a cell's journal: later steps go to another file.</summary>
    /// <returns>The generation up to which a commit of the cell's outputs as they are now replaces its journals.</returns>
    public long EndJournal(CellId cellId)
    {
        lock (_lock)
        {
            var journal = JournalOf(cellId);
            journal.Open?.Dispose();
            journal.Open = null;
            return journal.Generation;
        }
    }

    /// <summary>The journals of a cell that are not committed, oldest first.</summary>
    /// <param name="cellId">The cell.</param>
    /// <param name="after">The generation that its record has.</param>
    /// <param name="upTo">The last generation to return.</param>
    public IReadOnlyList<string> JournalsOf(CellId cellId, long after, long upTo = long.MaxValue) =>
        [.. AllJournals().Where(journal => journal.CellId == cellId && journal.Generation > after && journal.Generation <= upTo).Select(static journal => journal.Path)];

    /// <summary>Every journal there is, oldest first; after a crash the store finds here what was shown.</summary>
    public IReadOnlyList<(CellId CellId, long Generation, string Path)> AllJournals()
    {
        var journals = new List<(CellId CellId, long Generation, string Path)>();
        if (Directory.Exists(folder.JournalFolder(id)))
            foreach (var path in Directory.EnumerateFiles(folder.JournalFolder(id)))
            {
                // cell.generation; a cell's id has no dot.
                var name = Path.GetFileName(path).Split('.');
                if (name is [var cell, var number] && CellId.TryParse(cell, out var cellId) && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var generation))
                    journals.Add((cellId, generation, path));
            }

        return [.. journals.OrderBy(static journal => journal.Generation)];
    }

    /// <summary>Makes sure that new journals of a cell come after those that are known.</summary>
    public void ContinueAfter(CellId cellId, long generation)
    {
        lock (_lock)
        {
            var journal = JournalOf(cellId);
            journal.Generation = Math.Max(journal.Generation, generation);
        }
    }

    /// <summary>Removes journals that are committed.</summary>
    public void RemoveJournals(CellId cellId, long upTo)
    {
        foreach (var path in JournalsOf(cellId, after: -1, upTo))
            File.Delete(path);
    }

    /// <summary>Removes a deleted cell's journals; what still arrives for it begins another.</summary>
    public void ForgetCell(CellId cellId) => RemoveJournals(cellId, EndJournal(cellId));

    /// <summary>Keeps a body and protects it until <see cref="SetUse"/> or <see cref="Unpin"/> says what becomes of it.</summary>
    public string Put(string text, ICollection<string> pins)
    {
        // Under the lock, or a body that just ceased to be used elsewhere could be deleted between the look and the pin.
        lock (_lock)
        {
            var hash = bodies.Put(id, text);
            Pin(hash, pins);
            return hash;
        }
    }

    /// <summary>The text of a body, or null when it is gone.</summary>
    public string? Get(string hash) => bodies.Get(id, hash);

    public void Pin(string hash, ICollection<string> pins)
    {
        lock (_lock)
        {
            _pinned[hash] = _pinned.GetValueOrDefault(hash) + 1;
            pins.Add(hash);
        }
    }

    public void Unpin(IEnumerable<string> pins)
    {
        lock (_lock)
            foreach (var hash in pins)
                if (--_pinned[hash] == 0)
                    _pinned.Remove(hash);
    }

    /// <summary>Says which bodies a record uses now, and deletes those that nothing uses any more.</summary>
    public void SetUse(string record, IReadOnlySet<string> hashes)
    {
        lock (_lock)
        {
            var before = _used.GetValueOrDefault(record);
            _used[record] = hashes;
            if (before is null || !_knowsAllUses)
                return;
            foreach (var hash in before)
                if (!_pinned.ContainsKey(hash) && !_used.Values.Any(used => used.Contains(hash)))
                    bodies.Delete(id, hash);
        }
    }

    /// <summary>Says which bodies all records use, and deletes all others.</summary>
    public void SetAllUses(IEnumerable<(string Record, IReadOnlySet<string> Hashes)> uses)
    {
        lock (_lock)
        {
            _used.Clear();
            foreach (var (record, hashes) in uses)
                _used[record] = hashes;
            _knowsAllUses = true;
            bodies.Sweep(id, _used.Values.SelectMany(static used => used).Concat(_pinned.Keys).ToHashSet());
        }
    }

    /// <summary>Removes everything of a deleted notebook.</summary>
    public void RemoveAll()
    {
        lock (_lock)
        {
            foreach (var journal in _journals.Values)
                journal.Open?.Dispose();
            _journals.Clear();
            _used.Clear();
            bodies.DeleteAll(id);
            if (Directory.Exists(folder.JournalFolder(id)))
                Directory.Delete(folder.JournalFolder(id), recursive: true);
            if (Directory.Exists(folder.NotebookFolder(id)))
                Directory.Delete(folder.NotebookFolder(id), recursive: true);
        }
    }

    /// <summary>Closes journals; the files stay.</summary>
    public void Close()
    {
        lock (_lock)
            foreach (var journal in _journals.Values)
            {
                journal.Open?.Dispose();
                journal.Open = null;
            }
    }

    private Journal JournalOf(CellId cellId)
    {
        if (!_journals.TryGetValue(cellId, out var journal))
            _journals[cellId] = journal = new();
        return journal;
    }

    private string PathOf(CellId cellId, long generation) =>
        CellId.TryParse(cellId.Value, out _)
            ? Path.Combine(folder.JournalFolder(id), string.Create(CultureInfo.InvariantCulture, $"{cellId}.{generation}"))
            : throw new ArgumentException("Not a cell's id.", nameof(cellId));

    private sealed class Journal
    {
        public long Generation { get; set; }

        public CellJournal? Open { get; set; }
    }
}
