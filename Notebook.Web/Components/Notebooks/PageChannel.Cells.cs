using Microsoft.JSInterop;
using Notebook.Web.Documents;
using Notebook.Web.Formats;
using Notebook.Web.Sessions;

namespace Notebook.Web.Components.Notebooks;

/// <summary>What a page asks about its list of cells. New cells get their ids from the browser, so that it can wait for them.</summary>
internal sealed partial class PageChannel
{
    private const string NeedsName = "A cell needs a name of letters and digits.";

    /// <param name="cellId">The new cell's id.</param>
    /// <param name="kind"><c>code</c> or <c>text</c>.</param>
    /// <param name="after">The cell above it; null at the top.</param>
    /// <param name="source">Its text.</param>
    [JSInvokable]
    public Task<string?> Insert(string cellId, string kind, string? after, string source) =>
        CellId.TryParse(cellId, out var id) ? ApplyAsync(new InsertCell(id, KindOf(kind), Optional(after), source)) : Task.FromResult<string?>(NeedsName);

    [JSInvokable]
    public Task<string?> Delete(string[] cellIds) => ApplyAsync(new DeleteCells([.. Ids(cellIds)]));

    /// <param name="cellIds">The cells.</param>
    /// <param name="after">The cell they stand below afterwards; null at the top.</param>
    [JSInvokable]
    public Task<string?> Move(string[] cellIds, string? after) => ApplyAsync(new MoveCells([.. Ids(cellIds)], Optional(after)));

    /// <param name="cellIds">The cells.</param>
    /// <param name="copies">The ids of their copies, in the same order.</param>
    [JSInvokable]
    public Task<string?> Duplicate(string[] cellIds, string[] copies) => cellIds.Length == copies.Length && copies.All(static copy => CellId.TryParse(copy, out _))
        ? ApplyAsync(new DuplicateCells([.. cellIds.Zip(copies).Where(static pair => CellId.TryParse(pair.First, out _)).Select(static pair => new CellCopy(new(pair.First), new(pair.Second)))]))
        : Task.FromResult<string?>(NeedsName);

    /// <param name="cellId">The cell.</param>
    /// <param name="textVersion">The version of the text that the position belongs to.</param>
    /// <param name="position">In UTF-16 code units, as the editor counts.</param>
    /// <param name="above">The id of the new cell.</param>
    [JSInvokable]
    public async Task<CellsReply> Split(string cellId, int textVersion, int position, string above)
    {
        if (!CellId.TryParse(cellId, out var id) || !CellId.TryParse(above, out var aboveId))
            return CellsReply.Refused(NeedsName);

        var split = new SplitCell(id, textVersion, position, aboveId);
        return CellsReply.Of(split, await view.History.ApplyAsync(split));
    }

    [JSInvokable]
    public Task<string?> Merge(string[] cellIds) => ApplyAsync(new MergeCells([.. Ids(cellIds)]));

    /// <param name="cellIds">The cells.</param>
    /// <param name="kind"><c>code</c> or <c>text</c>.</param>
    [JSInvokable]
    public Task<string?> ChangeKind(string[] cellIds, string kind) => ApplyAsync(new ChangeKinds([.. Ids(cellIds).Select(id => new KindChange(id, KindOf(kind)))]));

    /// <summary>Makes text of cells whose first line is a heading.</summary>
    /// <param name="cellIds">The cells.</param>
    /// <param name="level">1 to 6.</param>
    [JSInvokable]
    public Task<string?> MakeHeading(string[] cellIds, int level) =>
        ApplyAsync(new ChangeKinds([.. Ids(cellIds).Select(id => new KindChange(id, CellKind.Markdown, Mark: new string('#', Math.Clamp(level, 1, 6)) + " "))]));

