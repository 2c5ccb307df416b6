using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Notebook.Kernel.Directives;
using Notebook.Kernel.Outputs;
using Notebook.Kernel.Scripting;
using Notebook.Protocol;

namespace Notebook.Kernel.Packages;

/// <summary>Gets the packages that cells ask for, for the life of the kernel: shows that it takes a moment, then what there is.</summary>
internal sealed class PackageInstallation(PackageAnswers answers, SubmissionAssemblies assemblies, SubmissionCompiler compiler)
{
    /// <summary>What is there at once shows no progress.</summary>
    private static readonly TimeSpan SilentFor = TimeSpan.FromMilliseconds(200);

    private static readonly TimeSpan ShownEvery = TimeSpan.FromMilliseconds(500);

    /// <summary>What cells asked for until now, with the version it came to; null for what came to nothing of its own.</summary>
    private readonly Dictionary<(string Id, string Version), RestoredPackage?> _satisfied = [];

    /// <summary>Gets what the directives ask for.</summary>
    /// <returns>How it ended; the code may run when it succeeded.</returns>
    public SubmissionOutcome Install(OpenSubmission submission, SubmissionSink sink, string sourceName, PackageDirectives directives)
    {
        if (!directives.Errors.IsEmpty)
        {
            sink.Publish(new ErrorOutput { Error = DirectiveError.Report(directives.Errors, sourceName) });
            return SubmissionOutcome.Failed;
        }

        if (directives.Sources.IsEmpty && directives.References.All(reference => _satisfied.ContainsKey(KeyOf(reference))))
        {
            Show(sink, null, Installed(directives.References, []));
            return SubmissionOutcome.Succeeded;
        }

        return Ask(submission, sink, sourceName, directives);
    }

    private SubmissionOutcome Ask(OpenSubmission submission, SubmissionSink sink, string sourceName, PackageDirectives directives)
    {
        var id = submission.Request.SubmissionId;
        var asked = answers.Ask(new PackagesRequested
        {
            SubmissionId = id,
            References = [.. directives.References.Take(FrameLimits.MaxPackages).Select(Clip)],
            Added = [.. assemblies.Added.Packages.Select(static package => new PackageReference { Id = package.Id, Version = package.Version })],
            Sources = [.. directives.Sources.Take(FrameLimits.MaxPackages).Select(Clip)],
        });
        string? display = null;
        try
        {
            var began = Stopwatch.GetTimestamp();
            for (var pause = SilentFor; !asked.Wait(pause, submission.Stopped); pause = ShownEvery)
                display = Show(sink, display, Installing(directives.References, Stopwatch.GetElapsedTime(began)));
        }
        catch (OperationCanceledException)
        {
            answers.Forget(id);
            if (display is not null)
                Show(sink, display, "Stopped installing packages.");
            return SubmissionOutcome.Interrupted;
        }

        var restored = asked.Result;
        if ((restored.Problem ?? assemblies.Conflict(restored.Packages)) is { } problem)
        {
            if (display is not null)
                Show(sink, display, "No packages were installed.");
            sink.Publish(new ErrorOutput { Error = new ErrorReport { Name = "Packages", Message = problem } });
            return SubmissionOutcome.Failed;
        }

        assemblies.Add(restored.Packages);
        compiler.PackagesChanged();
        foreach (var reference in directives.References)
            _satisfied[KeyOf(reference)] = restored.Packages.FirstOrDefault(package => package.Id.Equals(reference.Id, StringComparison.OrdinalIgnoreCase));
        var others = restored.Packages.Where(package => package.IsDirect && !directives.References.Any(reference => reference.Id.Equals(package.Id, StringComparison.OrdinalIgnoreCase)));
        Show(sink, display, Installed(directives.References, [.. others.Select(static package => $"{package.Id}, {package.Version}"), .. restored.Notes]));
        return SubmissionOutcome.Succeeded;
    }

    private static (string, string) KeyOf(PackageReference reference) => (reference.Id.ToLowerInvariant(), reference.Version.ToLowerInvariant());

    private static PackageReference Clip(PackageReference reference) => new() { Id = Clip(reference.Id), Version = Clip(reference.Version) };

    private static string Clip(string text) => text.Length <= FrameLimits.MaxPackageTextChars ? text : text[..FrameLimits.MaxPackageTextChars];

    private string Installed(ImmutableArray<PackageReference> references, ImmutableArray<string> more) => List(
        references.IsEmpty ? "Package Sources" : "Installed Packages",
        [.. references.Select(reference => _satisfied[KeyOf(reference)]).OfType<RestoredPackage>().Select(static package => $"{package.Id}, {package.Version}").Distinct(), .. more]);

    private static string Installing(ImmutableArray<PackageReference> references, TimeSpan elapsed) => List(
        $"Installing Packages, {elapsed.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s",
        references.Select(static reference => reference.ToString()));

    private static string List(string title, IEnumerable<string> items)
    {
        var text = new StringBuilder();
        foreach (var item in items)
            text.Append("\n- ").Append(item);
        return text.Length == 0 ? "" : title + text;
    }

    /// <summary>Shows the text, in place of what was shown before.</summary>
    /// <returns>The display.</returns>
    private static string? Show(SubmissionSink sink, string? display, string text)
    {
        if (text.Length == 0 && display is null)
            return null;

        var lines = text.Split('\n');
        var markdown = string.Join('\n', [$"**{Escape(lines[0])}**", "", .. lines.Skip(1).Select(static line => "- " + Escape(line[2..]))]);
        var bundle = MimeBundle.Of(MimeTypes.Markdown, markdown, text);
        if (display is not null)
        {
            sink.Publish(new DisplayUpdate { DisplayId = display, Data = bundle });
            return display;
        }

        display = Guid.CreateVersion7().ToString("n");
        sink.Publish(new DisplayValue { DisplayId = display, Data = bundle });
        return display;
    }

    /// <summary>Ids and versions come from the cell: none of it is Markdown.</summary>
    private static string Escape(string text) => string.Concat(text.Select(static c => char.IsLetterOrDigit(c) || c is ' ' or ',' or '.' ? c.ToString() : $"\\{c}"));
}
