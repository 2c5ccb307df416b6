namespace Notebook.Interactive.Formatting;

/// <summary>
/// A copy of a value as far as it is shown. Everything that is written (text, table, tree, HTML) is written from the copy, so the
/// value's own code runs once.
/// </summary>
internal abstract class CapturedValue
{
    /// <summary>What the type's registered HTML formatter made of the value; null without one.</summary>
    public string? Html { get; init; }

    /// <summary>Whether the value or a part of it, at any depth, has a registered HTML form.</summary>
    public virtual bool HasHtmlForm => Html is not null;
}
