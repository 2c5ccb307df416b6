using System.Collections.Frozen;

namespace Notebook.Web.Formats.CSharp;

/// <summary>
/// Cuts C# into tokens, sound or not, in time linear to its length. Enough for colours and for finding where statements end;
/// what the code means is the compiler's business, which lives in the kernel.
/// </summary>
internal sealed class CSharpLexer
{
    private const int MaxNesting = 32;

    private static readonly FrozenSet<string> Keywords =
        "abstract as base bool break byte case catch char checked class const continue decimal default delegate do double else enum event explicit extern false finally fixed float for foreach goto if implicit in int interface internal is lock long namespace new null object operator out override params private protected public readonly ref return sbyte sealed short sizeof stackalloc static string struct switch this throw true try typeof uint ulong unchecked unsafe ushort using virtual void volatile while var await async record when where yield with and or not nameof init get set required"
            .Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private readonly string _source;
    private readonly List<CSharpToken> _tokens = [];
    private int _at;
    private int _nesting;

    private CSharpLexer(string source) => _source = source;

    public static IReadOnlyList<CSharpToken> Lex(string source)
    {
        var lexer = new CSharpLexer(source);
        while (lexer._at < source.Length)
            lexer.Next();
        return lexer._tokens;
    }

    private char Peek(int offset = 0) => _at + offset < _source.Length ? _source[_at + offset] : '\0';

    private void Add(CSharpTokenKind kind, int start)
    {
        if (_at > start)
            _tokens.Add(new(kind, start, _at - start));
    }

    private void Next()
    {
        var start = _at;
        var c = Peek();
        if (char.IsWhiteSpace(c))
        {
            while (_at < _source.Length && char.IsWhiteSpace(_source[_at]))
                _at++;
            Add(CSharpTokenKind.Space, start);
        }
        else if (c == '/' && Peek(1) == '/')
        {
            ToLineEnd();
            Add(CSharpTokenKind.Comment, start);
        }
        else if (c == '/' && Peek(1) == '*')
        {
            var end = _source.IndexOf("*/", _at + 2, StringComparison.Ordinal);
            _at = end < 0 ? _source.Length : end + 2;
            Add(CSharpTokenKind.Comment, start);
        }
        else if (c == '#' && IsLineStart())
        {
            ToLineEnd();
            Add(CSharpTokenKind.Directive, start);
        }
        else if (StringPrefix() is { } prefix)
            String(prefix);
        else if (c == '\'')
        {
            _at++;
            while (_at < _source.Length && Peek() is not ('\'' or '\n'))
                _at += Peek() == '\\' ? 2 : 1;
            _at = Math.Min(_source.Length, _at + (Peek() == '\'' ? 1 : 0));
            Add(CSharpTokenKind.Text, start);
        }
        else if (char.IsAsciiDigit(c) || (c == '.' && char.IsAsciiDigit(Peek(1))))
        {
            while (char.IsAsciiLetterOrDigit(Peek()) || Peek() == '_' || (Peek() == '.' && char.IsAsciiDigit(Peek(1))) || (Peek() is '+' or '-' && Peek(-1) is 'e' or 'E' && !_source.AsSpan(start).StartsWith("0x")))
                _at++;
            Add(CSharpTokenKind.Number, start);
        }
        else if (IsNamePart(c) || c == '@')
        {
            _at++;
            while (IsNamePart(Peek()))
                _at++;
            var word = _source[start.._at];
            Add(Keywords.Contains(word) ? CSharpTokenKind.Keyword : CSharpTokenKind.Identifier, start);
        }
        else
        {
            _at++;
            Add(CSharpTokenKind.Punctuation, start);
        }
    }

    private static bool IsNamePart(char c) => char.IsLetterOrDigit(c) || c == '_';

    private bool IsLineStart()
    {
        for (var i = _at - 1; i >= 0 && _source[i] != '\n'; i--)
            if (!char.IsWhiteSpace(_source[i]))
                return false;
        return _nesting == 0;
    }

    private void ToLineEnd()
    {
        var end = _source.IndexOf('\n', _at);
        _at = end < 0 ? _source.Length : end;
    }

    /// <summary>What stands before a string's first quote: its dollars, whether it is verbatim, and how many quotes follow.</summary>
    private (int Dollars, bool IsVerbatim, int Quotes)? StringPrefix()
    {
        var (i, dollars, isVerbatim) = (0, 0, false);
        for (; Peek(i) is '$' or '@'; i++)
        {
            dollars += Peek(i) == '$' ? 1 : 0;
            isVerbatim |= Peek(i) == '@';
        }

        if (Peek(i) != '"')
            return null;
        var quotes = 1;
        while (!isVerbatim && Peek(i + quotes) == '"')
            quotes++;
        return (dollars, isVerbatim, quotes);
    }

    private void String((int Dollars, bool IsVerbatim, int Quotes) prefix)
    {
        var start = _at;
        while (Peek() is '$' or '@')
            _at++;
        var isRaw = prefix.Quotes >= 3;
        if (prefix.Quotes == 2)
        {
            _at += 2;
            Add(CSharpTokenKind.Text, start);
            return;
        }

        _at += isRaw ? prefix.Quotes : 1;
        while (_at < _source.Length)
        {
            var c = Peek();
            if (isRaw ? c == '"' && Run('"') >= prefix.Quotes : c == '"' && !(prefix.IsVerbatim && Peek(1) == '"'))
            {
                _at += isRaw ? Run('"') : 1;
                break;
            }

            if (c == '\n' && !isRaw && !prefix.IsVerbatim)
                break;
            if (c == '"' && prefix.IsVerbatim || c == '\\' && !isRaw && !prefix.IsVerbatim)
                _at += 2;
            else if (c == '{' && prefix.Dollars > 0 && _nesting < MaxNesting)
            {
                var braces = Run('{');
                // Doubled braces stand for one; of more than the hole needs, the last open it.
                if (isRaw ? braces < prefix.Dollars : braces % 2 == 0)
                    _at += braces;
                else
                {
                    _at += braces;
                    Add(CSharpTokenKind.Text, start);
                    start = Hole(isRaw ? prefix.Dollars : 1);
                }
            }
            else
                _at++;
        }

        _at = Math.Min(_at, _source.Length);
        Add(CSharpTokenKind.Text, start);
    }

    /// <summary>The code in a hole of an interpolated string.</summary>
    /// <returns>Where the string goes on: at the format or the closing braces.</returns>
    private int Hole(int braces)
    {
        _nesting++;
        var depth = 0;
        while (_at < _source.Length)
        {
            var c = Peek();
            if (depth == 0 && c == '}')
                break;
            if (depth == 0 && c == ':' && Peek(1) != ':' && Peek(-1) != ':')
            {
                var format = _at;
                while (_at < _source.Length && Peek() is not ('}' or '"' or '\n'))
                    _at++;
                _nesting--;
                _at = Math.Min(_source.Length, _at + braces);
                return format;
            }

            if (c is '(' or '[' or '{')
                depth++;
            else if (c is ')' or ']' or '}')
                depth--;
            Next();
        }

        _nesting--;
        var end = _at;
        _at = Math.Min(_source.Length, _at + braces);
        return end;
    }

    private int Run(char c)
    {
        var length = 0;
        while (Peek(length) == c)
            length++;
        return length;
    }
}
