namespace Notebook.Interactive.Queries;

/// <summary>One statement of a text of SQL.</summary>
/// <param name="Text">The statement, with an empty line for every line of the text before it: the database then counts lines as a person does.</param>
/// <param name="FirstWord">In lower case.</param>
/// <param name="Tables">The names that stand where a table may: each may be a C# variable.</param>
/// <param name="Parameters">What stands behind a <c>$</c>.</param>
/// <param name="Target">The table that it creates, changes or drops, by its first word; null for none.</param>
/// <param name="Texts">What stands between single quotes: names of files among others.</param>
/// <param name="Written">The one of these that <c>copy … to</c> writes; null for none.</param>
internal sealed record SqlStatement(string Text, string FirstWord, IReadOnlySet<string> Tables, IReadOnlySet<string> Parameters, string? Target, IReadOnlySet<string> Texts, string? Written);
