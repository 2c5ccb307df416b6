using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Notebook.Protocol;
using Notebook.Web.Documents;
using Notebook.Web.Formats;

namespace Notebook.Tests.Formats.CSharp;

/// <summary>A notebook as a C# program compiles, whatever a script may do that a program may not.</summary>
public sealed class CSharpProgramTests
{
    [Theory]
    [MemberData(nameof(SharedNotebooks.Names), MemberType = typeof(SharedNotebooks))]
    public void Write_SharedNotebook_Compiles(string name)
    {
        var program = Written(Reading.Document(name, SharedNotebooks.Read(name))).Program;

        // Packages are dotnet's to find; the syntax is ours.
        AssertCompiles(program, onlySyntax: program.Contains("#:package Plotly", StringComparison.Ordinal));
    }

    [Fact]
    public void Write_WelcomeNotebook_Compiles() =>
        AssertCompiles(Written(WelcomeNotebook.Create(TimeProvider.System)).Program.Replace("Mooons", "Moons", StringComparison.Ordinal));

    [Theory]
    [InlineData("var x = 1;", "var x = \"a\";\nx.Length", "x + x")]
    [InlineData("int x;", "x", "x = 5")]
    [InlineData("using System.Numerics;\nusing var reader = new StringReader(\"a\");", "reader.ReadLine()", "new Vector2(1, 2)")]
    [InlineData("int Twice(int n) => 2 * n;", "Twice(3)", "int Twice(int n) => 3 * n;\nTwice(3)")]
    [InlineData("int F(int a) => a;\nstring F(string a) => a;", "F(1)", "F(\"a\")")]
    [InlineData("var k = 2;", "int Scaled(int n) => n * k;\nint Again(int n) => Scaled(Scaled(n));", "Again(3)")]
    [InlineData("public static string Shout(this string text) => text.ToUpper();", "\"a\".Shout()")]
    [InlineData("public class P { public int X { get; set; } public P() { } }", "var p = new P { X = 1 };", "var X = 5;\nvar p = new P { X = X };\np")]
    [InlineData("record Point(int X, int Y)\n{\n    public int Sum => X + Y;\n}", "record Point(double X);", "new Point(1.5)")]
    [InlineData("var item = 1;", "foreach (var item in new[] { 1, 2 }) Console.WriteLine(item);", "for (int item = 0; item < 3; item++) { }")]
    [InlineData("var x = 1;", "new[] { 1, 2 }.Select(x => x * x).ToList()", "var q = from x in new[] { 3 } where x > 1 select x;\nq")]
    [InlineData("var a = 1; var b = 2;", "var a = 3; var b = 4;\nnew { a, b }", "var t = (a, b);\nt.Item1")]
    [InlineData("int.TryParse(\"1\", out var n)", "n", "int.TryParse(\"2\", out var n)\n", "n")]
    [InlineData("object o = 1;\nif (o is int i && i > 0) Console.WriteLine(i);", "if (o is int i) { }")]
    [InlineData("await Task.Delay(1);\nvar s = await Task.FromResult(2);", "await Task.FromResult(s)", "async Task<int> Later() { await Task.Yield(); return 1; }\nawait Later()")]
    [InlineData("Console.WriteLine(1)", "Task.Delay(1).Wait()", "1 + 1")]
    [InlineData("var x = 2;", "var x = 3;\n$\"{x:0.0} {(x > 1 ? $\"{x}\" : \"b\")} {{x}}\"", "$$\"\"\"{x} {{x}}\"\"\"")]
    [InlineData("const int Size = 3;\nint[] data = new int[Size];", "var (first, second) = (1, 2);", "var (first, second) = (\"a\", 2);\nfirst.Length")]
    [InlineData("delegate int Op(int a);\nenum Colour { Red, Green }", "Op op = a => a + 1;\nop(1)", "Colour.Red")]
    [InlineData("try { throw new Exception(\"x\"); } catch (Exception e) when (e.Message == \"x\") { } finally { }", "var e = 2.71;", "do { e--; } while (e > 0);")]
    [InlineData("switch (1) { case 1: Console.WriteLine(1); break; default: break; }", "var y = 5 switch { > 3 => \"a\", _ => \"b\" };\ny")]
    [InlineData("Dictionary<string, List<int>> map = new();\nmap[\"a\"] = [1];", "foreach (var (key, value) in map) Console.WriteLine(key);", "var key = 1;")]
    [InlineData("var args = 1;\nargs", "static int Counter = 0;\npublic int Open = 1;\nreadonly int fixedOne = 2;", "Counter + Open + fixedOne")]
    [InlineData("Plot.Line(new[] { 1, 2 }, new[] { 3, 4 }).Title(\"t\").LogX()", "Plot.Bar(new[] { \"a\" }, new[] { 1 }).Display();", "display(\"x\");\nDisplay.Html(\"<b>\")")]
    [InlineData("5.Display();\nvar shown = 0.Display();\nshown.Update(2);", "\"a\".Display()")]
    [InlineData("int[] xs = [1, 2, 3];\nxs is [1, ..]", "(int a, string b) Pair() => (1, \"a\");\nPair().b", "List<(int, int)> pairs = [];\npairs.Count")]
    [InlineData("#!time\nvar t = 1;\n#r \"nuget: Some.Package, 1.2.3\"\n#r \"./local.dll\"\nt", "#if DEBUG\nvar z = 1;\n#endif\nt")]
    [InlineData("// nothing but a comment")]
    [InlineData("void OnlyAMethod() { }", "class OnlyAType { }")]
    [InlineData("var set = 1; var get = 2;", "var set = \"a\";\nset.Length + get")]
    [InlineData("var x = 1; var y = 2;", "var x = 3; var y = 4;\nList<(int x, int y)> points = [(x, y)];\npoints[0].x")]
    public void Write_OddCells_Compile(params string[] cells) => AssertCompiles(Written(Notebook(cells)).Program);

