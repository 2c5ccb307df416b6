using System.Text;
using Microsoft.Extensions.Time.Testing;
using Notebook.Tests.Formats;
using Notebook.Tests.Kernels.Fakes;
using Notebook.Web.CommandLine;
using Notebook.Web.Documents;

namespace Notebook.Tests.CommandLine;

/// <summary>The command line with a kernel in memory and a folder of its own.</summary>
internal sealed class CommandLineFixture : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public FakeKernelLauncher Launcher { get; } = new();

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.Zero));

    public RecordingWriter Output { get; } = new();

    public RecordingWriter Error { get; } = new();

    /// <summary>What <c>serve</c> was asked for.</summary>
    public List<ServeOptions> Served { get; } = [];

    public string Folder => _folder.Path;

    public string this[string name] => _folder[name];

    /// <summary>Writes a <c>.dib</c> of C# cells.</summary>
    public string Notebook(params string[] cells) => File("lesson.dib", string.Join('\n', cells.Select(static cell => $"#!csharp\n\n{cell}\n")));

    public string File(string name, string content)
    {
        System.IO.File.WriteAllText(this[name], content, new UTF8Encoding(false));
        return this[name];
    }

    public NotebookDocument Read(string name) => Reading.Document(name, System.IO.File.ReadAllBytes(this[name]));

    public Task<int> RunAsync(params string[] args) => RunUntilAsync(TestContext.Current.CancellationToken, args);

        public Task<int> RunUntilAsync(CancellationToken ctrlC, params string[] args) => NotebookCommandLine.RunAsync(
        args,
        new CommandLineServices
        {
            Serve = (options, _) =>
            {
                Served.Add(options);
                return Task.FromResult(42);
            },
            Launcher = Launcher,
            Output = Output,
            Error = Error,
            Time = Time,
        },
        ctrlC);

    /// <summary>The lines on standard error, with the notebook's folder left out.</summary>
    public string[] ErrorLines() => Error.ToString().Replace(Folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public void Dispose() => _folder.Dispose();
}
