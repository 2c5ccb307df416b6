using System.Text;
using Notebook.Web.Formats;

namespace Notebook.Tests.Formats;

/// <summary>Files damaged in every way are a notebook or a sentence, and what was read can be written.</summary>
public sealed class MutatedFileTests
{
    private static readonly int Rounds = Capability.IsSoak ? 2_000 : 200;

    private static readonly string[] Fragments =
    [
        "\"", "{", "}", "[", "]", ",", ":", "null", "5", "-1e999", "\\ud83d", "\\u0000", "\n", "\r", "#!csharp\n", "#!meta\n", "\"cells\":", "\"source\": 1,", "\"output_type\": \"error\",",
    ];

    [Theory]
    [MemberData(nameof(SharedNotebooks.Names), MemberType = typeof(SharedNotebooks))]
    public void Read_MutatedSharedNotebook_NeverThrows(string name) => Mutate(name, SharedNotebooks.Read(name));

    [Fact]
    public void Read_MutatedRichNotebook_NeverThrows() => Mutate("rich.ipynb", Encoding.UTF8.GetBytes("""
        {"cells": [{"cell_type": "code", "id": "a", "execution_count": 1, "metadata": {"polyglot_notebook": {"kernelName": "sales"}}, "source": ["#!fsharp\n", "x"], "outputs": [
          {"output_type": "stream", "name": "stdout", "text": ["a\n", "\ud83d\ude00"]},
          {"output_type": "display_data", "data": {"text/plain": "1", "application/json": {"a": [1, 2]}, "image/png": "AAAA"}, "metadata": {"image/png": {"width": 1}}},
          {"output_type": "execute_result", "execution_count": 1, "data": {"text/html": ["<b>"]}, "metadata": {}},
          {"output_type": "error", "ename": "Error", "evalue": "(27,9): error CS0200: x", "traceback": ["   at F() in cell 1, line 2"]}]},
         {"cell_type": "raw", "metadata": {}, "source": "r"}, {"cell_type": "markdown", "attachments": {"a": {"image/png": "AAAA"}}, "metadata": {}, "source": "#!csharp"}],
         "metadata": {"kernelspec": {"language": "C#"}, "polyglot_notebook": {"kernelInfo": {"defaultKernelName": "csharp", "items": [{"name": "sql-sales", "aliases": ["sales"]}]}}}, "nbformat": 4, "nbformat_minor": 5}
        """));

    [Fact]
    public void Read_MutatedMarkdown_NeverThrows() =>
        Mutate("lesson.md", Encoding.UTF8.GetBytes("# Title\n\n```csharp cell\nvar x = $\"{1:0.0} {{\";\nx\n```\n\n```output\n1\n```\n\n<!-- cell -->\n\n~~~~\ntext\n~~~~\n\n- a\n  ```cs\n  y\n  ```\n\n````cs\nz\n"));

    private static void Mutate(string name, byte[] content)
    {
        for (var seed = 0; seed < Rounds; seed++)
        {
            var mutated = Mutated(content, new Random(seed));
            try
            {
                if (Reading.Try(name, mutated) is not NotebookReadResult.Read { Document: var document })
                    continue;

                Reading.Document("a.ipynb", NotebookWriter.Write(document, NotebookFormat.Ipynb).Content);
                Reading.Document("a.dib", NotebookWriter.Write(document, NotebookFormat.Dib).Content);
                Reading.Document("a.md", NotebookWriter.Write(document, NotebookFormat.Markdown).Content);
                NotebookWriter.Write(document, NotebookFormat.CSharp);
                // Sanitising is slow, and the text it gets is one of a few.
                if (seed % 20 == 0)
                    NotebookWriter.Write(document, NotebookFormat.Html);
            }
            catch (Exception exception)
            {
                Assert.Fail($"{name}, seed {seed}: {exception}");
            }
        }
    }

    private static byte[] Mutated(byte[] content, Random random)
    {
        var bytes = content.ToList();
        for (var count = random.Next(1, 4); count > 0 && bytes.Count > 0; count--)
        {
            var at = random.Next(bytes.Count);
            var length = Math.Min(random.Next(1, 200), bytes.Count - at);
            switch (random.Next(7))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, length);
                    break;
                case 2:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 3:
                    bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, length));
                    break;
                case 4:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(Fragments[random.Next(Fragments.Length)]));
                    break;
                case 5:
                    ReplaceToken(bytes, at, random);
                    break;
                default:
                    bytes.RemoveRange(0, at);
                    break;
            }
        }

        return [.. bytes];
    }

    /// <summary>Puts another JSON value in the place of the one after a colon, so that the JSON stays sound and its shape does not.</summary>
    private static void ReplaceToken(List<byte> bytes, int at, Random random)
    {
        var colon = bytes.IndexOf((byte)':', at);
        if (colon < 0)
            return;
        var end = bytes.FindIndex(colon, static b => b is (byte)',' or (byte)'\n' or (byte)'}');
        if (end < 0)
            return;
        bytes.RemoveRange(colon + 1, end - colon - 1);
        string[] values = ["null", "5", "\"text\"", "[]", "{}", "[\"a\", null]", "true", "1.5", "\"#!fsharp\\nx\""];
        bytes.InsertRange(colon + 1, Encoding.UTF8.GetBytes(values[random.Next(values.Length)]));
    }
}
