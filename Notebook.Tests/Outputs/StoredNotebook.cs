using Microsoft.Extensions.Logging.Abstractions;
using Notebook.Protocol;
using Notebook.Tests.Sessions;
using Notebook.Web.Documents;
using Notebook.Web.Sharing;
using Notebook.Web.Storage;

namespace Notebook.Tests.Outputs;

/// <summary>A notebook with outputs that no kernel has to make: stored before its server starts.</summary>
internal static class StoredNotebook
{
    public static async Task PutAsync(string dataFolder, NotebookDocument document)
    {
        await using var store = new LiteDbNotebookStore(new DataFolder(dataFolder), new StorageOptions(), DatabaseSchema.Current, NullLogger.Instance);
        await store.CommitAsync([NotebookCreated.For("owner", document)], TestContext.Current.CancellationToken);
    }

    /// <summary>A notebook that everyone signed in may edit.</summary>
    public static async Task ShareAsync(string dataFolder, NotebookDocument document)
    {
        await using var store = new LiteDbNotebookStore(new DataFolder(dataFolder), new StorageOptions(), DatabaseSchema.Current, NullLogger.Instance);
        var created = NotebookCreated.For("owner", document);
        await store.CommitAsync(
            [created with { Grants = created.Grants.Add(new() { NotebookId = document.Id, Grantee = new Grantee.SignedIn(), Role = NotebookRole.Editor, GivenBy = "owner", GivenAt = document.CreatedAt }) }],
            TestContext.Current.CancellationToken);
    }

    /// <summary>One cell per output.</summary>
    public static NotebookDocument Of(params CellOutput[] outputs)
    {
        var document = SessionTable.NotebookOf([.. outputs.Select(static (_, i) => $"// {i + 1}")]);
        return document with { Cells = [.. document.Cells.Zip(outputs, static (cell, output) => cell with { Outputs = [output] })] };
    }

    public static DisplayOutput Display(string mimeType, string content, string plainText = "what it says", string id = "o") =>
        new() { OutputId = id, Data = MimeBundle.Of(mimeType, content, plainText) };

    public static StreamOutput Stream(string text, string id = "s") => new() { OutputId = id, Stream = StreamName.Output, Text = StreamBuffer.Of(text) };
}
