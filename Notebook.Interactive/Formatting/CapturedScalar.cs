namespace Notebook.Interactive.Formatting;

/// <summary>A value that is one text.</summary>
internal sealed class CapturedScalar(ScalarKind kind, string text) : CapturedValue
{
    public static readonly CapturedScalar Null = new(ScalarKind.Null, "<null>");

    public ScalarKind Kind => kind;

    /// <summary>Invariant, of any number of lines.</summary>
    public string Text => text;

    /// <summary>The value itself, when it is of one of the framework's own simple types.</summary>
    public object? Value { get; init; }

    public CapturedScalar WithHtml(string? html) => html is null ? this : new(kind, text) { Html = html, Value = Value };
}
