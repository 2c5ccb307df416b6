using Notebook.Web.Documents;
using Notebook.Web.Formats;

namespace Notebook.Web.CommandLine;

/// <summary>Reads and writes notebooks by path. What goes wrong is a sentence for the terminal.</summary>
internal static class NotebookPaths
{
    /// <returns>The notebook, or why there is none.</returns>
    public static async Task<(NotebookDocument? Document, string? Problem)> ReadAsync(string path, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists)
                return (null, $"{path} does not exist.");
            // The length is only a hint, but it spares the memory; the reader checks what was really read.
            if (file.Length > int.MaxValue)
                return (null, $"{path} is too large: the limit is {NotebookReader.MaxBytes / 1048576} MB.");

            var content = await File.ReadAllBytesAsync(path, cancellationToken);
            return NotebookReader.Read(path, content, time) switch
            {
                NotebookReadResult.Read read => (read.Document, null),
                NotebookReadResult.Unreadable unreadable => (null, unreadable.Reason),
                var other => throw new InvalidOperationException($"There is no rule for {other.GetType().Name}."),
            };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return (null, $"{path} can't be read: {exception.Message}");
        }
    }

    /// <summary>Puts the whole file in place at once: nobody ever sees half of it, and a failure leaves what was there.</summary>
    /// <returns>Why it could not be written; null when it was.</returns>
    public static async Task<string?> WriteAsync(string path, NotebookFile file, CancellationToken cancellationToken)
    {
        var full = Path.GetFullPath(path);
        var temporary = $"{full}.{Path.GetRandomFileName()}.tmp";
        try
        {
            await using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                await stream.WriteAsync(file.Content, cancellationToken);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, full, overwrite: true);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Discard(temporary);
            return $"{path} can't be written: {exception.Message}";
        }
        catch (OperationCanceledException)
        {
            Discard(temporary);
            throw;
        }
    }

    /// <summary>Why nothing could be written to this path, as far as can be told before; null when nothing speaks against it.</summary>
    public static string? ProblemWithTarget(string path, params ReadOnlySpan<NotebookFormat> formats)
    {
        if (NotebookFormats.FromFileName(path) is not { } format || !formats.Contains(format))
        {
            var names = string.Join(" or ", formats.ToArray().Select(static allowed => NotebookFormats.ExtensionOf(allowed)));
            return $"{path} does not end in {names}.";
        }

        if (Directory.Exists(path))
            return $"{path} is a folder.";
        return Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(path))) ? null : $"The folder of {path} does not exist.";
    }

    private static void Discard(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The folder that refused the file may refuse this too; the first failure is the one to tell.
        }
    }
}
