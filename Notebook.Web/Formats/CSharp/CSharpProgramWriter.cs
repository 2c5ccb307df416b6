using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Notebook.Web.Documents;

namespace Notebook.Web.Formats.CSharp;

/// <summary>
/// Writes a file-based program that <c>dotnet run</c> takes: packages and usings first, the cells in order as top-level
/// statements, then methods and types, then what a notebook provides. What a script may do and a program may not is renamed,
/// moved, or left as a comment that says why (see docs/decisions/0019-exports.md).
/// </summary>
internal sealed class CSharpProgramWriter
{
    /// <summary>What the kernel imports beyond what a program does.</summary>
    private static readonly string[] Imports =
    [
        "System", "System.Collections", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Text", "System.Text.RegularExpressions",
        "System.Threading", "System.Threading.Tasks", "System.Globalization", "System.Diagnostics", "System.Text.Json",
    ];

    private readonly StringBuilder _body = new();
    private readonly StringBuilder _methods = new();
    private readonly StringBuilder _extensions = new();
    private readonly StringBuilder _types = new();
    private readonly SortedSet<string> _usings = new(StringComparer.Ordinal);
    private readonly List<string> _packages = [];
    private readonly ImmutableArray<string>.Builder _losses = ImmutableArray.CreateBuilder<string>();
    private readonly ProgramNames _names = new();
    private bool _hasStatements;

    public static NotebookFile Write(NotebookDocument document)
    {
        var writer = new CSharpProgramWriter();
        var plans = document.Cells.Select((cell, i) => writer.Plan(cell, i + 1)).ToList();
        foreach (var plan in plans)
            writer.Add(plan);
        return new NotebookFile(Encoding.UTF8.GetBytes(writer.Finish(document)), writer._losses.ToImmutable());
    }

    /// <summary>Decides what becomes of a cell and what its names are called, before any is written: a later cell may take a name.</summary>
    private CellPlan Plan(Cell cell, int number)
    {
        var lines = cell.Kind == CellKind.Code ? ForeignLines.Of(cell.Language, cell.Source) : null;
        foreach (var name in lines?.Names ?? [])
            _names.Omit(name);
        if (lines is null || lines.IsAll)
            return new CellPlan(cell, number, null, null, null) { Other = lines?.Languages[0] };

        var script = ScriptCell.Parse(lines.Source.Replace('\0', '\uFFFD'));
        var reason = _names.ReasonToOmit(cell, script);
        return new CellPlan(cell, number, script, reason, reason is null ? _names.Declare(script) : null) { Other = lines.Languages.FirstOrDefault() };
    }

    private void Add(CellPlan plan)
    {
        if (string.IsNullOrWhiteSpace(plan.Cell.Source))
            return;
        if (plan.Script is null)
        {
            if (plan.Other is { } language)
            {
                _losses.Add($"Cell {plan.Number} is written in {language}; it is a comment in the program.");
                Comment($"Cell {plan.Number}, {language}\n\n{plan.Cell.Source}");
            }
            else
                Comment(plan.Cell.Source);
            return;
        }

        if (plan.Omitted is { } reason)
        {
            _losses.Add($"Cell {plan.Number} {reason}; it is a comment in the program.");
            Comment($"Cell {plan.Number} {reason}.\n\n{plan.Cell.Source}");
            return;
        }

        if (plan.Other is { } other)
            _losses.Add($"Cell {plan.Number} is partly written in {other}; that part is a comment in the program.");
        _body.Append(CultureInfo.InvariantCulture, $"// ── Cell {plan.Number} ──\n");
        AddScript(plan);
    }

    private void AddScript(CellPlan plan)
    {
        var (tokens, names) = (plan.Script!.Tokens, plan.Names!);
        var statements = new StringBuilder();
        var functions = new StringBuilder();
        var from = 0;
        foreach (var item in plan.Script.Items)
        {
            _hasStatements |= item.Kind is ScriptItemKind.Variable or ScriptItemKind.Statement or ScriptItemKind.Value;
            var comments = tokens.Source[from..tokens.Code[item.First].Start].Trim();
            from = tokens.Code[item.End - 1].End;
            var target = item.Kind switch
            {
                ScriptItemKind.Type => _types,
                ScriptItemKind.Method => item.IsExtension ? _extensions : names.IsStatic(item) ? _methods : functions,
                _ => statements,
            };
            if (comments.Length > 0)
                target.Append(comments).Append('\n');
            Add(item, tokens, names, plan.Number, target);
        }

        var rest = tokens.Source[from..].Trim();
        _body.Append(statements).Append(functions);
        if (rest.Length > 0)
            _body.Append(rest).Append('\n');
        _body.Append('\n');
    }

