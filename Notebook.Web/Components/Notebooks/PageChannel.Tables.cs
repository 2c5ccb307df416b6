using Microsoft.JSInterop;
using Notebook.Web.Outputs;

namespace Notebook.Web.Components.Notebooks;

/// <summary>What a page asks about tables whose rows the kernel keeps. How a table is sorted and filtered belongs to the tab alone.</summary>
internal sealed partial class PageChannel
{
    /// <param name="hash">The last part of the address of the table's data.</param>
    /// <param name="query">Sorts and filters, as JSON.</param>
    /// <param name="offset">The first row.</param>
    /// <param name="count">How many rows; none for the numbers alone.</param>
    /// <param name="choicesOf">A column whose different values are wanted; null for none.</param>
    [JSInvokable]
    public async Task<TablePageReply> PageTable(string hash, string query, int offset, int count, int? choicesOf)
    {
        if (!MayRead || KeptTable.Find(view.Session, hash) is not { } table)
            return new("This table is not in the notebook any more.", 0, 0, "[]", null);
        if (TableQuery.Read(query) is not { } wanted)
            return new("The browser asked for rows in a form that the server does not know. Load the page again.", 0, 0, "[]", null);

        var page = await table.PageAsync(view.Session, wanted, offset, count, choicesOf, CancellationToken.None);
        return new(page.Problem, page.MatchingRows, page.KeptRows, page.Rows, page.Choices);
    }
}
