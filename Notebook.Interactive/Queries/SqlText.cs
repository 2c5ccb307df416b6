using System.Text;

namespace Notebook.Interactive.Queries;

/// <summary>
/// Cuts SQL into its statements, and finds the names in it that may be variables. The database's own parser says what is right; this one only
/// knows texts, comments, names and where a table may stand.
/// </summary>
internal sealed class SqlText
{
    private static readonly HashSet<string> BeforeTable = new(StringComparer.OrdinalIgnoreCase) { "from", "join", "into", "update", "describe", "summarize", "table" };

    private static readonly HashSet<string> AfterTables = new(StringComparer.OrdinalIgnoreCase)
    {
        "where", "group", "having", "order", "limit", "union", "intersect", "except", "window", "qualify", "select", "set", "values", "offset", "sample", "returning",
    };

    /// <summary>What a statement begins with that makes, changes or drops the first table that it names.</summary>
    private static readonly HashSet<string> WithTarget = new(StringComparer.Ordinal) { "create", "insert", "update", "delete", "alter", "drop", "truncate" };

    private readonly string _text;
    private readonly List<SqlStatement> _statements = [];
    private readonly Stack<bool> _outer = new();
    private HashSet<string> _tables = new(StringComparer.Ordinal);
    private HashSet<string> _parameters = new(StringComparer.Ordinal);
    private HashSet<string> _texts = new(StringComparer.Ordinal);
    private string _firstWord = "";
    private string _lastWord = "";
    private string? _written;
    private string? _target;

    /// <summary>The last word that a table follows.</summary>
    private string _before = "";
    private int _from;
    private int _at;

    /// <summary>Among tables that commas part.</summary>
    private bool _amongTables;

    /// <summary>A table comes next.</summary>
    private bool _tableNext;

    private SqlText(string text) => _text = text;

    public static IReadOnlyList<SqlStatement> Statements(string text)
    {
        var reader = new SqlText(text);
        reader.Read();
        return reader._statements;
    }

    private void Read()
    {
        while (_at < _text.Length)
        {
            switch (_text[_at])
            {
                case '-' when Next == '-':
                    SkipTo("\n");
                    break;
                case '/' when Next == '*':
                    SkipComment();
                    break;
                case '\'':
                    SeeText(SkipQuoted('\''));
                    break;
                case '"':
                    See(SkipQuoted('"'), isQuoted: true);
                    break;
                case '$':
                    Dollar();
                    break;
                case ';':
                    End();
                    _at++;
                    _from = _at;
                    break;
                case '(':
                    _outer.Push(_amongTables);
                    _amongTables = _tableNext;
                    _firstWord = _firstWord.Length == 0 ? "(" : _firstWord;
                    _at++;
                    break;
                case ')':
                    _amongTables = _outer.Count > 0 && _outer.Pop();
                    _tableNext = false;
                    _at++;
                    break;
                case ',':
                    _tableNext = _amongTables;
                    _at++;
                    break;
                case var c when char.IsLetter(c) || c == '_':
                    var start = _at;
                    while (_at < _text.Length && (char.IsLetterOrDigit(_text[_at]) || _text[_at] == '_'))
                        _at++;
                    _lastWord = _text[start.._at];
                    See(_lastWord, isQuoted: false);
                    break;
                case var c when char.IsWhiteSpace(c):
                    _at++;
                    break;
                default:
                    _at++;
                    See();
                    break;
            }
        }

        End();
    }

    private char Next => _at + 1 < _text.Length ? _text[_at + 1] : '\0';

    private void SeeText(string text)
    {
        _texts.Add(text);
        if (_firstWord == "copy" && _lastWord.Equals("to", StringComparison.OrdinalIgnoreCase))
            _written = text;
        See();
    }

    /// <summary>Something that is no name.</summary>
    private void See()
    {
        _tableNext = false;
        if (_firstWord.Length == 0)
            _firstWord = "(";
    }

