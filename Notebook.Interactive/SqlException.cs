namespace Notebook.Interactive;

/// <summary>A query that the database refused or could not finish; the message says why in plain words.</summary>
public sealed class SqlException : Exception
{
    internal SqlException(string message, int? line = null, int? column = null, Exception? innerException = null)
        : base(message, innerException) => (Line, Column) = (line, column);

    /// <summary>The line of the query's text, from 1; null when the error has no place.</summary>
    public int? Line { get; }

    /// <summary>The column in that line, from 1; null when the error has no place.</summary>
    public int? Column { get; }

    /// <summary>The cell whose text the query is, so that <see cref="Line"/> is a line of the cell; null for a query that C# asks.</summary>
    internal string? SourceName { get; init; }
}