    private void Add(ScriptItem item, ScriptTokens tokens, CellNames names, int number, StringBuilder target)
    {
        var text = names.Render(item);
        switch (item.Kind)
        {
            case ScriptItemKind.Using:
                if (ProgramNames.IsOfProgram(text))
                    _usings.Add(text);
                break;
            case ScriptItemKind.Directive:
                AddDirective(tokens.Word(item.First).Trim(), number, target);
                break;
            case ScriptItemKind.Value:
                target.Append(Shown(item, tokens, text)).Append('\n');
                break;
            case ScriptItemKind.Variable when item.LacksValue:
                target.Append(text.AsSpan(0, text.Length - 1)).Append(" = default;\n");
                break;
            case ScriptItemKind.Method when item.IsExtension || names.IsStatic(item):
                target.Append("public static ").Append(text).Append("\n\n");
                break;
            default:
                target.Append(text).Append('\n');
                if (item.Kind == ScriptItemKind.Type)
                    target.Append('\n');
                break;
        }
    }

    private void AddDirective(string line, int number, StringBuilder target)
    {
        if (ProgramPackage.From(line) is { } package)
        {
            if (!_packages.Contains(package))
                _packages.Add(package);
            return;
        }

        var isMagic = line.StartsWith("#!", StringComparison.Ordinal);
        if (isMagic || line.StartsWith("#r", StringComparison.Ordinal) || line.StartsWith("#i", StringComparison.Ordinal) && !line.StartsWith("#if", StringComparison.Ordinal) || line.StartsWith("#load", StringComparison.Ordinal))
        {
            _losses.Add($"Cell {number} has the line {line}, which a program does not have; it is a comment.");
            target.Append("// ").Append(line).Append('\n');
        }
        else
            target.Append(line).Append('\n');
    }

    /// <summary>A cell's value is printed. A lambda takes expressions with and without a value; one that declares a name for later must stay outside.</summary>
    private static string Shown(ScriptItem item, ScriptTokens tokens, string expression)
    {
        var words = Enumerable.Range(item.First, item.End - item.First).Select(tokens.Word).ToList();
        if (expression == "null" || !item.Names.IsEmpty)
            return $"ShowValue({expression});";
        return words.Contains("await") ? $"await ShowAsync(async () => {expression});" : $"Show(() => {expression});";
    }

    private void Comment(string text)
    {
        foreach (var line in text.Trim('\n').Split('\n'))
            _body.Append(line.Length == 0 ? "//" : $"// {line}").Append('\n');
        _body.Append('\n');
    }

    private string Finish(NotebookDocument document)
    {
        var program = new StringBuilder();
        program.Append("// ").Append(document.Title.ReplaceLineEndings(" ")).Append("\n// A notebook as a program: dotnet run FILE. It ends at the first cell that fails.\n");
        foreach (var loss in _losses)
            program.Append("// Note: ").Append(loss.ReplaceLineEndings(" ")).Append('\n');
        foreach (var package in _packages)
            program.Append("#:package ").Append(package).Append('\n');
        program.Append("#:property PublishAot=false\n\n#nullable disable\n#pragma warning disable\n\n");
        foreach (var name in Imports.Select(static name => $"using {name};").Concat(_usings).Distinct())
            program.Append(name).Append('\n');
        program.Append("using static NotebookProgram;\n\n").Append(_body);
        if (!_hasStatements)
            program.Append("return;\n\n");
        if (_methods.Length > 0)
            program.Append("// ── Methods ──\npartial class Program\n{\n").Append(_methods).Append("}\n\n");
        if (_extensions.Length > 0)
            program.Append("// ── Extension methods ──\nstatic class NotebookExtensions\n{\n").Append(_extensions).Append("}\n\n");
        if (_types.Length > 0)
            program.Append("// ── Types ──\n").Append(_types);
        program.Append(ProgramShim.For(program.ToString()));
        return program.ToString();
    }

    /// <param name="Cell">The cell.</param>
    /// <param name="Number">Its 1-based number.</param>
    /// <param name="Script">Its code; null when it is not C#.</param>
    /// <param name="Omitted">Why it can't be part of the program; null when it can.</param>
    /// <param name="Names">What its names are called there.</param>
    private sealed record CellPlan(Cell Cell, int Number, ScriptCell? Script, string? Omitted, CellNames? Names)
    {
        /// <summary>The other language that it, or a part of it, is written in; null for none.</summary>
        public string? Other { get; init; }
    }
}
