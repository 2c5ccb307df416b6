using System.Text;
using Notebook.Web.Documents;

namespace Notebook.Web.Storage;

/// <summary>The whole text of stream outputs, of which records hold head and tail: from a body, and from journals that are not committed yet.</summary>
internal sealed class StreamTexts(OutputBodies bodies, long maxBytes)
{
    /// <summary>Writes the body of a stream whose middle is no longer at hand.</summary>
    /// <param name="id">The notebook.</param>
    /// <param name="outputId">The output.</param>
    /// <param name="prior">The output as its record has it; null when it is new.</param>
    /// <param name="journals">The journals since that record, oldest first.</param>
    /// <returns>The body's hash, and whether it ends before the stream does because of the limit.</returns>
    public (string Hash, bool IsCut) Write(NotebookId id, string outputId, StoredStream? prior, IReadOnlyList<string> journals)
    {
        if (prior is { WholeHash: { } done, IsCut: true })
            return (done, true);

        using var writer = bodies.Begin(id);
        var isCut = !CopyPrior(id, prior, writer) || !CopyJournals(outputId, journals, writer);
        return (writer.Finish(), isCut);
    }

    /// <summary>The text so far, also while it grows.</summary>
    /// <returns>Null when neither record nor journals have the output.</returns>
    public Stream? Open(NotebookId id, StoredStream? prior, string outputId, IReadOnlyList<string> journals)
    {
        var grown = journals.Any(path => CellJournal.ReadStream(path, outputId).Any());
        if (!grown)
            return prior is null ? null
                : prior.WholeHash is { } hash && bodies.Open(id, hash) is { } body ? body
                : new MemoryStream(Encoding.UTF8.GetBytes(AtHand(id, prior)));

        // Both parts in one file that nobody else sees and that is gone when the reader closes it.
        var writer = bodies.Begin(id);
        try
        {
            _ = CopyPrior(id, prior, writer) && CopyJournals(outputId, journals, writer);
            return writer.Reopen();
        }
        finally
        {
            writer.Dispose();
        }
    }

    private bool CopyPrior(NotebookId id, StoredStream? prior, OutputBodyWriter writer)
    {
        if (prior is null)
            return true;
        if (prior.WholeHash is not { } hash || bodies.Open(id, hash) is not { } file)
        {
            writer.Append(AtHand(id, prior));
            return true;
        }

        using (file)
        {
            var buffer = new byte[64 * 1024];
            while (file.Read(buffer) is > 0 and var read)
                writer.Append(buffer.AsSpan(0, read));
        }

        return !prior.IsCut;
    }

    private bool CopyJournals(string outputId, IReadOnlyList<string> journals, OutputBodyWriter writer)
    {
        foreach (var text in journals.SelectMany(path => CellJournal.ReadStream(path, outputId)))
        {
            if (writer.Bytes + Encoding.UTF8.GetByteCount(text) > maxBytes)
                return false;
            writer.Append(text);
        }

        return true;
    }

    private string AtHand(NotebookId id, StoredStream stream)
    {
        string? Get(string hash) => bodies.Get(id, hash);
        return OutputMapping.Read(stream.Head, Get) + OutputMapping.Read(stream.Tail, Get);
    }
}