    /// <param name="cellIds">The cells.</param>
    /// <param name="hidesSource">Null leaves it as it is.</param>
    /// <param name="hidesOutputs">Null leaves them as they are.</param>
    [JSInvokable]
    public Task<string?> Collapse(string[] cellIds, bool? hidesSource, bool? hidesOutputs) => ApplyAsync(new CollapseCells([.. Ids(cellIds)], hidesSource, hidesOutputs));

    /// <summary>Takes back the last thing this tab did to the cells.</summary>
    /// <returns>Null when there is nothing.</returns>
    [JSInvokable]
    public async Task<CellsReply?> Undo() => CellsReply.OfHistory(await view.History.UndoAsync(), "This can't be undone any more.");

    /// <inheritdoc cref="Undo"/>
    [JSInvokable]
    public async Task<CellsReply?> Redo() => CellsReply.OfHistory(await view.History.RedoAsync(), "This can't be done again.");

    /// <summary>Cells as the text of an <c>.ipynb</c> file, with outputs and pictures: what a clipboard holds.</summary>
    /// <returns>Null when they are gone.</returns>
    [JSInvokable]
    public DotNetStreamReference? Copy(string[] cellIds)
    {
        var asked = Ids(cellIds).ToHashSet();
        var document = view.Session.Snapshot.Document;
        var cells = document.Cells.FindAll(cell => asked.Contains(cell.Id));
        return cells.IsEmpty || !MayRead ? null : new(new MemoryStream(NotebookWriter.Write(document with { Cells = cells }, NotebookFormat.Ipynb).Content.ToArray()));
    }

    /// <summary>Adds cells from a clipboard.</summary>
    /// <param name="file">What <see cref="Copy"/> gave, with new cell ids.</param>
    /// <param name="after">The cell above them; null at the top.</param>
    [JSInvokable]
    public async Task<CellsReply> Paste(IJSStreamReference file, string? after)
    {
        if (file.Length > NotebookReader.MaxBytes)
            return CellsReply.Refused($"The copied cells are too large: {file.Length / (1024 * 1024)} MB. Copy fewer, or clear their outputs first.");

        using var content = new MemoryStream();
        await using (var stream = await file.OpenReadStreamAsync(NotebookReader.MaxBytes))
            await stream.CopyToAsync(content);
        if (NotebookReader.Read("clipboard.ipynb", content.ToArray(), view.Time) is not NotebookReadResult.Read { Document.Cells: var cells })
            return CellsReply.Refused("What was copied can't be read as cells. Copy them again.");

        var insert = new InsertCells([.. cells], Optional(after));
        return CellsReply.Of(insert, await view.History.ApplyAsync(insert));
    }

    /// <summary>Adds a picture to a text cell; the browser then names it in the text.</summary>
    /// <param name="cellId">The cell.</param>
    /// <param name="name">What the picture was called where it came from.</param>
    /// <param name="content">A PNG, JPEG, GIF or WebP.</param>
    [JSInvokable]
    public async Task<PictureReply> AttachPicture(string cellId, string name, IJSStreamReference content)
    {
        if (!CellId.TryParse(cellId, out var id))
            return new(NeedsName, null);
        if (content.Length > PictureRules.MaxBytes)
            return new(PictureRules.TooLarge(content.Length).Message, null);

        using var bytes = new MemoryStream();
        await using (var stream = await content.OpenReadStreamAsync(PictureRules.MaxBytes))
            await stream.CopyToAsync(bytes);
        var fields = view.Session.Snapshot.Document.Find(id)?.FileFieldsJson;
        var free = CellPictures.FreeName(fields, name, PictureType.Of(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)) ?? "image/png");
        return await ApplyAsync(new AttachPicture(id, free, bytes.ToArray())) is { } refusal ? new(refusal, null) : new(null, free);
    }

    private static CellKind KindOf(string kind) => kind == "text" ? CellKind.Markdown : CellKind.Code;

    private static CellId? Optional(string? cellId) => CellId.TryParse(cellId, out var id) ? id : null;
}
