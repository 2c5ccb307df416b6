using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Notebook.Web.Collaboration;
using Notebook.Web.Documents;

namespace Notebook.Web.CommandLine;

/// <summary>
/// Values given with <c>--param name=value</c>. They become a cell of assignments behind the cell tagged <c>parameters</c>,
/// which holds the defaults, or in front of all cells when none is tagged: the convention of papermill.
/// </summary>
internal sealed partial record RunParameters(ImmutableArray<RunParameter> Values)
{
    private const string ParametersTag = "parameters";
    private const string InjectedTag = "injected-parameters";

    /// <returns>The parameters, or why an argument is none.</returns>
    public static (RunParameters? Parameters, string? Problem) Parse(IReadOnlyList<string> arguments)
    {
        var values = ImmutableArray.CreateBuilder<RunParameter>();
        foreach (var argument in arguments)
        {
            var equals = argument.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0)
                return (null, $"--param {argument}: write name=value.");

            var name = argument[..equals];
            if (!CSharpWords.IsIdentifier(name))
                return (null, $"--param {argument}: \"{name}\" is not a name that a C# variable can have.");
            if (values.Any(value => value.Name == name))
                return (null, $"--param {name} is given twice.");
            values.Add(new RunParameter(name, LiteralOf(argument[(equals + 1)..]), argument[(equals + 1)..]));
        }

        return (new RunParameters(values.ToImmutable()), null);
    }

    /// <summary>The notebook with the cell that assigns the values; the same notebook when there are none. A cell that an earlier run left is replaced.</summary>
    /// <returns>The notebook and the id of the cell.</returns>
    public (NotebookDocument Document, CellId? Injected) InsertInto(NotebookDocument document)
    {
        if (Values.IsEmpty)
            return (document, null);

        var cells = document.Cells.RemoveAll(static cell => HasTag(cell, InjectedTag));
        var tagged = cells.FindLastIndex(static cell => cell.CanRun && HasTag(cell, ParametersTag));
        var defaults = tagged < 0 ? "" : cells[tagged].Source;
        var cell = new Cell
        {
            Id = CellId.New(),
            Kind = CellKind.Code,
            Language = "csharp",
            Text = TextDocument.Of(string.Join('\n', Values.Select(value => Assignment(value, defaults)))),
            MetadataJson = $$"""{"tags":["{{InjectedTag}}"]}""",
        };
        return (document with { Cells = cells.Insert(tagged + 1, cell) }, cell.Id);
    }

    /// <summary>A variable that the tagged cell declares keeps its type, so that <c>double rate</c> given as 2 does not divide like an integer.</summary>
    private static string Assignment(RunParameter value, string defaults)
    {
        var isDeclared = Regex.IsMatch(defaults, $@"(?<![\w.]){Regex.Escape(value.Name)}\s*=(?![=>])", RegexOptions.CultureInvariant);
        return $"{(isDeclared ? "" : "var ")}{CSharpWords.Escape(value.Name)} = {value.Literal};";
    }

    private static bool HasTag(Cell cell, string tag)
    {
        if (cell.MetadataJson is not { } json)
            return false;

        using var metadata = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 256 });
        return metadata.RootElement.ValueKind == JsonValueKind.Object
            && metadata.RootElement.TryGetProperty("tags", out var tags)
            && tags.ValueKind == JsonValueKind.Array
            && tags.EnumerateArray().Any(item => item.ValueKind == JsonValueKind.String && item.ValueEquals(tag));
    }

    /// <summary>A whole number, a number, true, false; anything else is text. Double quotes around a value make it text too.</summary>
    private static string LiteralOf(string value)
    {
        if (value is "true" or "false")
            return value;
        if (WholeNumber().IsMatch(value) && long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
            return whole == long.MinValue ? "long.MinValue" : whole.ToString(CultureInfo.InvariantCulture);
        if (DecimalNumber().IsMatch(value) && double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
            return number.ToString("R", CultureInfo.InvariantCulture) + "d";
        return Quoted(value is ['"', .. var inner, '"'] ? inner : value);
    }

    private static string Quoted(string text)
    {
        var literal = new StringBuilder("\"");
        foreach (var c in text)
        {
            if (c is '"' or '\\')
                literal.Append('\\').Append(c);
            else if (char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029')
                literal.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}");
            else
                literal.Append(c);
        }

        return literal.Append('"').ToString();
    }

    [GeneratedRegex(@"^-?[0-9]+$", RegexOptions.CultureInvariant)]
    private static partial Regex WholeNumber();

    [GeneratedRegex(@"^-?[0-9]*\.?[0-9]+([eE][+-]?[0-9]+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex DecimalNumber();
}

/// <param name="Name">The variable.</param>
/// <param name="Literal">Its value as C# writes it.</param>
/// <param name="Text">Its value as it was given.</param>
internal sealed record RunParameter(string Name, string Literal, string Text);
