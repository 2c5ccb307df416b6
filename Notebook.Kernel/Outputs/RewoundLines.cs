using System.Text;

namespace Notebook.Kernel.Outputs;

/// <summary>
/// Drops states of a line that <c>\r</c> rewound and later text covers, as progress bars write by the thousand. What a terminal
/// shows in the end stays the same, whether it overwrites characters or clears the line.
/// </summary>
internal static class RewoundLines
{
    public static string Collapse(string text)
    {
        if (!text.Contains('\r'))
            return text;

        var result = new StringBuilder(text.Length);
        var states = new List<Range>();
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start);
            var next = end < 0 ? text.Length : end + 1;
            // The \r of a \r\n ends a line; it rewinds nothing that is overwritten.
            var content = end > start && text[end - 1] == '\r' ? end - 1 : end < 0 ? text.Length : end;
            AppendLine(result, text, start, content, states);
            result.Append(text.AsSpan(content, next - content));
            start = next;
        }

        return result.ToString();
    }

    private static void AppendLine(StringBuilder result, string text, int start, int end, List<Range> states)
    {
        states.Clear();
        for (var from = start; ;)
        {
            var rewind = text.IndexOf('\r', from, end - from);
            var state = from..(rewind < 0 ? end : rewind);
            // The first state continues text that may have been sent already; all others begin where the line begins.
            while (states.Count > 1 && Covers(text.AsSpan()[state], text.AsSpan()[states[^1]]))
                states.RemoveAt(states.Count - 1);
            states.Add(state);
            if (rewind < 0)
                break;
            from = rewind + 1;
        }

        for (var i = 0; i < states.Count; i++)
        {
            if (i > 0)
                result.Append('\r');
            result.Append(text.AsSpan()[states[i]]);
        }
    }

    /// <summary>Whether nothing of the earlier state can be seen or felt once the later one is written over it.</summary>
    private static bool Covers(ReadOnlySpan<char> later, ReadOnlySpan<char> earlier) =>
        Measure(earlier, out var leavesNothing) is var width && leavesNothing && Measure(later, out _) >= width;

    /// <summary>Counts what moves the cursor, and looks whether the escape sequences leave colours or more behind.</summary>
    private static int Measure(ReadOnlySpan<char> state, out bool leavesNothing)
    {
        leavesNothing = true;
        var coloured = false;
        var width = 0;
        for (var i = 0; i < state.Length; i++)
        {
            if (state[i] >= ' ')
            {
                width++;
                continue;
            }

            var final = -1;
            if (state[i] == '\e' && i + 1 < state.Length && state[i + 1] == '[')
            {
                final = i + 2;
                while (final < state.Length && state[final] is >= '0' and <= '?')
                    final++;
            }

            if (final < 0 || final >= state.Length || state[final] is not ('m' or 'K'))
            {
                leavesNothing = false;
                continue;
            }

            if (state[final] == 'm')
                coloured = state[(i + 2)..final] is not ("" or "0");
            i = final;
        }

        leavesNothing &= !coloured;
        return width;
    }
}
