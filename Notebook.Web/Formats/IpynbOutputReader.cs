using System.Collections.Immutable;
using System.Text.Json;
using Notebook.Protocol;
using Notebook.Web.Documents;

namespace Notebook.Web.Formats;

/// <summary>Reads one cell's outputs.</summary>
/// <param name="cellIds">Every cell's id in order, for stack frames that name cells by number.</param>
/// <param name="cell">The cell that the outputs belong to.</param>
/// <param name="executionCount">The cell's; a result that has another keeps its own.</param>
internal sealed class IpynbOutputReader(ImmutableArray<CellId> cellIds, CellId cell, int? executionCount)
{
    private static readonly string[] StreamFields = ["name", "output_type", "text"];
    private static readonly string[] DisplayFields = ["data", "metadata", "output_type"];
    private static readonly string[] ResultFields = ["data", "execution_count", "metadata", "output_type"];
    private static readonly string[] ErrorFields = ["ename", "evalue", "output_type", "traceback"];

    public CellOutput Read(JsonElement output, string where)
    {
        if (output.ValueKind != JsonValueKind.Object)
            throw new UnreadableNotebookException($"{where} is not a JSON object.");

        return IpynbFields.String(output, "output_type", where) switch
        {
            "stream" => ReadStream(output, where),
            "display_data" => ReadDisplay(output, where, isResult: false),
            "execute_result" => ReadDisplay(output, where, isResult: true),
            "error" => ReadError(output, where),
            var unknown => new DisplayOutput
            {
                OutputId = NewId(),
                Data = MimeBundle.Text($"An output of the unknown type \"{unknown}\"."),
                FileFieldsJson = JsonReading.CompactFields(IpynbFields.Others(output, [])),
            },
        };
    }

    private static StreamOutput ReadStream(JsonElement output, string where)
    {
        var others = IpynbFields.Others(output, StreamFields);
        var name = IpynbFields.String(output, "name", where) ?? "stdout";
        if (name is not ("stdout" or "stderr"))
            IpynbFields.Keep(others, output, "name");

        return new StreamOutput
        {
            OutputId = NewId(),
            Stream = name == "stderr" ? StreamName.Error : StreamName.Output,
            Text = StreamBuffer.Of(IpynbFields.JoinedText(output, "text", where) ?? ""),
            FileFieldsJson = JsonReading.CompactFields(others),
        };
    }

    private DisplayOutput ReadDisplay(JsonElement output, string where, bool isResult)
    {
        var others = IpynbFields.Others(output, isResult ? ResultFields : DisplayFields);
        if (isResult && IpynbFields.Count(output, others) != executionCount)
            IpynbFields.Keep(others, output, "execution_count");

        return new DisplayOutput
        {
            OutputId = NewId(),
            Data = ReadBundle(output, where, others),
            IsResult = isResult,
            MetadataJson = IpynbFields.Object(output, "metadata", where)?.Compact(),
            FileFieldsJson = JsonReading.CompactFields(others),
        };
    }

    private static MimeBundle ReadBundle(JsonElement output, string where, List<(string Name, JsonElement Value)> others)
    {
        var contents = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var isOdd = false;
        if (IpynbFields.Object(output, "data", where) is { } data)
        {
            foreach (var entry in data.EnumerateObject())
            {
                if (MimeTypes.IsJson(entry.Name))
                    contents[entry.Name] = entry.Value.Compact();
                else if (IpynbFields.Joined(entry.Value) is { } text)
                    contents[entry.Name] = text;
                else
                    isOdd = true;
            }

            // A form that is neither text nor JSON by its type has no place in a bundle, but must not be lost.
            if (isOdd)
                others.Add(("data", data));
        }

        return new MimeBundle { Contents = contents.ToImmutable() };
    }

    private ErrorCellOutput ReadError(JsonElement output, string where)
    {
        var others = IpynbFields.Others(output, ErrorFields);
        var name = IpynbFields.String(output, "ename", where) ?? "";
        var value = IpynbFields.JoinedText(output, "evalue", where) ?? "";
        var traceback = IpynbFields.Array(output, "traceback", where).ToImmutableArray();
        var lines = traceback.Where(static line => line.ValueKind != JsonValueKind.Null).Select(line => IpynbFields.Joined(line) ?? throw IpynbFields.Fault(where, "traceback", "a list of texts"));
        var report = ErrorText.Parse(name, value, [.. lines], cell.Value, CellNumbered);

        var written = ErrorText.Of(report, static _ => null);
        if (written.Name != name || written.Value != value)
        {
            IpynbFields.Keep(others, output, "ename");
            IpynbFields.Keep(others, output, "evalue");
        }

        return new ErrorCellOutput
        {
            OutputId = NewId(),
            Error = report,
            TracebackJson = output.Property("traceback")?.Compact(),
            FileFieldsJson = JsonReading.CompactFields(others),
        };
    }

    private string? CellNumbered(int number) => number >= 1 && number <= cellIds.Length ? cellIds[number - 1].Value : null;

    private static string NewId() => RandomName.Create(10);
}
