using System.Collections.Immutable;

namespace Notebook.Web.Formats.CSharp;

/// <summary>Cuts the top level of a cell into its items: decides from an item's first words what it is, and from that where it ends.</summary>
internal sealed class ScriptItemReader(ScriptTokens tokens)
{
    private static readonly string[] Modifiers = ["public", "private", "protected", "internal", "static", "readonly", "virtual", "override", "sealed", "abstract", "new", "volatile", "extern", "partial", "required"];
    private static readonly string[] KeptModifiers = ["async", "unsafe", "const", "ref"];
    private static readonly string[] TypeWords = ["class", "struct", "interface", "enum", "record", "delegate"];
    private static readonly string[] Blocks = ["if", "for", "foreach", "while", "lock", "fixed", "do", "try", "switch", "checked", "unchecked", "unsafe"];

    private readonly ImmutableArray<ScriptItem>.Builder _items = ImmutableArray.CreateBuilder<ScriptItem>();

    /// <summary>Everything from the first token to the last, in order.</summary>
    public ImmutableArray<ScriptItem> Read()
    {
        for (var at = 0; at < tokens.Code.Length;)
            at = Next(at);
        return _items.DrainToImmutable();
    }

    private int Next(int first)
    {
        if (tokens.Code[first].Kind == CSharpTokenKind.Directive)
            return Add(ScriptItemKind.Directive, first, first + 1);
        if (tokens.Word(first) == ";")
            return first + 1;

        var at = first;
        while (tokens.Word(at) == "[")
            at = tokens.Close(at) + 1;
        var body = at;
        while (Modifiers.Contains(tokens.Word(at)) || KeptModifiers.Contains(tokens.Word(at)) && !(tokens.Word(at) == "async" && tokens.Word(at + 1) is "(" or "=>"))
        {
            if (tokens.Word(at) == "new" && at == body || tokens.Word(at) is "unsafe" && tokens.Word(at + 1) == "{" || tokens.Word(at) == "static" && tokens.Word(at + 1) is "(" or "=>")
                break;
            at++;
        }

        if (tokens.Word(first) == "using" && tokens.Word(first + 1) != "(")
            return Using(first);
        if (TypeWords.Contains(tokens.Word(at)) && IsType(at))
            return Type(first, at);
        if (tokens.Word(at) == "namespace" || tokens.Word(at) == "event" || tokens.Word(at) == "return")
            return Add(ScriptItemKind.ScriptOnly, first, tokens.Statement(at));
        if (tokens.Word(at) == "var" && tokens.Word(at + 1) == "(")
            return Variables(first, at, at + 2, tokens.Close(at + 1));
        if (tokens.Word(at) == "(" && Deconstructs(at))
            return Variables(first, at, at + 1, tokens.Close(at));
        if (tokens.AfterType(at) is { } name && tokens.IsName(name))
            return Declaration(first, at, name);
        if (at > body && tokens.Word(at) != "{")
            return Add(ScriptItemKind.ScriptOnly, first, tokens.Statement(at));
        return Expression(first);
    }

    private int Add(ScriptItemKind kind, int first, int end, params ImmutableArray<string> names)
    {
        end = Math.Min(Math.Max(end, first + 1), tokens.Code.Length);
        _items.Add(new(kind, first, end, names));
        return end;
    }

    private int Using(int first)
    {
        if (tokens.Word(first + 1) == "static" || tokens.Word(first + 2) is "." or ";" or ":" || (tokens.IsName(first + 1) && tokens.Word(first + 2) == "="))
            return Add(ScriptItemKind.Using, first, tokens.Semicolon(first));
        return tokens.AfterType(first + 1) is { } name && tokens.IsName(name) ? Add(ScriptItemKind.Variable, first, tokens.Semicolon(first), tokens.Word(name)) : Add(ScriptItemKind.ScriptOnly, first, tokens.Semicolon(first));
    }

    private bool IsType(int at) => tokens.Word(at) switch
    {
        "record" => tokens.IsName(at + 1) || tokens.Word(at + 1) is "struct" or "class",
        "delegate" => tokens.Word(at + 1) is not ("(" or "{" or "*"),
        _ => true,
    };

    private int Type(int first, int at)
    {
        var isDelegate = tokens.Word(at) == "delegate";
        var name = tokens.Word(at) == "record" && tokens.Word(at + 1) is "struct" or "class" ? at + 2 : at + 1;
        if (isDelegate)
            name = tokens.AfterType(at + 1) ?? at + 1;
        var i = name;
        while (i < tokens.Code.Length && tokens.Word(i) is not ("{" or ";"))
            i = tokens.Word(i) is "(" or "[" ? tokens.Close(i) + 1 : i + 1;
        var end = tokens.Word(i) == "{" ? tokens.Close(i) + 1 : i + 1;
        if (tokens.Word(end) == ";" && tokens.Word(i) == "{")
            end++;
        if (end > tokens.Code.Length)
            return Add(ScriptItemKind.ScriptOnly, first, end);
        Add(ScriptItemKind.Type, first, end, tokens.Word(name));
        // A program's types are its own.
        if (tokens.Word(first) is "private" or "protected")
            _items[^1] = _items[^1] with { Body = first + 1 };
        return end;
    }

    private bool Deconstructs(int open)
    {
        var close = tokens.Close(open);
        return tokens.Word(close + 1) == "=" && tokens.Word(close + 2) is not ("=" or ">") && Enumerable.Range(open + 1, Math.Max(0, close - open - 1)).Any(i => tokens.IsName(i) && tokens.Word(i + 1) is "," or ")" && (tokens.IsName(i - 1) || tokens.IsBuiltInType(i - 1) || tokens.Word(i - 1) is ">" or "]" or "?"));
    }

