using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Notebook.Protocol;
using Notebook.Web.Sessions;

namespace Notebook.Web.Outputs;

/// <summary>A table output whose rows the kernel keeps: what has to be known to ask for more of them than the output holds.</summary>
/// <param name="TableId">The kernel's name of it.</param>
/// <param name="Columns">The heads of its columns.</param>
internal sealed record KeptTable(string TableId, ImmutableArray<string> Columns)
{
    // A snapshot shares its texts with the next one, so a table is read once however often its pages are turned.
    private static readonly ConditionalWeakTable<string, Known> Read = [];

    /// <summary>Finds the table of an output by the address of its data, see <see cref="OutputAddress"/>.</summary>
    /// <returns>Null when there is no such output (any more), or all its rows are in it.</returns>
    public static KeptTable? Find(INotebookSession session, string hash) =>
        OutputAddress.Find(session, hash) is (MimeTypes.Table, { } content) ? Read.GetValue(content, static content => new(Parse(content))).Table : null;

    /// <summary>Asks for rows of it.</summary>
    public Task<TablePaged> PageAsync(INotebookSession session, TableQuery query, int offset, int count, int? choicesOf, CancellationToken cancellationToken) =>
        query.IsWithin(Columns.Length) && choicesOf is null or >= 0 && (choicesOf ?? 0) < Columns.Length && offset >= 0 && count is >= 0 and <= TableLimits.MaxPageRows
            ? session.PageTableAsync(new PageTable { RequestId = 0, TableId = TableId, Offset = offset, Count = count, Sorts = query.Sorts, Filters = query.Filters, ChoicesOf = choicesOf }, cancellationToken)
            : Task.FromResult(TablePageRequests.Gone with { Problem = "The browser asked for rows in a form that the server does not know. Load the page again." });

    // A kernel or a file may have sent anything.
    private static KeptTable? Parse(string content)
    {
        try
        {
            using var json = JsonDocument.Parse(content);
            return json.RootElement.TryGetProperty("table", out var id) && id.GetString() is { Length: > 0 and <= 100 } tableId
                ? new KeptTable(tableId, [.. json.RootElement.GetProperty("columns").EnumerateArray().Select(static c => c.GetProperty("name").GetString() ?? "")])
                : null;
        }
        catch (Exception notATable) when (notATable is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }

    private sealed record Known(KeptTable? Table);
}
