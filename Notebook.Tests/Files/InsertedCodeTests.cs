using Notebook.Protocol;
using Notebook.Tests.Kernels;
using Notebook.Web.Files;

namespace Notebook.Tests.Files;

/// <summary>The code that the Files panel inserts, run by the real kernel on files of every kind.</summary>
public sealed class InsertedCodeTests : FolderKernelTest
{
    private const string Dot = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    [Fact]
    public async Task Code_OfEveryKindOfFile_ReadsIt()
    {
        foreach (var (name, bytes) in new (string, byte[])[]
                 {
                     ("tide gauge.csv", "time,level\n1,2.5\n2,3.5\n"u8.ToArray()), ("semi.csv", "a;b\n1;2\n"u8.ToArray()), ("config.json", "{\"n\": 7}"u8.ToArray()),
                     ("notes.txt", "one\ntwo\n"u8.ToArray()), ("dot.png", Convert.FromBase64String(Dot)), ("data.bin", [1, 2, 3]), ("lib.dib", "#!csharp\nvar imported = 5;\n"u8.ToArray()),
                 })
            // By the kernel itself: an upload is given to its user id.
            await RunAsync($"File.WriteAllBytes(\"{name}\", Convert.FromBase64String(\"{Convert.ToBase64String(bytes)}\"));");
        await RunAsync("#!sql\ncopy (select 1 as n union all select 2) to 'numbers.parquet'");

        Assert.NotNull((await RunAsync(Code("tide gauge.csv"))).Data[MimeTypes.Table]);
        Assert.NotNull((await RunAsync(Code("semi.csv", ';'))).Data[MimeTypes.Table]);
        Assert.Contains("7", (await RunAsync(Code("config.json"))).Data.PlainText, StringComparison.Ordinal);
        Assert.Contains("two", (await RunAsync(Code("notes.txt"))).Data.PlainText, StringComparison.Ordinal);
        Assert.NotNull((await RunAsync(Code("dot.png"))).Data[MimeTypes.Png]);
        Assert.Equal("3", (await RunAsync(Code("data.bin"))).Data.PlainText);
        Assert.NotNull((await RunAsync(Code("numbers.parquet"))).Data[MimeTypes.Table]);
        Assert.NotNull((await RunAsync(ReadingCode.Sql(FileArea.Notebook, "tide gauge.csv"))).Data[MimeTypes.Table]);
        await Kernel.RunAsync(Code("lib.dib"), "import");
        Assert.Equal("5", (await RunAsync("imported")).Data.PlainText);
    }

    private static string Code(string path, char separator = ',') => ReadingCode.Of(FileArea.Notebook, path, separator);

    /// <summary>Runs code that must succeed, and hands out the last thing that it shows.</summary>
    private async Task<DisplayValue> RunAsync(string code)
    {
        var result = await Kernel.RunAsync(code, "cell");
        Assert.True(result.Error is null, $"{code}\n{result.Error?.Message}");
        return result.Outputs.OfType<DisplayValue>().LastOrDefault() ?? new DisplayValue { DisplayId = "none", Data = MimeBundle.Text("") };
    }
}
