namespace Notebook.Web.Formats.CSharp;

/// <summary>What stands at the top level of a cell.</summary>
internal enum ScriptItemKind
{
    /// <summary><c>using System.Text;</c></summary>
    Using,

    /// <summary>A line that begins with <c>#</c>.</summary>
    Directive,

    /// <summary>A class, record, struct, interface, enum or delegate.</summary>
    Type,

    /// <summary>A method.</summary>
    Method,

    /// <summary>Variables, also by <c>using var</c> and <c>var (a, b) =</c>.</summary>
    Variable,

    /// <summary>Any other statement.</summary>
    Statement,

    /// <summary>The expression at the end, whose value the cell shows.</summary>
    Value,

    /// <summary>What only a script may have there, such as a property or <c>return</c>, or what does not end.</summary>
    ScriptOnly,
}
