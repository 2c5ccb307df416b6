namespace Notebook.Web.Formats.CSharp;

internal enum CSharpTokenKind
{
    Space,
    Comment,

    /// <summary>A whole line that begins with <c>#</c>: <c>#r</c>, <c>#!time</c>, <c>#if</c>.</summary>
    Directive,
    Identifier,
    Keyword,
    Number,

    /// <summary>A string or a character; of an interpolated string, the parts between the holes.</summary>
    Text,

    /// <summary>One character of an operator or a bracket.</summary>
    Punctuation,
}
