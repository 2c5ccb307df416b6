using System.Collections.Immutable;
using Notebook.Protocol;
using Notebook.Web.Documents;

namespace Notebook.Web.Storage;

/// <summary>
/// Between outputs in memory and outputs as stored. Texts go through the two functions, which decide what becomes a body:
/// in a journal nothing does.
/// </summary>
internal static class OutputMapping
{
    /// <summary>Said in place of a body that is gone; the rest of the notebook opens all the same.</summary>
    private const string MissingBody = "This output's file is missing from the server's data folder.";

    public static StoredOutput ToStored(CellOutput output, Func<string, StoredText> put)
    {
        StoredText? Optional(string? text) => text is null ? null : put(text);
        return output switch
        {
            StreamOutput stream => new StoredStream
            {
                Id = stream.OutputId,
                FileFields = Optional(stream.FileFieldsJson),
                Stream = stream.Stream,
                Head = put(stream.Text.HeadText),
                Tail = put(stream.Text.TailText),
                Length = stream.Text.Length,
                Lines = stream.Text.LineCount,
            },
            DisplayOutput display => new StoredDisplay
            {
                Id = display.OutputId,
                FileFields = Optional(display.FileFieldsJson),
                DisplayId = display.DisplayId,
                Data = ToStored(display.Data, put),
                IsResult = display.IsResult,
                Metadata = Optional(display.MetadataJson),
            },
            ErrorCellOutput error => new StoredError
            {
                Id = error.OutputId,
                FileFields = Optional(error.FileFieldsJson),
                Error = error.Error,
                Traceback = Optional(error.TracebackJson),
            },
            _ => throw new ArgumentException($"{output.GetType().Name} cannot be stored.", nameof(output)),
        };
    }

    public static SortedDictionary<string, StoredText> ToStored(MimeBundle bundle, Func<string, StoredText> put)
    {
        var data = new SortedDictionary<string, StoredText>(StringComparer.Ordinal);
        foreach (var (type, content) in bundle.Contents)
            data[type] = put(content);
        return data;
    }

    /// <param name="stored">The output as stored.</param>
    /// <param name="get">The text of a body, or null when it is gone.</param>
    public static CellOutput FromStored(StoredOutput stored, Func<string, string?> get)
    {
        string? Optional(StoredText? text) => text is { } value ? Read(value, get) : null;
        return stored switch
        {
            StoredStream stream => new StreamOutput
            {
                OutputId = stream.Id,
                FileFieldsJson = Optional(stream.FileFields),
                Stream = stream.Stream,
                Text = Read(stream.Head, get) is { } head && Read(stream.Tail, get) is { } tail
                    ? StreamBuffer.Restore(head, tail, stream.Length, stream.Lines)
                    : StreamBuffer.Of(MissingBody),
            },
            StoredDisplay display => new DisplayOutput
            {
                OutputId = display.Id,
                FileFieldsJson = Optional(display.FileFields),
                DisplayId = display.DisplayId,
                Data = FromStored(display.Data, get),
                IsResult = display.IsResult,
                MetadataJson = Optional(display.Metadata),
            },
            StoredError error => new ErrorCellOutput
            {
                OutputId = error.Id,
                FileFieldsJson = Optional(error.FileFields),
                Error = error.Error,
                TracebackJson = Optional(error.Traceback),
            },
            _ => throw new ArgumentException($"{stored.GetType().Name} is not an output.", nameof(stored)),
        };
    }

    public static MimeBundle FromStored(SortedDictionary<string, StoredText> data, Func<string, string?> get)
    {
        var contents = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (type, text) in data)
            if (Read(text, get) is { } content)
                contents[type] = content;
        if (contents.Count < data.Count && !contents.ContainsKey(MimeTypes.PlainText))
            contents[MimeTypes.PlainText] = MissingBody;
        return new() { Contents = contents.ToImmutable() };
    }

    public static string? Read(StoredText stored, Func<string, string?> get) => stored.Hash is { } hash ? get(hash) : stored.Text ?? "";

    public static StoredProgress ToStored(RunProgress progress) => progress switch
    {
        RunBegan began => new StoredBegan(began.Run),
        OutputsCleared => new StoredCleared(),
        OutputAdded added => new StoredAdded(ToStored(added.Output, Inline)),
        StreamGrew grew => new StoredGrew(grew.OutputId, StoredText.Whole(grew.Text)),
        DisplayReplaced replaced => new StoredReplaced(replaced.OutputId, ToStored(replaced.Data, Inline)),
        ChartExtended extended => new StoredExtended(extended.OutputId, StoredText.Whole(extended.Points.Series), extended.Points.Keeps, StoredText.Whole(extended.Points.Summary)),
        RunEnded ended => new StoredEnded(ended.Run, ended.ExecutionCount),
        _ => throw new ArgumentException($"{progress.GetType().Name} is not a step of a run.", nameof(progress)),
    };

    public static RunProgress FromStored(StoredProgress stored, CellId cellId) => stored switch
    {
        StoredBegan began => new RunBegan(cellId, began.Run),
        StoredCleared => new OutputsCleared(cellId),
        StoredAdded added => new OutputAdded(cellId, FromStored(added.Output, NoBodies)),
        StoredGrew grew => new StreamGrew(cellId, grew.Id, grew.Text),
        StoredReplaced replaced => new DisplayReplaced(cellId, replaced.Id, FromStored(replaced.Data, NoBodies)),
        StoredExtended extended => new ChartExtended(cellId, extended.Id, new ChartPoints { Series = extended.Series, Keeps = extended.Keeps, Summary = extended.Summary }),
        StoredEnded ended => new RunEnded(cellId, ended.Run, ended.ExecutionCount),
        _ => throw new ArgumentException($"{stored.GetType().Name} is not a step of a run.", nameof(stored)),
    };

    private static StoredText Inline(string text) => new() { Text = StoredText.Whole(text) };

    private static string? NoBodies(string hash) => null;
}
