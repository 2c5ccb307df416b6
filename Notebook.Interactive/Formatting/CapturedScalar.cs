namespace Notebook.Interactive.Formatting;

/// <summary>A value that is one text.</summary>
internal sealed class CapturedScalar(ScalarKind kind, string text) : CapturedValue
{
    public static readonly CapturedScalar Null = new(ScalarKind.Null, "<null>");

    public ScalarKind Kind => kind;

    /// <summary>Invariant, of any number of lines.</summary>
    public string Text => text;

    public CapturedScalar WithHtml(string? html) => html is null ? this : new(kind, text) { Html = html };
}
