using System.Text.Json.Nodes;
using CsCheck;

namespace Notebook.Tests.Formats;

/// <summary>Generates sound <c>.ipynb</c> files with everything that nbformat allows and some things that it does not.</summary>
internal static class NotebookFileGenerator
{
    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.OneOf("", "1 + 1", "a\nb\n", "#!time\n1", "#!fsharp\nlet x = 1", "#!csharp\n#!fsharp\nx", "\n\n", "żółw 🐢\u2028\u0085", "\"\\\t", "#!meta\n{}", "# Title\n\n#!csharp\nin text", "\r\n"),
        Gen.String[Gen.Char["ab \n\"\\#!é\u4e2d\u0001"], 0, 20]);

    private static readonly Gen<JsonNode?> Lines = Gen.Bool.SelectMany(static asList => Text.Select(text => asList
        ? new JsonArray([.. SplitLines(text).Select(static line => (JsonNode?)line)])
        : (JsonNode?)JsonValue.Create(text)));

    private static readonly Gen<JsonNode?> Value = Gen.OneOf(
        Gen.OneOf<Func<JsonNode?>>(
            () => null, () => true, () => 5, () => JsonNode.Parse("1.50"), () => JsonNode.Parse("12345678901234567890123"), () => "text", () => new JsonArray(1, new JsonObject { ["deep"] = "er" }), () => new JsonObject())
            .Select(static make => make()));

    private static readonly Gen<JsonObject> Fields = Gen.Select(Gen.OneOf("tags", "collapsed", "vscode", "x y", "é"), Value).Array[0, 3].Select(static fields => ObjectOf(fields));

    private static readonly Gen<JsonObject> CellMetadata = Gen.Select(Fields, Gen.Int[0, 4]).Select(static (metadata, kind) =>
    {
        if (kind is 0 or 1)
            metadata["dotnet_interactive"] = new JsonObject { ["language"] = kind == 0 ? "csharp" : "fsharp" };
        if (kind is 1 or 2)
            metadata["polyglot_notebook"] = new JsonObject { ["kernelName"] = kind == 1 ? "fsharp" : "sql-sales", ["more"] = 1 };
        return metadata;
    });

    private static readonly Gen<JsonObject> NotebookMetadata = Gen.Select(Fields, Gen.Int[0, 4]).Select(static (metadata, kind) =>
    {
        if (kind is 0 or 1)
            metadata["kernelspec"] = new JsonObject { ["display_name"] = "x", ["language"] = kind == 0 ? "C#" : "python", ["name"] = "y" };
        if (kind is 1 or 2)
            metadata["polyglot_notebook"] = new JsonObject { ["kernelInfo"] = new JsonObject { ["defaultKernelName"] = "csharp", ["items"] = new JsonArray(new JsonObject { ["name"] = "sql-sales", ["aliases"] = new JsonArray("sales") }) } };
        if (kind == 3)
            metadata["title"] = "Sales";
        return metadata;
    });

    private static readonly Gen<JsonObject> Stream = Gen.Select(Gen.OneOf("stdout", "stderr", "other"), Lines).Select(static (name, text) =>
        new JsonObject { ["output_type"] = "stream", ["name"] = name, ["text"] = text });

    private static readonly Gen<JsonObject> Bundle = Gen.Select(
        Gen.Select(Gen.OneOf("text/plain", "text/html", "image/svg+xml", "image/png"), Lines).Array[0, 3],
        Gen.Select(Gen.OneOf("application/json", "application/vnd.plotly.v1+json", "application/x-odd"), Value).Array[0, 2])
        .Select(static (texts, values) => ObjectOf([.. texts, .. values.Where(static value => value.Item2 is not null)]));

    private static readonly Gen<JsonObject> Display = Gen.Select(Gen.Bool, Bundle, Fields, Gen.Int[0, 2]).Select(static (isResult, data, metadata, count) =>
    {
        var output = new JsonObject { ["output_type"] = isResult ? "execute_result" : "display_data", ["data"] = data, ["metadata"] = metadata };
        if (isResult)
            output["execution_count"] = count == 0 ? null : count;
        return output;
    });

    private static readonly Gen<JsonObject> Error = Gen.Select(
        Gen.OneOf("Error", "", "System.Exception", "CS0200"),
        Gen.OneOf(Text, Gen.OneOf("(27,9): error CS0200: read only", "(1,1): error CS1002: ; expected\n(2,1): warning CS0168: unused", "System.Exception: boom\n   at X()")),
        Gen.OneOf("   at Half(int n) in cell 1, line 3", "   at X()", "\u001b[31mred\u001b[0m", "").Array[0, 3])
        .Select(static (name, value, traceback) => new JsonObject { ["output_type"] = "error", ["ename"] = name, ["evalue"] = value, ["traceback"] = new JsonArray([.. traceback.Select(static line => (JsonNode?)line)]) });

    private static readonly Gen<JsonObject> Output = Gen.Select(
        Gen.Frequency((3, Stream), (4, Display), (2, Error), (1, Fields.Select(static fields => With(fields, "output_type", "hologram")))), Gen.Int[0, 5])
        .Select(static (output, odd) => odd == 0 ? With(output, "extra", "kept") : output);

    private static readonly Gen<JsonObject> Cell = Gen.Select(Gen.Int[0, 9], Lines, CellMetadata, Output.Array[0, 3], Gen.Int[0, 3]).Select(static (kind, source, metadata, outputs, count) =>
    {
        var cell = new JsonObject { ["cell_type"] = kind switch { < 6 => "code", < 8 => "markdown", 8 => "raw", _ => "sketch" }, ["metadata"] = metadata, ["source"] = source };
        if (kind < 6)
        {
            cell["outputs"] = new JsonArray([.. outputs]);
            cell["execution_count"] = count == 0 ? null : count;
        }

        if (kind is 5 or 7 or 9)
            cell["attachments"] = new JsonObject { ["a.png"] = new JsonObject { ["image/png"] = "AAAA" } };
        return cell;
    });

    /// <summary>A file as text, and the same as JSON.</summary>
    public static Gen<string> File { get; } = Gen.Select(Cell.Array[0, 6], NotebookMetadata, Gen.Int[0, 5], Gen.Bool).Select(static (cells, metadata, minor, extra) =>
    {
        for (var i = 0; i < cells.Length; i++)
            cells[i]["id"] = $"cell-{i}";
        var notebook = new JsonObject { ["cells"] = new JsonArray([.. cells]), ["metadata"] = metadata, ["nbformat"] = 4, ["nbformat_minor"] = minor };
        if (extra)
            notebook["signature"] = "abc";
        return notebook.ToJsonString();
    });

    private static JsonObject ObjectOf(IEnumerable<(string Name, JsonNode? Value)> fields)
    {
        var result = new JsonObject();
        foreach (var (name, value) in fields)
            result[name] = value;
        return result;
    }

    private static JsonObject With(JsonObject target, string name, string value)
    {
        target[name] = value;
        return target;
    }

    private static IEnumerable<string> SplitLines(string text)
    {
        var lines = text.Split('\n');
        return lines.Select((line, i) => i < lines.Length - 1 ? line + "\n" : line).Where(static line => line.Length > 0);
    }
}