    private void See(string name, bool isQuoted)
    {
        if (_firstWord.Length == 0)
        {
            _firstWord = name.ToLowerInvariant();
            _tableNext = _firstWord == "truncate" && !isQuoted;
            if (_tableNext)
                return;
        }

        // Elsewhere a column may be called view.
        if (!isQuoted && (BeforeTable.Contains(name) || _target is null && _firstWord is "create" or "drop" or "alter" && name.Equals("view", StringComparison.OrdinalIgnoreCase)))
        {
            _tableNext = true;
            _before = name.ToLowerInvariant();
            _amongTables = name.Equals("from", StringComparison.OrdinalIgnoreCase) || name.Equals("join", StringComparison.OrdinalIgnoreCase) || _amongTables;
            return;
        }

        if (!isQuoted && AfterTables.Contains(name))
        {
            _amongTables = _tableNext = false;
            return;
        }

        if (!_tableNext)
            return;
        _tableNext = !isQuoted && (name.ToLowerInvariant() is "lateral" or "only" || _target is null && _firstWord is "create" or "drop" or "alter" && name.ToLowerInvariant() is "if" or "not" or "exists");
        if (_tableNext)
            return;
        var rest = _text.AsSpan(_at).TrimStart();
        if (_target is null && WithTarget.Contains(_firstWord) && (_before is "table" or "view" || _firstWord is not ("create" or "drop" or "alter")) && !rest.StartsWith("."))
            _target = name;
        if (!(rest.Length > 0 && rest[0] is '.' or '('))
            _tables.Add(name);
    }

    private void Dollar()
    {
        var end = _at + 1;
        while (end < _text.Length && (char.IsLetterOrDigit(_text[end]) || _text[end] == '_'))
            end++;
        var name = _text[(_at + 1)..end];
        if (end < _text.Length && _text[end] == '$')
        {
            // $$ … $$ and $name$ … $name$ are texts.
            var quote = _text[_at..(end + 1)];
            _at = end + 1;
            SkipTo(quote);
        }
        else
        {
            if (name.Length > 0)
                _parameters.Add(name);
            _at = end;
        }

        See();
    }

    private string SkipQuoted(char quote)
    {
        var escapes = quote == '\'' && _at > 0 && _text[_at - 1] is 'e' or 'E' && (_at == 1 || !char.IsLetterOrDigit(_text[_at - 2]));
        var content = new StringBuilder();
        for (_at++; _at < _text.Length; _at++)
        {
            if (escapes && _text[_at] == '\\')
                _at++;
            else if (_text[_at] == quote && Next == quote)
                _at++;
            else if (_text[_at] == quote)
                break;
            if (_at < _text.Length)
                content.Append(_text[_at]);
        }

        _at = Math.Min(_at + 1, _text.Length);
        return content.ToString();
    }

    private void SkipTo(string end) =>
        _at = _text.IndexOf(end, _at, StringComparison.Ordinal) is >= 0 and var found ? found + end.Length : _text.Length;

    private void SkipComment()
    {
        var depth = 0;
        do
        {
            if (_text[_at] == '/' && Next == '*')
                (depth, _at) = (depth + 1, _at + 2);
            else if (_text[_at] == '*' && Next == '/')
                (depth, _at) = (depth - 1, _at + 2);
            else
                _at++;
        }
        while (depth > 0 && _at < _text.Length);
    }

    private void End()
    {
        if (_firstWord.Length > 0)
        {
            var before = _text.AsSpan(0, _from);
            var place = new string('\n', before.Count('\n')) + new string(' ', before.Length - before.LastIndexOf('\n') - 1);
            _statements.Add(new SqlStatement(place + _text[_from.._at], _firstWord, _tables, _parameters, _target, _texts, _written));
        }

        (_tables, _parameters, _texts) = (new(StringComparer.Ordinal), new(StringComparer.Ordinal), new(StringComparer.Ordinal));
        (_firstWord, _lastWord, _target, _written, _before, _amongTables, _tableNext) = ("", "", null, null, "", false, false);
        _outer.Clear();
    }
}
