using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Notebook.Web.Collaboration;

/// <summary>
/// Reads the JSON of a ChangeSet. Its own reader, because <c>System.Text.Json</c> refuses the escape of half a surrogate pair,
/// which an editor may send between two keystrokes and would then send again for ever.
/// </summary>
internal ref struct ChangeSetReader
{
    private readonly ReadOnlySpan<char> _json;
    private int _position;

    private ChangeSetReader(ReadOnlySpan<char> json) => _json = json;

    /// <returns>Null when the text is anything but one array of numbers and <c>[number, string…]</c>.</returns>
    public static ImmutableArray<ChangePart>? Read(ReadOnlySpan<char> json)
    {
        var reader = new ChangeSetReader(json);
        var parts = ImmutableArray.CreateBuilder<ChangePart>();
        if (!reader.Take('['))
            return null;

        if (!reader.Take(']'))
        {
            do
            {
                if (reader.ReadPart() is not { } part)
                    return null;
                parts.Add(part);
            }
            while (reader.Take(','));

            if (!reader.Take(']'))
                return null;
        }

        reader.SkipSpace();
        return reader._position == json.Length ? parts.DrainToImmutable() : null;
    }

    private ChangePart? ReadPart()
    {
        if (!Take('['))
            return ReadLength() is { } kept ? new ChangePart(kept, null) : null;

        if (ReadLength() is not { } deleted)
            return null;
        if (Take(']'))
            return new ChangePart(deleted, "");

        var inserted = new StringBuilder();
        for (var line = 0; Take(','); line++)
        {
            if (line > 0)
                inserted.Append('\n');
            if (!ReadLine(inserted))
                return null;
        }

        return Take(']') ? new ChangePart(deleted, inserted.ToString()) : null;
    }

    private int? ReadLength()
    {
        SkipSpace();
        var start = _position;
        while (_position < _json.Length && char.IsAsciiDigit(_json[_position]))
            _position++;
        return int.TryParse(_json[start.._position], NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
    }

    private bool ReadLine(StringBuilder into)
    {
        if (!Take('"'))
            return false;

        while (_position < _json.Length)
        {
            var run = _json[_position..].IndexOfAny('"', '\\', '\r');
            if (run < 0)
                return false;
            var plain = _json.Slice(_position, run);
            // Raw control characters are not JSON; a line end, raw or escaped, would make one line two and every length wrong.
            if (plain.ContainsAnyInRange('\0', '\x1f'))
                return false;
            into.Append(plain);
            _position += run + 1;

            switch (_json[_position - 1])
            {
                case '"':
                    return true;
                case '\\' when ReadEscape() is { } escaped and not '\n' and not '\r':
                    into.Append(escaped);
                    break;
                default:
                    return false;
            }
        }

        return false;
    }

    private char? ReadEscape()
    {
        if (_position >= _json.Length)
            return null;

        var kind = _json[_position++];
        switch (kind)
        {
            case '"' or '\\' or '/':
                return kind;
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 't':
                return '\t';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 'u' when _position + 4 <= _json.Length && ushort.TryParse(_json.Slice(_position, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code):
                _position += 4;
                return (char)code;
            default:
                return null;
        }
    }

    private bool Take(char expected)
    {
        SkipSpace();
        if (_position >= _json.Length || _json[_position] != expected)
            return false;
        _position++;
        return true;
    }

    private void SkipSpace()
    {
        while (_position < _json.Length && _json[_position] is ' ' or '\t' or '\n' or '\r')
            _position++;
    }
}
