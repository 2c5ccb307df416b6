using System.Collections.Immutable;
using System.Text;

namespace Notebook.Web.Formats.CSharp;

/// <summary>What the names in one cell are called in the program.</summary>
internal sealed class CellNames(
    ScriptTokens script,
    ImmutableDictionary<ScriptItem, ImmutableDictionary<string, string>> at,
    ImmutableDictionary<string, string> afterwards,
    ImmutableDictionary<string, string> types,
    IReadOnlySet<ScriptItem> local,
    ProgramNames program)
{
    /// <summary>Whether a method sees no variables and so can stand beside the program's statements, where overloads are allowed.</summary>
    public bool IsStatic(ScriptItem method) => method.Kind == ScriptItemKind.Method && !local.Contains(method);

    /// <summary>The item's text with its names changed, without modifiers that a program does not allow there.</summary>
    public string Render(ScriptItem item)
    {
        if (item.Kind is ScriptItemKind.Using or ScriptItemKind.Directive)
            return script.Source[script.Code[item.First].Start..script.Code[item.End - 1].End];

        var variables = item.Kind == ScriptItemKind.Type ? ImmutableDictionary<string, string>.Empty : at.GetValueOrDefault(item, afterwards);
        var inner = new Dictionary<string, string>(StringComparer.Ordinal);
        var text = new StringBuilder();
        var from = script.Code[item.Body].Start;
        for (var i = item.Body; i < item.End; i++)
        {
            var token = script.Code[i];
            text.Append(script.Source, from, token.Start - from);
            from = token.End;
            text.Append(script.IsName(i) ? NameAt(i, item, variables, inner) : script.Word(i));
        }

        return text.ToString();
    }

    private string NameAt(int index, ScriptItem item, ImmutableDictionary<string, string> variables, Dictionary<string, string> inner)
    {
        var word = script.Word(index);
        if (script.Word(index - 1) is "." or "->" || IsLabel(index) || IsPartOfTupleType(index))
            return word;
        if (item.Kind is ScriptItemKind.Statement or ScriptItemKind.Value or ScriptItemKind.Variable && !item.Names.Contains(word) && program.Taken.Contains(word) && script.IsDeclaredAt(index))
            inner[word] = Unused($"{word}_in");
        var name = inner.GetValueOrDefault(word) ?? variables.GetValueOrDefault(word) ?? types.GetValueOrDefault(word) ?? word;
        if (name == word || script.Word(index - 1) is not ("(" or "{" or ","))
            return name;

        // In (x, y) and new { x } the variable's name is the part's too; in new T { x = 1 } it is the member's alone.
        var open = script.Around(index);
        var isAlone = script.Word(index + 1) is "," or ")" or "}";
        return script.Word(open) == "(" && isAlone && IsTuple(open) ? $"{word}: {name}"
            : script.Word(open) != "{" || !IsInitializer(open) ? name
            : script.Word(index + 1) == "=" && script.Word(index + 2) != "=" ? word
            : isAlone && script.Word(open - 1) == "new" ? $"{word} = {name}"
            : name;
    }

    private string Unused(string name)
    {
        while (program.Taken.Contains(name))
            name += "_";
        return name;
    }

    /// <summary>The name of an argument or of a tuple's part.</summary>
    private bool IsLabel(int index) => script.Word(index + 1) == ":" && script.Word(index + 2) != ":" && script.Word(index - 1) is "(" or ",";

    /// <summary>The name of a part in a tuple's type, as in <c>List&lt;(int x, int y)&gt;</c>.</summary>
    private bool IsPartOfTupleType(int index)
    {
        if (script.Word(index + 1) is not ("," or ")") || !script.IsDeclaredAt(index) || script.Around(index) is not (>= 0 and var open) || script.Word(open) != "(")
            return false;
        var close = script.Close(open);
        return !script.IsName(open - 1) && script.Word(open - 1) is not ("if" or "while" or "for" or "foreach" or "switch" or "using" or "lock" or "catch" or "fixed" or "var")
            && (script.Word(close + 1) is "[" or ">" or "?" || script.IsName(close + 1));
    }

    /// <summary>Whether a parenthesis begins a tuple's values, rather than arguments, parameters or what is assigned to.</summary>
    private bool IsTuple(int open)
    {
        var isValue = script.Word(open - 1) is "" or "=" or "," or "(" or "[" or "?" or ":" or ";" or "{" or "}" or "return" or "select" or "in" || (script.Word(open - 1) == ">" && script.Word(open - 2) == "=");
        var close = script.Close(open);
        return isValue && (script.Word(close + 1) != "=" || script.Word(close + 2) == "=") && Enumerable.Range(open + 1, close - open - 1).Any(i => script.Word(i) == "," && script.Around(i) == open);
    }

    private bool IsInitializer(int open)
    {
        var at = open - 1;
        if (script.Word(at) is "new" or "with")
            return true;
        if (script.Word(at) == ")")
        {
            var depth = 0;
            for (; at >= 0; at--)
                if (script.Word(at) == ")")
                    depth++;
                else if (script.Word(at) == "(" && --depth == 0)
                    break;
            at--;
        }

        while (at >= 0 && (script.IsName(at) || script.Word(at) is "." or "<" or ">" or "," or "?" or "[" or "]"))
            at--;
        return script.Word(at) == "new";
    }
}
