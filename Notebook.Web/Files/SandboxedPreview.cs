using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Notebook.Protocol;
using Notebook.Web.Kernels;

namespace Notebook.Web.Files;

/// <summary>
/// Looks into files whose form takes a program of some size to read, and which anybody may have made. The server opens the file, as it
/// opens all files of notebooks, and a kernel that lives for this question alone reads a copy: in the sandbox, without the notebook's
/// folder and without any of its code (docs/decisions/0064-parquet-preview.md).
/// </summary>
/// <param name="start">Starts a kernel in a folder of its own, which goes with it.</param>
/// <param name="time">Measures how long one may take.</param>
internal sealed class SandboxedPreview(Func<CancellationToken, Task<(IKernel Kernel, string Folder)>> start, TimeProvider time) : IDisposable
{
    public const int MaxMegabytes = 1_024;

    /// <summary>Rows that are read; the page shows ten at a time.</summary>
    private const int MaxRows = 1_000;

    /// <summary>Each is a kernel while it lasts.</summary>
    private const int AtOnce = 2;

    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly SemaphoreSlim _turns = new(AtOnce);

    /// <summary>Whether this is for a file of that kind.</summary>
    public static bool Reads(FileKind kind) => kind is FileKind.Parquet or FileKind.DuckDb;

    /// <summary>Reads the beginning of a file.</summary>
    /// <returns>The rows and the columns; or, as a text, why there are none.</returns>
    /// <exception cref="IOException">The file can't be opened; the message says why.</exception>
    public async Task<(MimeBundle Rows, MimeBundle? Columns)> ReadAsync(FolderFiles files, string path, CancellationToken cancellationToken)
    {
        await using var file = files.OpenRead(path);
        if (file.Length > MaxMegabytes * 1024L * 1024)
            return Said(string.Create(CultureInfo.InvariantCulture, $"This file is larger than {MaxMegabytes:N0} MB, so it is not shown here. Insert the code that reads it, and run it."));
        if (file.Length == 0)
            return Said("This file is empty.");
        await _turns.WaitAsync(cancellationToken);
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            var (kernel, folder) = await start(either.Token);
            await using var ended = kernel;
            await new FolderFiles(folder, new FileSettings { QuotaMegabytes = 0, QuotaEntries = 0 }).AddAsync("", "file", file, file.Length, either.Token);
            return FileKinds.Of(path) == FileKind.DuckDb ? await TablesOfAsync(kernel, either.Token) : await RowsOfAsync(kernel, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Said(string.Create(CultureInfo.InvariantCulture, $"Looking into this file took longer than {Patience.TotalSeconds:0} seconds, so it is not shown here. Insert the code that reads it, and run it."));
        }
        catch (KernelLaunchException failure)
        {
            return Said($"This file can't be shown just now: {failure.Message}");
        }
        catch (UnreadableFileException unreadable)
        {
            return Said(unreadable.Message);
        }
        finally
        {
            _turns.Release();
        }
    }

    public void Dispose() => _turns.Dispose();

    private static async Task<(MimeBundle, MimeBundle?)> RowsOfAsync(IKernel kernel, CancellationToken cancellationToken)
    {
        const string From = "from read_parquet('file')";
        var counted = await AskAsync(kernel, 1, $"select count(*) {From}", "Parquet", cancellationToken);
        var columns = await AskAsync(kernel, 2, $"select column_name as \"column\", lower(column_type) as \"type\" from (describe select * {From})", "Parquet", cancellationToken);
        var rows = await AskAsync(kernel, 3, $"select * {From} limit {MaxRows.ToString(CultureInfo.InvariantCulture)}", "Parquet", cancellationToken);
        return (Fixed(rows, FirstNumber(counted)), Fixed(columns, null));
    }

    private static async Task<(MimeBundle, MimeBundle?)> TablesOfAsync(IKernel kernel, CancellationToken cancellationToken)
    {
        const string Attach = "attach 'file' as file (read_only);\n";
        var tables = await AskAsync(kernel, 1, $"{Attach}select schema_name as \"schema\", table_name as \"table\", estimated_size as \"rows\", column_count as \"columns\" from duckdb_tables() where database_name = 'file' order by 1, 2", "DuckDB", cancellationToken);
        return (Fixed(tables, null), null);
    }

    private static async Task<MimeBundle> AskAsync(IKernel kernel, long number, string sql, string form, CancellationToken cancellationToken)
    {
        var id = new SubmissionId(number);
        await kernel.SendAsync(new Submit { SubmissionId = id, SourceName = "preview", Code = sql, Language = CellLanguages.Sql }, cancellationToken);
        MimeBundle? table = null;
        await foreach (var told in kernel.Events.ReadAllAsync(cancellationToken))
        {
            switch (told)
            {
                case OutputProduced { Output: DisplayValue value } when value.Data[MimeTypes.Table] is not null:
                    table = value.Data;
                    break;
                case OutputProduced { Output: ErrorOutput { Error.Message: var message } }:
                    throw new UnreadableFileException($"This file can't be read as {form}: it is damaged, or holds something else. The reader says: {message}");
                case SubmissionCompleted when table is not null:
                    return table;
                case SubmissionCompleted:
                    throw new UnreadableFileException($"This file can't be read as {form}.");
            }
        }

        throw new UnreadableFileException($"What reads {form} ended while it looked into this file, which may be damaged or made to do harm. Nothing else was touched. ({(await kernel.Ended).Message})");
    }

    private static long? FirstNumber(MimeBundle table)
    {
        using var json = Parse(table);
        return json.RootElement.TryGetProperty("rows", out var rows) && rows.ValueKind == JsonValueKind.Array && rows.GetArrayLength() == 1
            && rows[0].ValueKind == JsonValueKind.Array && rows[0].GetArrayLength() == 1 && rows[0][0].ValueKind == JsonValueKind.Number && rows[0][0].TryGetInt64(out var number) ? number : null;
    }

    /// <summary>The table without its kernel, which nobody can ask for further rows, and with the number of all rows.</summary>
    private static MimeBundle Fixed(MimeBundle table, long? total)
    {
        using var parsed = Parse(table);
        if (JsonObject.Create(parsed.RootElement.Clone()) is not { } json || json["rows"] is not JsonArray rows)
            throw NoTable();
        json.Remove("table");
        json.Remove("keptRows");
        json["totalRows"] = total ?? rows.Count;
        json["truncated"] = total > rows.Count;
        return MimeBundle.Of(MimeTypes.Table, json.ToJsonString(), table.PlainText);
    }

    private static JsonDocument Parse(MimeBundle table)
    {
        try
        {
            var json = JsonDocument.Parse(table[MimeTypes.Table]!);
            return json.RootElement.ValueKind == JsonValueKind.Object ? json : throw NoTable();
        }
        catch (JsonException)
        {
            throw NoTable();
        }
    }

    private static UnreadableFileException NoTable() => new("What reads this file gave no table.");

    private static (MimeBundle, MimeBundle?) Said(string words) => (MimeBundle.Text(words), null);

    private sealed class UnreadableFileException(string message) : Exception(message);
}