    [Fact]
    public void Write_ProgramWithCharts_KnowsEveryMethodOfThem()
    {
        var program = Written(Notebook("Plot.Gauge(1)")).Program;
        var methods = new[] { typeof(Notebook.Interactive.Plot), typeof(Notebook.Interactive.Chart) }
            .SelectMany(static type => type.GetMethods(System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.DeclaredOnly))
            .Select(static method => method.Name).Where(static name => name != "ToMimeBundle").Distinct();

        Assert.All(methods, name => Assert.Matches($@"public (static )?ChartText {name}[<(]", program));
        AssertCompiles(program);
    }

    [Fact]
    public async Task Write_Program_PrintsWhatTheNotebookShowed()
    {
        var (program, losses) = Written(Notebook(
            "var x = 1;", "int Twice(int n) => 2 * n;\nTwice(x)", "var x = \"a\";\nx", "foreach (var x in new[] { 7 }) Console.WriteLine(x);", "x + \"b\"",
            "int Plus(int n) => n + k;\nvar k = 3;\nPlus(4)", "new[] { 1, 2 }", "await Task.FromResult(5)", "null", "Console.WriteLine(6)"));

        Assert.Empty(losses);
        Assert.Equal("2\na\n7\nab\n7\n1\n2\n5\nnull\n6\n", await RunAsync(program));
    }

