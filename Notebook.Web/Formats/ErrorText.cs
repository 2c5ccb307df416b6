using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Notebook.Protocol;
using Notebook.Web.Documents;

namespace Notebook.Web.Formats;

/// <summary>
/// Errors as text: how <c>.ipynb</c> stores them and the command line prints them, and back. A compiler error is
/// <c>(27,9): error CS0200: …</c>, as .NET Interactive wrote it; a frame is <c>at Method in cell 3, line 5</c>.
/// </summary>
internal static partial class ErrorText
{
    /// <param name="report">What happened.</param>
    /// <param name="numberOf">The 1-based number of the cell with this source name; null when it is gone.</param>
    /// <returns>nbformat's <c>ename</c>, <c>evalue</c> and <c>traceback</c>.</returns>
    public static (string Name, string Value, ImmutableArray<string> Traceback) Of(ErrorReport report, Func<string, int?> numberOf)
    {
        if (report.IsCompilation)
        {
            ImmutableArray<string> lines = [.. report.Diagnostics.Select(static diagnostic => diagnostic.ToString())];
            return (report.Name, string.Join('\n', lines), lines);
        }

        return (report.Name, report.Message, [$"{report.Name}: {report.Message}", .. report.Frames.Select(frame => FrameText(frame, numberOf)).OfType<string>()]);
    }

    /// <summary>A cell's own top-level code has no method; its place says enough, and without a place there is nothing to say.</summary>
    private static string? FrameText(ErrorFrame frame, Func<string, int?> numberOf)
    {
        if (frame is not { SourceName: { } source, Line: { } line } || numberOf(source) is not { } number)
        {
            // A file that a cell loads.
            if (frame is { SourceName: { } name, Line: { } lineThere } && SourceNames.FileOf(name) is { } file)
                return string.Create(CultureInfo.InvariantCulture, $"   at {(frame.Method.Length == 0 ? "" : frame.Method + " in ")}{file}, line {lineThere}");
            return frame.Method.Length == 0 ? null : $"   at {frame.Method}";
        }

        return string.Create(CultureInfo.InvariantCulture, $"   at {(frame.Method.Length == 0 ? "" : frame.Method + " in ")}cell {number}, line {line}");
    }

    /// <param name="name">nbformat's <c>ename</c>.</param>
    /// <param name="value">nbformat's <c>evalue</c>.</param>
    /// <param name="traceback">nbformat's <c>traceback</c>.</param>
    /// <param name="sourceName">The cell that failed.</param>
    /// <param name="cellNumbered">The source name of the cell with this 1-based number.</param>
    public static ErrorReport Parse(string name, string value, ImmutableArray<string> traceback, string sourceName, Func<int, string?> cellNumbered)
    {
        if (Diagnostics(value, sourceName) is { IsEmpty: false } diagnostics)
            return new ErrorReport { Name = diagnostics[0].Id, Message = diagnostics[0].Message, Diagnostics = diagnostics };

        var frames = traceback.Select(line => Frame(line, cellNumbered)).OfType<ErrorFrame>().ToImmutableArray();

        // .NET Interactive calls every error "Error" and puts type, message and stack into the value.
        if (name is "" or "Error" && ExceptionText().Match(value) is { Success: true } match)
            return new ErrorReport { Name = match.Groups["type"].Value, Message = match.Groups["message"].Value, Frames = frames };

        return new ErrorReport { Name = name.Length == 0 ? "Error" : name, Message = value, Frames = frames };
    }

    /// <summary>The compiler's errors, one a line; empty when the text is something else.</summary>
    private static ImmutableArray<SourceDiagnostic> Diagnostics(string value, string sourceName)
    {
        var diagnostics = ImmutableArray.CreateBuilder<SourceDiagnostic>();
        var message = new List<string>();
        foreach (var line in value.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'))
        {
            var match = DiagnosticLine().Match(line);
            if (!match.Success && diagnostics.Count == 0)
                return [];

            if (!match.Success)
            {
                // A message of several lines.
                message.Add(line);
                continue;
            }

            EndMessage();
            message.Add(match.Groups["message"].Value);
            var (startLine, startColumn) = (Number(match, "line"), Number(match, "column"));
            diagnostics.Add(new SourceDiagnostic
            {
                Id = match.Groups["id"].Value,
                Message = "",
                SourceName = sourceName,
                StartLine = startLine,
                StartColumn = startColumn,
                EndLine = startLine,
                EndColumn = startColumn,
                IsWarning = match.Groups["severity"].Value == "warning",
            });
        }

        EndMessage();
        return diagnostics.ToImmutable();

        void EndMessage()
        {
            if (diagnostics.Count > 0)
                diagnostics[^1] = diagnostics[^1] with { Message = string.Join('\n', message) };
            message.Clear();
        }
    }

    private static ErrorFrame? Frame(string line, Func<int, string?> cellNumbered)
    {
        var match = FrameLine().Match(line);
        if (!match.Success)
            return null;

        return match.Groups["cell"].Success && cellNumbered(Number(match, "cell")) is { } sourceName
            ? new ErrorFrame { Method = match.Groups["method"].Value, SourceName = sourceName, Line = Number(match, "line") }
            : new ErrorFrame { Method = line[6..] };
    }

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\((?<line>[0-9]{1,9}),(?<column>[0-9]{1,9})\): (?<severity>error|warning) (?<id>[A-Z]{2,4}[0-9]{1,6}): (?<message>.*)$", RegexOptions.CultureInvariant)]
    private static partial Regex DiagnosticLine();

    [GeneratedRegex(@"^   at (?:(?:(?<method>.+) in )?cell (?<cell>[0-9]{1,9}), line (?<line>[0-9]{1,9})|(?<method>.*))$", RegexOptions.CultureInvariant)]
    private static partial Regex FrameLine();

    [GeneratedRegex(@"^(?<type>[A-Za-z_][A-Za-z0-9_.+`]*Exception): (?<message>.*?)(?=\r?\n[ \t]+at |\r?\n---|\z)", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex ExceptionText();
}
