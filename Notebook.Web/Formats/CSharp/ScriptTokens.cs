using System.Collections.Immutable;

namespace Notebook.Web.Formats.CSharp;

/// <summary>A cell's C# as the tokens that the compiler sees, and where types, statements and brackets among them end. No compiler is asked.</summary>
internal sealed class ScriptTokens(string source)
{
    private static readonly string[] BuiltIn = ["var", "void", "bool", "byte", "sbyte", "char", "decimal", "double", "float", "int", "uint", "long", "ulong", "short", "ushort", "object", "string"];

    public string Source { get; } = source;

    public ImmutableArray<CSharpToken> Code { get; } = [.. CSharpLexer.Lex(source).Where(static token => token.IsCode)];

    /// <summary>A token's text; empty behind the end.</summary>
    public string Word(int index) => index >= 0 && index < Code.Length ? Source.Substring(Code[index].Start, Code[index].Length) : "";

    public bool IsName(int index) => index >= 0 && index < Code.Length && (Code[index].Kind == CSharpTokenKind.Identifier || IsContextual(Word(index)));

    public bool IsBuiltInType(int index) => BuiltIn.Contains(Word(index));

    /// <summary>Every name that a range of tokens mentions by itself, not as a member of something.</summary>
    public IEnumerable<int> FreeNames(int first, int end)
    {
        for (var i = first; i < end; i++)
            if (IsName(i) && Word(i - 1) is not ("." or "->"))
                yield return i;
    }

    /// <summary>Whether a name is declared at this place, inside something: <c>foreach (var x</c>, <c>catch (E x)</c>, <c>from x in</c>, a parameter.</summary>
    public bool IsDeclaredAt(int index)
    {
        var (before, after) = (Word(index - 1), Word(index + 1));
        if (after is "=" && Word(index + 2) == "=")
            return false;
        if (IsInDeconstruction(index))
            return true;
        var isTyped = BuiltIn.Contains(before) || before is ">" or "]" or "?" || (IsName(index - 1) && before is not ("and" or "or" or "not" or "when" or "where" or "with"));
        return isTyped && (after is "=" or ";" or "in" or "," or ")" or "&" or "|" or "when" || (after == ":" && IsInCase(index)));
    }

    /// <summary>The index of the bracket that closes the one at an index; the number of tokens when there is none.</summary>
    public int Close(int open)
    {
        var depth = 0;
        for (var i = open; i < Code.Length; i++)
        {
            if (Code[i].Kind != CSharpTokenKind.Punctuation)
                continue;
            if (Word(i) is "(" or "[" or "{")
                depth++;
            else if (Word(i) is ")" or "]" or "}" && --depth == 0)
                return i;
        }

        return Code.Length;
    }

    /// <summary>The index of the bracket around a token; -1 outside all.</summary>
    public int Around(int index)
    {
        var depth = 0;
        for (var i = index - 1; i >= 0; i--)
        {
            if (Code[i].Kind != CSharpTokenKind.Punctuation)
                continue;
            if (Word(i) is ")" or "]" or "}")
                depth++;
            else if (Word(i) is "(" or "[" or "{" && depth-- == 0)
                return i;
        }

        return -1;
    }

    /// <summary>Behind a statement that begins here.</summary>
    public int Statement(int at)
    {
        switch (Word(at))
        {
            case "{":
                return Close(at) + 1;
            case "await" when Word(at + 1) is "foreach" or "using":
                return Statement(at + 1);
            case "if":
                var then = Statement(Close(at + 1) + 1);
                return Word(then) == "else" ? Statement(then + 1) : then;
            case "for" or "foreach" or "while" or "lock" or "fixed" or "using" when Word(at + 1) == "(":
                return Statement(Close(at + 1) + 1);
            case "do":
                return Semicolon(Statement(at + 1));
            case "checked" or "unchecked" or "unsafe" when Word(at + 1) == "{":
                return Close(at + 1) + 1;
            case "switch" when Word(at + 1) == "(":
                return Close(Close(at + 1) + 1) + 1;
            case "try":
                var end = Close(at + 1) + 1;
                while (Word(end) is "catch" or "finally")
                {
                    end++;
                    while (end < Code.Length && Word(end) != "{")
                        end = Word(end) == "(" ? Close(end) + 1 : end + 1;
                    end = Close(end) + 1;
                }

                return end;
            default:
                return Semicolon(at);
        }
    }

    /// <summary>Behind the next semicolon outside brackets; the number of tokens when there is none.</summary>
    public int Semicolon(int at)
    {
        for (; at < Code.Length; at++)
        {
            if (Word(at) == ";")
                return at + 1;
            if (Code[at].Kind == CSharpTokenKind.Punctuation && Word(at) is "(" or "[" or "{")
                at = Close(at);
        }

        return at > Code.Length ? at : Code.Length;
    }

    /// <summary>The index behind a type that begins here, or null when none does.</summary>
    public int? AfterType(int at)
    {
        while (Word(at) is "ref" or "readonly" or "scoped")
            at++;
        if (Word(at) == "(")
        {
            // A tuple has at least two parts.
            var close = Close(at);
            if (close >= Code.Length || !Enumerable.Range(at, close - at).Any(i => Word(i) == ","))
                return null;
            at = close + 1;
        }
        else if (BuiltIn.Contains(Word(at)))
            at++;
        else if (IsName(at))
        {
            at++;
            while (true)
            {
                if (Word(at) == "<")
                {
                    if (AfterGenerics(at) is not { } after)
                        return null;
                    at = after;
                }
                else if (Word(at) == "." && IsName(at + 1))
                    at += 2;
                else if (Word(at) == ":" && Word(at + 1) == ":" && IsName(at + 2))
                    at += 3;
                else
                    break;
            }
        }
        else
            return null;

        while (true)
        {
            if (Word(at) is "?" or "*")
                at++;
            else if (Word(at) == "[" && Close(at) is var close && close < Code.Length && Enumerable.Range(at + 1, close - at - 1).All(i => Word(i) == ","))
                at = close + 1;
            else
                return at;
        }
    }

    /// <summary>The index behind type arguments that begin here, or null when none do.</summary>
    public int? AfterGenerics(int at)
    {
        for (var depth = 0; at < Code.Length; at++)
        {
            var word = Word(at);
            if (word == "<")
                depth++;
            else if (word == ">" && --depth == 0)
                return at + 1;
            else if (word == "(" || word == "[")
                at = Close(at);
            else if (word is not ("," or "." or "?" or ":" or "*" or ">") && !IsName(at) && !BuiltIn.Contains(word) && word is not ("in" or "out"))
                return null;
        }

        return null;
    }

    private static bool IsContextual(string word) => word is "record" or "when" or "where" or "with" or "and" or "or" or "not" or "init" or "get" or "set" or "yield" or "required" or "async";

    private bool IsInDeconstruction(int index)
    {
        if (Word(index + 1) is not ("," or ")"))
            return false;
        var open = index - 1;
        while (Word(open) == "," || IsName(open))
            open--;
        return Word(open) == "(" && Word(open - 1) == "var";
    }

    private bool IsInCase(int index)
    {
        for (var i = index - 1; i >= Math.Max(0, index - 8); i--)
            if (Word(i) == "case")
                return true;
        return false;
    }
}
