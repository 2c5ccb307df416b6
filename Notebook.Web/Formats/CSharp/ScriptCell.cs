using System.Collections.Immutable;

namespace Notebook.Web.Formats.CSharp;

/// <summary>A cell's C#, cut into its top-level items without a compiler.</summary>
internal sealed class ScriptCell
{
    private static readonly string[] Modifiers = ["public", "private", "protected", "internal", "static", "readonly", "virtual", "override", "sealed", "abstract", "new", "volatile", "extern", "partial", "required"];
    private static readonly string[] KeptModifiers = ["async", "unsafe", "const", "ref"];
    private static readonly string[] TypeWords = ["class", "struct", "interface", "enum", "record", "delegate"];
    private static readonly string[] BuiltIn = ["var", "void", "bool", "byte", "sbyte", "char", "decimal", "double", "float", "int", "uint", "long", "ulong", "short", "ushort", "object", "string"];
    private static readonly string[] Blocks = ["if", "for", "foreach", "while", "lock", "fixed", "do", "try", "switch", "checked", "unchecked", "unsafe"];

    private readonly ImmutableArray<ScriptItem>.Builder _items = ImmutableArray.CreateBuilder<ScriptItem>();

    private ScriptCell(string source)
    {
        Source = source;
        Code = [.. CSharpLexer.Lex(source).Where(static token => token.IsCode)];
    }

    public string Source { get; }

    /// <summary>The tokens that the compiler sees.</summary>
    public ImmutableArray<CSharpToken> Code { get; }

    public ImmutableArray<ScriptItem> Items { get; private set; }

    public static ScriptCell Parse(string source)
    {
        var cell = new ScriptCell(source);
        for (var at = 0; at < cell.Code.Length;)
            at = cell.Next(at);
        cell.Items = cell._items.ToImmutable();
        return cell;
    }

    /// <summary>A token's text; empty behind the end.</summary>
    public string Word(int index) => index >= 0 && index < Code.Length ? Source.Substring(Code[index].Start, Code[index].Length) : "";

    public bool IsName(int index) => index >= 0 && index < Code.Length && (Code[index].Kind == CSharpTokenKind.Identifier || IsContextual(Word(index)));

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

    private int Next(int first)
    {
        if (Code[first].Kind == CSharpTokenKind.Directive)
            return Add(ScriptItemKind.Directive, first, first + 1);
        if (Word(first) == ";")
            return first + 1;

        var at = first;
        while (Word(at) == "[")
            at = Close(at) + 1;
        var body = at;
        var kept = new List<int>();
        while (Modifiers.Contains(Word(at)) || KeptModifiers.Contains(Word(at)) && !(Word(at) == "async" && Word(at + 1) is "(" or "=>"))
        {
            if (Word(at) == "new" && at == body || Word(at) is "unsafe" && Word(at + 1) == "{" || Word(at) == "static" && Word(at + 1) is "(" or "=>")
                break;
            at++;
        }

        if (Word(first) == "using" && Word(first + 1) != "(")
            return Using(first);
        if (TypeWords.Contains(Word(at)) && IsType(at))
            return Type(first, at);
        if (Word(at) == "namespace" || Word(at) == "event" || Word(at) == "return")
            return Add(ScriptItemKind.ScriptOnly, first, Statement(at));
        if (Word(at) == "var" && Word(at + 1) == "(")
            return Variables(first, at, at + 2, Close(at + 1));
        if (Word(at) == "(" && Deconstructs(at))
            return Variables(first, at, at + 1, Close(at));
        if (AfterType(at) is { } name && IsName(name))
            return Declaration(first, at, name);
        if (at > body && Word(at) != "{")
            return Add(ScriptItemKind.ScriptOnly, first, Statement(at));
        return Expression(first);
    }

    private int Add(ScriptItemKind kind, int first, int end, params ImmutableArray<string> names)
    {
        end = Math.Min(Math.Max(end, first + 1), Code.Length);
        _items.Add(new(kind, first, end, names));
        return end;
    }

    private int Using(int first)
    {
        if (Word(first + 1) == "static" || Word(first + 2) is "." or ";" or ":" || (IsName(first + 1) && Word(first + 2) == "="))
            return Add(ScriptItemKind.Using, first, Semicolon(first));
        return AfterType(first + 1) is { } name && IsName(name) ? Add(ScriptItemKind.Variable, first, Semicolon(first), Word(name)) : Add(ScriptItemKind.ScriptOnly, first, Semicolon(first));
    }

    private bool IsType(int at) => Word(at) switch
    {
        "record" => IsName(at + 1) || Word(at + 1) is "struct" or "class",
        "delegate" => Word(at + 1) is not ("(" or "{" or "*"),
        _ => true,
    };

    private int Type(int first, int at)
    {
        var isDelegate = Word(at) == "delegate";
        var name = Word(at) == "record" && Word(at + 1) is "struct" or "class" ? at + 2 : at + 1;
        if (isDelegate)
            name = AfterType(at + 1) ?? at + 1;
        var i = name;
        while (i < Code.Length && Word(i) is not ("{" or ";"))
            i = Word(i) is "(" or "[" ? Close(i) + 1 : i + 1;
        var end = Word(i) == "{" ? Close(i) + 1 : i + 1;
        if (Word(end) == ";" && Word(i) == "{")
            end++;
        if (end > Code.Length)
            return Add(ScriptItemKind.ScriptOnly, first, end);
        Add(ScriptItemKind.Type, first, end, Word(name));
        // A program's types are its own.
        if (Word(first) is "private" or "protected")
            _items[^1] = _items[^1] with { Body = first + 1 };
        return end;
    }

