using System.Net;
using System.Text;

namespace Notebook.Web.Formats.Html;

/// <summary>Text of a stream as a terminal would leave it: colours of ANSI escapes, lines overwritten after <c>\r</c>.</summary>
internal static class TerminalHtml
{
    private static readonly string?[] Colours = [null, "red", "green", "yellow", "blue", "magenta", "cyan", null];

    public static string Of(string text)
    {
        var html = new StringBuilder(text.Length + 64);
        var style = new Style();
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (i > 0)
                html.Append('\n');
            // What a carriage return was followed by has overwritten what stood before it.
            var line = lines[i].TrimEnd('\r');
            style.Write(html, line[(line.LastIndexOf('\r') + 1)..]);
        }

        return html.ToString();
    }

    private sealed class Style
    {
        private string? _colour;
        private bool _bold;
        private bool _dim;
        private bool _italic;
        private bool _underline;

        public void Write(StringBuilder html, string line)
        {
            var from = 0;
            while (from < line.Length)
            {
                var escape = line.IndexOf('\u001b', from);
                var end = escape < 0 ? line.Length : escape;
                Append(html, line.AsSpan(from, end - from));
                from = escape < 0 ? line.Length : Escape(line, escape);
            }
        }

        private void Append(StringBuilder html, ReadOnlySpan<char> text)
        {
            if (text.IsEmpty)
                return;
            var classes = string.Join(' ', new[] { _colour, _bold ? "bold" : null, _dim ? "dim" : null, _italic ? "italic" : null, _underline ? "underline" : null }
                .Where(static name => name is not null).Select(static name => $"ansi-{name}"));
            var encoded = WebUtility.HtmlEncode(text.ToString());
            html.Append(classes.Length == 0 ? encoded : $"<span class=\"{classes}\">{encoded}</span>");
        }

        /// <returns>Where the text goes on.</returns>
        private int Escape(string line, int escape)
        {
            if (escape + 1 >= line.Length || line[escape + 1] != '[')
                return Math.Min(line.Length, escape + 2);
            var end = escape + 2;
            while (end < line.Length && line[end] is (>= '0' and <= '?') or (>= ' ' and <= '/'))
                end++;
            if (end < line.Length && line[end] == 'm')
                Select(line[(escape + 2)..end]);
            return Math.Min(line.Length, end + 1);
        }

        private void Select(string parameters)
        {
            var codes = parameters.Split(';');
            for (var i = 0; i < codes.Length; i++)
            {
                var code = codes[i].Length == 0 ? 0 : int.TryParse(codes[i], out var number) ? number : -1;
                if (code is 38 or 48)
                {
                    // Colours of the large palettes are left out with their own parameters.
                    i += i + 1 < codes.Length && codes[i + 1] == "2" ? 4 : 2;
                    continue;
                }

                switch (code)
                {
                    case 0: (_colour, _bold, _dim, _italic, _underline) = (null, false, false, false, false); break;
                    case 1: _bold = true; break;
                    case 2: _dim = true; break;
                    case 3: _italic = true; break;
                    case 4: _underline = true; break;
                    case 22: (_bold, _dim) = (false, false); break;
                    case 23: _italic = false; break;
                    case 24: _underline = false; break;
                    case 39: _colour = null; break;
                    case (>= 30 and <= 37): _colour = Colours[code - 30]; break;
                    case (>= 90 and <= 97): _colour = Colours[code - 90]; break;
                }
            }
        }
    }
}
