using System.Text;
using Microsoft.Extensions.Time.Testing;
using Notebook.Web.Documents;
using Notebook.Web.Formats;

namespace Notebook.Tests.Formats;

/// <summary>Reads files in tests.</summary>
internal static class Reading
{
    private static readonly FakeTimeProvider Time = new(new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.Zero));

    public static NotebookReadResult Try(string fileName, ReadOnlyMemory<byte> content) => NotebookReader.Read(fileName, content, Time);

    public static NotebookDocument Document(string fileName, ReadOnlyMemory<byte> content) =>
        Try(fileName, content) switch
        {
            NotebookReadResult.Read read => read.Document,
            NotebookReadResult.Unreadable unreadable => throw new InvalidOperationException(unreadable.Reason),
            _ => throw new InvalidOperationException(),
        };

    public static NotebookDocument Document(string fileName, string content) => Document(fileName, Encoding.UTF8.GetBytes(content));

    public static string Refusal(string fileName, ReadOnlyMemory<byte> content) => Assert.IsType<NotebookReadResult.Unreadable>(Try(fileName, content)).Reason;

    public static string Refusal(string fileName, string content) => Refusal(fileName, Encoding.UTF8.GetBytes(content));
}