    [Fact]
    public void Write_WhatAProgramCannotHave_IsACommentAndALoss()
    {
        var failed = Cell("var q = nothing;") with
        {
            Outputs = [new ErrorCellOutput { OutputId = "e", Error = new ErrorReport { Name = "CS0103", Message = "?", Diagnostics = [new SourceDiagnostic { Id = "CS0103", Message = "?", SourceName = "a", StartLine = 1, StartColumn = 1, EndLine = 1, EndColumn = 2 }] } }],
        };
        var document = Notebook("Formatter.Register<int>(n => \"x\");\nvar after = 1;", "after + 1", "int Odd { get; set; }", "return 5;", "1 + 1");
        document = document with { Cells = [.. document.Cells, failed, Cell("let f = 1") with { Language = "fsharp" }, Cell("# Text") with { Kind = CellKind.Markdown, Language = "markdown" }] };

        var (program, losses) = Written(document);

        AssertCompiles(program);
        Assert.Equal(
            [
                "Cell 1 uses Formatter, which only a notebook has; it is a comment in the program.",
                "Cell 2 uses after of a cell that is not part of the program; it is a comment in the program.",
                "Cell 3 has a statement that only a script may have; it is a comment in the program.",
                "Cell 4 has a statement that only a script may have; it is a comment in the program.",
                "Cell 6 does not compile; it is a comment in the program.",
                "Cell 7 is written in fsharp; it is a comment in the program.",
            ],
            losses);
        Assert.Contains("// after + 1", program, StringComparison.Ordinal);
        Assert.Contains("// # Text", program, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_SqlAndPartsInOtherLanguages_AreCommentsAndTheRestRuns()
    {
        var document = Notebook("var n = 20;\nn + 1", "#!sql --name top\nselect * from 'made.csv'\n\nwhere x > $n", "top.Rows.Count", "Console.WriteLine(22);\n#!sql\nselect 1\n#!csharp\nn + 3", "\"end\"");
        document = document with { Cells = [.. document.Cells, Cell("select 2") with { Language = "sql" }] };

        var (program, losses) = Written(document);

        Assert.Equal(
            [
                "Cell 2 is written in sql; it is a comment in the program.",
                "Cell 3 uses top of a cell that is not part of the program; it is a comment in the program.",
                "Cell 4 is partly written in sql; that part is a comment in the program.",
                "Cell 6 is written in sql; it is a comment in the program.",
            ],
            losses);
        Assert.Equal("21\n22\n23\nend\n", await RunAsync(program));
    }

    [Theory]
    [InlineData("#r \"nuget: MathNet.Numerics, 5.0.0\"", "#:package MathNet.Numerics@5.0.0")]
    [InlineData("#r \"nuget:Dapper\"", "#:package Dapper@*")]
    public void Write_Package_IsOneOfTheProgram(string line, string expected) =>
        Assert.Contains(expected + "\n", Written(Notebook(line + "\n1")).Program, StringComparison.Ordinal);

    private static Cell Cell(string source) => new() { Id = CellId.New(), Kind = CellKind.Code, Language = "csharp", Text = global::Notebook.Web.Collaboration.TextDocument.Of(source) };

    private static NotebookDocument Notebook(params string[] cells) =>
        new() { Id = NotebookId.New(), Title = "Lesson", Cells = [.. cells.Select(Cell)], CreatedAt = DateTimeOffset.UnixEpoch, ModifiedAt = DateTimeOffset.UnixEpoch };

    private static (string Program, IReadOnlyList<string> Losses) Written(NotebookDocument document)
    {
        var file = NotebookWriter.Write(document, NotebookFormat.CSharp);
        return (Encoding.UTF8.GetString(file.Content.Span), file.Losses);
    }

    private static CSharpCompilation Compile(string program) => CSharpCompilation.Create(
        "program",
        [CSharpSyntaxTree.ParseText(program, new CSharpParseOptions(LanguageVersion.Latest).WithFeatures([new("FileBasedProgram", "true")]))],
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Where(static path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal) || Path.GetFileName(path) is "mscorlib.dll" or "netstandard.dll")
            .Select(static path => MetadataReference.CreateFromFile(path)),
        new CSharpCompilationOptions(OutputKind.ConsoleApplication));

    private static void AssertCompiles(string program, bool onlySyntax = false)
    {
        var compilation = Compile(program);
        var errors = (onlySyntax ? compilation.SyntaxTrees[0].GetDiagnostics(TestContext.Current.CancellationToken) : compilation.GetDiagnostics(TestContext.Current.CancellationToken))
            .Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToList();
        Assert.True(errors.Count == 0, $"{string.Join('\n', errors)}\n\n{program}");
    }

    /// <summary>Runs the compiled program in a process of its own, on this machine's runtime.</summary>
    private static async Task<string> RunAsync(string program)
    {
        using var folder = new TemporaryFolder();
        var emitted = Compile(program).Emit(folder["program.dll"], cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(emitted.Success, string.Join('\n', emitted.Diagnostics));
        await File.WriteAllTextAsync(folder["program.runtimeconfig.json"], $$$$"""{"runtimeOptions":{"framework":{"name":"Microsoft.NETCore.App","version":"{{{{Environment.Version}}}}"}}}""", TestContext.Current.CancellationToken);
        using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("dotnet", [folder["program.dll"]]) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
        return output.ReplaceLineEndings("\n");
    }
}
