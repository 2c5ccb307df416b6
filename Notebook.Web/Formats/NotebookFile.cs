using System.Collections.Immutable;

namespace Notebook.Web.Formats;

/// <summary>A notebook as a file's content.</summary>
/// <param name="Content">UTF-8 without a byte order mark, lines ended by <c>\n</c>.</param>
/// <param name="Losses">Sentences about what the format could not hold; empty when the file holds everything.</param>
public sealed record NotebookFile(ReadOnlyMemory<byte> Content, ImmutableArray<string> Losses);