    private int Variables(int first, int at, int from, int close)
    {
        var names = Enumerable.Range(from, Math.Max(0, close - from)).Where(i => tokens.IsName(i) && tokens.Word(i) != "_" && tokens.Word(i + 1) is "," or ")" && (tokens.Word(at) == "var" || tokens.IsName(i - 1) || tokens.IsBuiltInType(i - 1) || tokens.Word(i - 1) is ">" or "]" or "?")).Select(tokens.Word);
        return Add(ScriptItemKind.Variable, first, tokens.Semicolon(at), [.. names]);
    }

    /// <summary>A method, variables or a property whose type has ended before <paramref name="name"/>.</summary>
    private int Declaration(int first, int at, int name)
    {
        var next = name + 1;
        if (tokens.Word(next) == "<")
            next = tokens.AfterGenerics(next) ?? next;
        if (tokens.Word(next) == "(")
        {
            var close = tokens.Close(next);
            if (tokens.Word(close + 1) is "{" or "where" || (tokens.Word(close + 1) == "=" && tokens.Word(close + 2) == ">"))
            {
                var end = close + 1;
                while (end < tokens.Code.Length && tokens.Word(end) != "{" && !(tokens.Word(end) == "=" && tokens.Word(end + 1) == ">"))
                    end++;
                end = tokens.Word(end) == "{" ? tokens.Close(end) + 1 : tokens.Semicolon(end);
                if (end > tokens.Code.Length)
                    return Add(ScriptItemKind.ScriptOnly, first, end);
                Add(ScriptItemKind.Method, first, end, tokens.Word(name));
                _items[^1] = _items[^1] with { Body = BodyOf(first, at), IsExtension = tokens.Word(next + 1) == "this" };
                return end;
            }

            return Expression(first);
        }

        if (tokens.Word(next) is "{" || (tokens.Word(next) == "=" && tokens.Word(next + 1) == ">"))
            return Add(ScriptItemKind.ScriptOnly, first, tokens.Word(next) == "{" ? tokens.Close(next) + 1 : tokens.Semicolon(next));
        if (tokens.Word(next) is not ("=" or ";" or ",") || tokens.Word(next + 1) == "=" && tokens.Word(next) == "=")
            return Expression(first);

        var last = tokens.Semicolon(next);
        var names = new List<string> { tokens.Word(name) };
        var depth = 0;
        for (var i = next; i < last; i++)
        {
            depth += tokens.Word(i) is "(" or "[" or "{" ? 1 : tokens.Word(i) is ")" or "]" or "}" ? -1 : 0;
            if (depth == 0 && tokens.Word(i) == "," && tokens.IsName(i + 1) && tokens.Word(i + 2) is "=" or "," or ";")
                names.Add(tokens.Word(i + 1));
        }

        Add(ScriptItemKind.Variable, first, last, [.. names]);
        _items[^1] = _items[^1] with { Body = BodyOf(first, at), LacksValue = names.Count == 1 && tokens.Word(next) == ";" };
        return last;
    }

    /// <summary>Where modifiers that a statement may have begin, or the type.</summary>
    private int BodyOf(int first, int at)
    {
        var body = at;
        while (body > first && KeptModifiers.Contains(tokens.Word(body - 1)))
            body--;
        return body;
    }

    private int Expression(int first)
    {
        var isAwait = tokens.Word(first) == "await" && tokens.Word(first + 1) is "foreach" or "using";
        if (Blocks.Contains(tokens.Word(first)) || tokens.Word(first) == "{" || isAwait || (tokens.Word(first) == "using" && tokens.Word(first + 1) == "("))
        {
            // A switch expression begins with its value, so this is a statement.
            var end = tokens.Statement(first);
            return Add(end > tokens.Code.Length ? ScriptItemKind.ScriptOnly : ScriptItemKind.Statement, first, end, Leaks(first, end));
        }

        var semicolon = tokens.Semicolon(first);
        var isEnded = semicolon <= tokens.Code.Length && tokens.Word(semicolon - 1) == ";";
        var isOdd = tokens.Word(first) is "throw" or "goto" or "yield" or "break" or "continue";
        var kind = isEnded ? ScriptItemKind.Statement : isOdd || semicolon > tokens.Code.Length ? ScriptItemKind.ScriptOnly : ScriptItemKind.Value;
        return Add(kind, first, semicolon, Leaks(first, semicolon));
    }

    /// <summary>What <c>out var x</c> and <c>is T x</c> declare for the statements that follow.</summary>
    private ImmutableArray<string> Leaks(int first, int end)
    {
        var names = ImmutableArray.CreateBuilder<string>();
        var isHeader = tokens.Word(first) is "for" or "foreach" or "while" or "using" or "do" or "try" or "{" or "await";
        for (var i = first; i < Math.Min(end, tokens.Code.Length); i++)
        {
            // Braces and lambdas keep to themselves what they declare.
            if (tokens.Word(i) == "{")
                i = tokens.Close(i);
            else if (tokens.Word(i) == "=" && tokens.Word(i + 1) == ">")
                break;
            else if (!isHeader && tokens.IsName(i) && tokens.Word(i) != "_" && tokens.Word(i - 1) == "var" && tokens.Word(i - 2) == "out")
                names.Add(tokens.Word(i));
            else if (!isHeader && tokens.Word(i) is "out" or "is" && tokens.AfterType(i + 1) is { } name && tokens.IsName(name) && tokens.Word(name) is not ("and" or "or" or "when" or "_") && tokens.Word(name + 1) is ")" or "," or ";" or "&" or "|" or "")
                names.Add(tokens.Word(name));
        }

        return [.. names.Distinct()];
    }
}
