using System.Collections.Immutable;
using Notebook.Protocol;

namespace Notebook.Kernel.Directives;

/// <summary>
/// Cuts a cell at its directives: lines that begin with <c>#!</c> and a name. A name of a language begins text in that language;
/// a directive stands alone; any other is an error, and nothing of the cell runs.
/// </summary>
internal static class CellParser
{
    /// <summary>Whether there is anything to cut: nearly every cell is one part of C#, and needs no look at its lines.</summary>
    public static bool HasDirectives(string code) =>
        code.StartsWith("#!", StringComparison.Ordinal) || code.Contains("\n#!", StringComparison.Ordinal) || OldMagics.IsIn(code);

    /// <param name="code">With <c>\n</c> line ends.</param>
    /// <param name="language">The language it begins in.</param>
    /// <param name="unreached">Further names of languages, whose text does not run here.</param>
    public static CellParts Parse(string code, string language, IReadOnlySet<string>? unreached = null)
    {
        var parts = ImmutableArray.CreateBuilder<CellPart>();
        var errors = ImmutableArray.CreateBuilder<DirectiveError>();
        var lines = code.Split('\n');
        if (language == CellLanguages.CSharp)
            OldMagics.Translate(lines, errors);
        var from = 0;
        string? resultName = null;

        void EndText(int end)
        {
            if (lines[from..end].Any(static line => !string.IsNullOrWhiteSpace(line)))
                parts.Add(new TextPart { Language = language, Text = new string('\n', from) + string.Join('\n', lines[from..end]), ResultName = resultName });
        }

        for (var index = 0; index < lines.Length; index++)
        {
            if (NameOn(lines[index]) is not { } name)
                continue;

            EndText(index);
            from = index + 1;
            if (CellLanguages.Find(name) is { } selected && (selected != CellLanguages.Value || lines[index].Trim().Length == name.Length + 2))
            {
                language = selected;
                resultName = selected == CellLanguages.Sql ? ResultName(lines[index], index + 1, errors) : null;
                continue;
            }

            if (unreached?.Contains(name) is true || IsQueryLanguage(name))
            {
                (language, resultName) = (name, null);
                continue;
            }

            if (DirectiveTable.Problem(name) is { } problem)
            {
                errors.Add(new DirectiveError(DirectiveError.Unknown, problem, index + 1, lines[index].Length));
                continue;
            }

            try
            {
                var directive = new DirectivePart { Language = language, Name = name, Arguments = DirectiveArguments.Parse(lines[index][(name.Length + 2)..]), Line = index + 1 };
                if (name == CellLanguages.Value)
                {
                    // What follows is the value.
                    var end = Array.FindIndex(lines, from, static line => NameOn(line) is not null) is var next and >= 0 ? next : lines.Length;
                    directive = directive with { Content = string.Join('\n', lines[from..end]).Trim('\n') };
                    from = end;
                    index = end - 1;
                }

                errors.AddRange(DirectiveTable.Check(directive, lines[directive.Line - 1].Length));
                parts.Add(directive);
            }
            catch (DirectiveException problemThere)
            {
                errors.Add(new DirectiveError(problemThere.Id, problemThere.Message, index + 1, lines[index].Length));
            }
        }

        EndText(lines.Length);
        return new CellParts(parts.ToImmutable(), errors.ToImmutable());
    }

    /// <summary>The variable that <c>#!sql --name result</c> asks for.</summary>
    private static string? ResultName(string line, int number, ImmutableArray<DirectiveError>.Builder errors)
    {
        try
        {
            var arguments = DirectiveArguments.Parse(line["#!sql".Length..]);
            if (!arguments.Values.IsEmpty || arguments.Parameters.Keys.Any(static name => name != "name"))
                throw new DirectiveException(DirectiveError.UnknownParameter, "Only --name may stand behind #!sql, as in #!sql --name result. The query begins on the next line.");
            if (!arguments.Parameters.TryGetValue("name", out var value))
                return null;
            return VariableCode.Checked(value?.Text ?? "");
        }
        catch (DirectiveException problem)
        {
            errors.Add(new DirectiveError(problem.Id, problem.Message, number, line.Length));
            return null;
        }
    }

    /// <summary>Whether it is one of the names that a connection to a database gets: <c>sql-northwind</c>.</summary>
    private static bool IsQueryLanguage(string name) => name.StartsWith("sql-", StringComparison.Ordinal) || name.StartsWith("kql-", StringComparison.Ordinal);

    /// <summary>The name after <c>#!</c> at the beginning of a line; null for other lines, a script's <c>#!/usr/bin/env</c> among them.</summary>
    private static string? NameOn(string line)
    {
        if (!line.StartsWith("#!", StringComparison.Ordinal) || line.Length == 2 || line[2] == '/' || char.IsWhiteSpace(line[2]))
            return null;
        var end = line.AsSpan(2).IndexOfAny(' ', '\t');
        return end < 0 ? line[2..].TrimEnd() : line[2..(end + 2)];
    }
}