    private bool Deconstructs(int open)
    {
        var close = Close(open);
        return Word(close + 1) == "=" && Word(close + 2) is not ("=" or ">") && Enumerable.Range(open + 1, Math.Max(0, close - open - 1)).Any(i => IsName(i) && Word(i + 1) is "," or ")" && (IsName(i - 1) || BuiltIn.Contains(Word(i - 1)) || Word(i - 1) is ">" or "]" or "?"));
    }

    private int Variables(int first, int at, int from, int close)
    {
        var names = Enumerable.Range(from, Math.Max(0, close - from)).Where(i => IsName(i) && Word(i) != "_" && Word(i + 1) is "," or ")" && (Word(at) == "var" || IsName(i - 1) || BuiltIn.Contains(Word(i - 1)) || Word(i - 1) is ">" or "]" or "?")).Select(Word);
        return Add(ScriptItemKind.Variable, first, Semicolon(at), [.. names]);
    }

    /// <summary>A method, variables or a property whose type has ended before <paramref name="name"/>.</summary>
    private int Declaration(int first, int at, int name)
    {
        var next = name + 1;
        if (Word(next) == "<")
            next = AfterGenerics(next) ?? next;
        if (Word(next) == "(")
        {
            var close = Close(next);
            if (Word(close + 1) is "{" or "where" || (Word(close + 1) == "=" && Word(close + 2) == ">"))
            {
                var end = close + 1;
                while (end < Code.Length && Word(end) != "{" && !(Word(end) == "=" && Word(end + 1) == ">"))
                    end++;
                end = Word(end) == "{" ? Close(end) + 1 : Semicolon(end);
                if (end > Code.Length)
                    return Add(ScriptItemKind.ScriptOnly, first, end);
                Add(ScriptItemKind.Method, first, end, Word(name));
                _items[^1] = _items[^1] with { Body = BodyOf(first, at), IsExtension = Word(next + 1) == "this" };
                return end;
            }

            return Expression(first);
        }

        if (Word(next) is "{" || (Word(next) == "=" && Word(next + 1) == ">"))
            return Add(ScriptItemKind.ScriptOnly, first, Word(next) == "{" ? Close(next) + 1 : Semicolon(next));
        if (Word(next) is not ("=" or ";" or ",") || Word(next + 1) == "=" && Word(next) == "=")
            return Expression(first);

        var last = Semicolon(next);
        var names = new List<string> { Word(name) };
        var depth = 0;
        for (var i = next; i < last; i++)
        {
            depth += Word(i) is "(" or "[" or "{" ? 1 : Word(i) is ")" or "]" or "}" ? -1 : 0;
            if (depth == 0 && Word(i) == "," && IsName(i + 1) && Word(i + 2) is "=" or "," or ";")
                names.Add(Word(i + 1));
        }

        Add(ScriptItemKind.Variable, first, last, [.. names]);
        _items[^1] = _items[^1] with { Body = BodyOf(first, at), LacksValue = names.Count == 1 && Word(next) == ";" };
        return last;
    }

    /// <summary>Where modifiers that a statement may have begin, or the type.</summary>
    private int BodyOf(int first, int at)
    {
        var body = at;
        while (body > first && KeptModifiers.Contains(Word(body - 1)))
            body--;
        return body;
    }

    private int Expression(int first)
    {
        var isAwait = Word(first) == "await" && Word(first + 1) is "foreach" or "using";
        if (Blocks.Contains(Word(first)) || Word(first) == "{" || isAwait || (Word(first) == "using" && Word(first + 1) == "("))
        {
            // A switch expression begins with its value, so this is a statement.
            var end = Statement(first);
            return Add(end > Code.Length ? ScriptItemKind.ScriptOnly : ScriptItemKind.Statement, first, end, Leaks(first, end));
        }

        var semicolon = Semicolon(first);
        var isEnded = semicolon <= Code.Length && Word(semicolon - 1) == ";";
        var isOdd = Word(first) is "throw" or "goto" or "yield" or "break" or "continue";
        var kind = isEnded ? ScriptItemKind.Statement : isOdd || semicolon > Code.Length ? ScriptItemKind.ScriptOnly : ScriptItemKind.Value;
        return Add(kind, first, semicolon, Leaks(first, semicolon));
    }

    /// <summary>What <c>out var x</c> and <c>is T x</c> declare for the statements that follow.</summary>
    private ImmutableArray<string> Leaks(int first, int end)
    {
        var names = ImmutableArray.CreateBuilder<string>();
        var isHeader = Word(first) is "for" or "foreach" or "while" or "using" or "do" or "try" or "{" or "await";
        for (var i = first; i < Math.Min(end, Code.Length); i++)
        {
            // Braces and lambdas keep to themselves what they declare.
            if (Word(i) == "{")
                i = Close(i);
            else if (Word(i) == "=" && Word(i + 1) == ">")
                break;
            else if (!isHeader && IsName(i) && Word(i) != "_" && Word(i - 1) == "var" && Word(i - 2) == "out")
                names.Add(Word(i));
            else if (!isHeader && Word(i) is "out" or "is" && AfterType(i + 1) is { } name && IsName(name) && Word(name) is not ("and" or "or" or "when" or "_") && Word(name + 1) is ")" or "," or ";" or "&" or "|" or "")
                names.Add(Word(name));
        }

        return [.. names.Distinct()];
    }

    /// <summary>Behind a statement that begins here.</summary>
    private int Statement(int at)
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
    private int Semicolon(int at)
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
    private int? AfterType(int at)
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

    private int? AfterGenerics(int at)
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
}
