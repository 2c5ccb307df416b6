using Notebook.Tests.Sessions;
using Notebook.Web.Collaboration;
using Notebook.Web.Documents;
using Notebook.Web.Storage;

namespace Notebook.Tests.Storage;

/// <summary>What editing changes.</summary>
public abstract partial class NotebookStoreContract
{
    [Fact]
    public async Task CellChanged_TextAndItsUpdates_AreKeptAndOutputsStay()
    {
        var document = Rich();
        await KeepAsync(new NotebookCreated(document));
        var cell = document.Cells[0] with { Text = document.Cells[0].Text.Apply([new("tab", $"[{document.Cells[0].Source.Length},[0,\"😀\",\"b\"]]")])! };

        await KeepAsync(new CellChanged(document.Id, cell with { Outputs = [] }, SessionTable.Noon.AddHours(1)));

        await ReopenAsync();
        AssertSame(document.With(cell) with { ModifiedAt = SessionTable.Noon.AddHours(1) }, await LoadAsync(document.Id));
    }

    [Fact]
    public async Task NotebookChanged_TitleAndOrder_AreKeptAndCellsStay()
    {
        var document = Rich();
        await KeepAsync(new NotebookCreated(document));
        var changed = document with { Title = "New", Cells = document.Cells.Reverse(), MetadataJson = "{}", ModifiedAt = SessionTable.Noon.AddDays(1) };

        await KeepAsync(new NotebookChanged(changed with { Cells = [.. changed.Cells.Select(static cell => cell with { Outputs = [], Text = TextDocument.Of("not kept") })] }));

        await ReopenAsync();
        AssertSame(changed, await LoadAsync(document.Id));
    }

    [Fact]
    public async Task CellDeleted_Cell_IsGoneAndItsOutputsDoNotComeBack()
    {
        var document = Rich();
        await KeepAsync(new NotebookCreated(document));
        var without = document with { Cells = document.Cells.RemoveAt(0) };
        await Store.AppendAsync(document.Id, [new OutputsCleared(A)], Token);

        await KeepAsync(new CellDeleted(document.Id, A), new NotebookChanged(without));
        await KeepAsync(new OutputsChanged(document.Id, document.Cells[0]));

        await ReopenAsync();
        AssertSame(without, await LoadAsync(document.Id));
    }

    [Fact]
    public async Task CellDeleted_AndChangedAgain_IsBackWithItsOutputs()
    {
        var document = Rich();
        await KeepAsync(new NotebookCreated(document));
        await KeepAsync(new CellDeleted(document.Id, A), new NotebookChanged(document with { Cells = document.Cells.RemoveAt(0) }));

        await KeepAsync(new CellChanged(document.Id, document.Cells[0], document.ModifiedAt), new NotebookChanged(document));

        await ReopenAsync();
        AssertSame(document, await LoadAsync(document.Id));
    }

    [Fact]
    public async Task CommitAsync_CellsThatDifferOnlyInCase_AreTwo()
    {
        var document = SessionTable.NotebookOf("one", "two");
        document = document with { Cells = [document.Cells[0] with { Id = new("Cell") }, document.Cells[1] with { Id = new("cell") }] };

        await KeepAsync(new NotebookCreated(document));

        AssertSame(document, await LoadAsync(document.Id));
    }
}
