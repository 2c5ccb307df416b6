using System.Globalization;
using System.Text;

namespace Notebook.Interactive.Formatting;

/// <summary>
/// Writes a captured value as text for terminals, exports and screen readers: one line when it is short, aligned columns for a table,
/// otherwise one member per line, indented.
/// </summary>
internal sealed class PlainTextWriter
{
    private const int LineLength = 80;
    private const int InlineTextLength = 200;
    private const int MaxIndent = 40;

    private readonly StringBuilder _text = new();

    private PlainTextWriter()
    {
    }

    public static string Write(CapturedValue value)
    {
        if (value is CapturedScalar scalar)
            return scalar.Text;
        if (TableView.TryOf(value) is { } table)
            return TextTable.Write(table);

        var composite = (CapturedComposite)value;
        if (IsFlat(composite) && (composite.Kind == CompositeKind.Sequence || Inline(composite).Length <= LineLength) && composite.Note is null)
            return Inline(composite);

        var writer = new PlainTextWriter();
        writer._text.Append(Heading(composite));
        writer.WriteParts(composite, 2);
        return writer._text.ToString();
    }

    /// <summary>A value on one line: <c>Person { Name = Ann, Age = 3 }</c>, <c>[ 1, 2, 3 ... (7 more) ]</c>.</summary>
    public static string Inline(CapturedValue value) => value switch
    {
        CapturedScalar scalar => Clip.Line(scalar.Text, InlineTextLength),
        CapturedComposite { Text: { } text } => Clip.Line(text, InlineTextLength),
        CapturedComposite { Kind: CompositeKind.Sequence, Parts.Count: 0, IsCut: false } => "[ ]",
        CapturedComposite { Kind: CompositeKind.Sequence } sequence => $"[ {Join(sequence, ", ", static p => Inline(p.Value))} ]",
        CapturedComposite { TypeName: ['(', ..] } tuple => $"({Join(tuple, ", ", static p => Inline(p.Value))})",
        CapturedComposite composite =>
            $"{(composite.TypeName.Length > 0 ? composite.TypeName + " " : "")}{{ {Join(composite, ", ", static p => $"{p.Name} = {Inline(p.Value)}")} }}",
        _ => "",
    };

    /// <summary>What follows the parts that are shown: <c>... (7 more)</c>; empty when nothing is missing.</summary>
    public static string More(CapturedComposite composite) =>
        composite.Note is { } note ? $"... ({note})"
        : !composite.IsCut ? ""
        : composite.Count is { } count ? string.Create(CultureInfo.InvariantCulture, $"... ({count - composite.Parts.Count} more)")
        : "... (more)";

    private void WriteParts(CapturedComposite composite, int indent)
    {
        foreach (var (name, value) in composite.Parts)
        {
            StartLine(indent).Append(name is null ? "- " : name + ": ");
            if (value is CapturedScalar scalar)
                WriteScalar(scalar, indent + 2);
            else if (value is CapturedComposite part && IsFlat(part) && part.Note is null && Inline(part) is { Length: <= LineLength } line)
                _text.Append(line);
            else
            {
                _text.Append(Heading((CapturedComposite)value));
                WriteParts((CapturedComposite)value, indent + 2);
            }
        }

        if (More(composite) is { Length: > 0 } more)
            StartLine(indent).Append(more);
    }

    private void WriteScalar(CapturedScalar scalar, int indent)
    {
        if (!scalar.Text.Contains('\n', StringComparison.Ordinal))
        {
            _text.Append(scalar.Text);
            return;
        }

        foreach (var line in scalar.Text.AsSpan().TrimEnd().EnumerateLines())
            StartLine(indent).Append(line);
    }

    private StringBuilder StartLine(int indent) => _text.Append('\n').Append(' ', Math.Min(indent, MaxIndent));

    private static string Heading(CapturedComposite composite)
    {
        var name = composite.TypeName.Length > 0 ? composite.TypeName : composite.Kind == CompositeKind.Sequence ? "items" : "anonymous";
        return composite switch
        {
            { Text: { } text } => $"{name}: {Clip.Line(text, InlineTextLength)}",
            { Kind: not CompositeKind.Object, Count: { } count } => string.Create(CultureInfo.InvariantCulture, $"{name} ({count} {(count == 1 ? "item" : "items")})"),
            _ => name,
        };
    }

    private static string Join(CapturedComposite composite, string separator, Func<CapturedPart, string> write)
    {
        var text = string.Join(separator, composite.Parts.Select(write));
        return More(composite) is { Length: > 0 } more ? text.Length > 0 ? $"{text} {more}" : more : text;
    }

    private static bool IsFlat(CapturedComposite composite)
    {
        foreach (var (_, value) in composite.Parts)
        {
            if (value is CapturedComposite || ((CapturedScalar)value).Text.Length > InlineTextLength)
                return composite.Kind == CompositeKind.Sequence && value is CapturedScalar;
        }

        return true;
    }
}
