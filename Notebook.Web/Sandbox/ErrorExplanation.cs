using System.Globalization;
using Notebook.Protocol;
using Notebook.Web.Kernels;
using Notebook.Web.Sandbox.Network;

namespace Notebook.Web.Sandbox;

/// <summary>Adds to an error that a limit or a rule of the sandbox caused which one it was and what to do. Other errors stay as they are.</summary>
internal sealed class ErrorExplanation(KernelLimits limits, KernelLaunchOptions options, AllowedHosts hosts, SandboxLayers layers)
{
    public ErrorReport Explain(ErrorReport error) =>
        Sentence(error.Name, error.Message, error.Frames.Any(static frame => frame.Method?.Contains("Thread.Start", StringComparison.Ordinal) == true)) is { } sentence
            ? error with
            {
                Message = $"{error.Message}\n{sentence}",
                Diagnostics = error.Diagnostics is [var first, ..] ? error.Diagnostics.SetItem(0, first with { Message = $"{first.Message}. {sentence}" }) : error.Diagnostics,
            }
            : error;

    /// <summary>What the system says when there is no network to ask for a name or to connect through.</summary>
    private static readonly string[] NoNetwork =
        ["Address family not supported", "Name or service not known", "Temporary failure", "Name does not resolve", "Resource temporarily unavailable", "Network is unreachable", "Operation not permitted", "proxy tunnel request"];

    private string? Sentence(string name, string message, bool startedAThread)
    {
        bool Says(string words) => message.Contains(words, StringComparison.OrdinalIgnoreCase);

        if (name == "System.OutOfMemoryException" && (startedAThread || Says("thread")))
            return $"A kernel may have {limits.Threads} threads. Let tasks share threads (await instead of Wait, Parallel with a degree), or end those that are done.";
        if (name is "System.OutOfMemoryException" or "System.InsufficientMemoryException")
            return $"This kernel may use {Megabytes(limits.MemoryMegabytes)} of memory. Read data in parts, or set variables to null when they are no longer needed; your other variables are still there.";
        if ((name.StartsWith("System.Net.", StringComparison.Ordinal) || Says("System.Net.Sockets.SocketException")) && NoNetwork.Any(Says))
            return Network();
        if (name is "CS0006" or "CS1504" && OutsideFile(message) is { } file && !IsGiven(file))
            return $"Code sees only the files that it is given: those of the {(options.KeepsOwner ? "file's" : "notebook's")} folder, and the common folder. Put {Path.GetFileName(file)} there.";
        if (name == "System.ComponentModel.Win32Exception" && (Says("Operation not permitted") || Says("trying to start process")))
            return "Cells can't start other programs; what they need has to run inside the cell, as C# or a package.";
        if (name == "System.IO.IOException" && Says("Too many open files"))
            return $"A kernel may have {limits.OpenFiles} files open at a time. Close those that are done (using).";
        if (Says("File too large") || Says("Specified file length was too large"))
            return $"A file may have at most {Megabytes(limits.DiskMegabytes)}, as much as the notebook's folder may hold.";
        if (name == "System.UnauthorizedAccessException" || (name == "System.IO.IOException" && Says("Read-only file system")))
            return options.IsWorkingFolderWritable
                ? "Cells read and write in the notebook's folder and in the temporary folder (Path.GetTempPath()), and read the common folder; nothing else."
                : "Cells of a notebook that is run from the command line read the file's folder and write only in the temporary folder (Path.GetTempPath()), unless run is given --writable.";
        return null;
    }

    private string Network() => hosts.IsEmpty
        ? "Cells have no network here. Put data into the notebook's folder or the common folder; the person who runs the server allows hosts with Sandbox:AllowedHosts."
        : layers.HasFlag(SandboxLayers.Bubblewrap)
            ? $"Cells reach these hosts over HTTP, and nothing else: {hosts.Words}. The person who runs the server allows others with Sandbox:AllowedHosts."
            : $"Cells have no sockets here, but the ready-made Http reaches {hosts.Words}: await Http.GetStringAsync(\"https://…\"). The person who runs the server allows other hosts with Sandbox:AllowedHosts.";

    /// <summary>Whether it would lie in a folder that code sees, under the name that code knows it by: then it is just not there.</summary>
    private bool IsGiven(string file)
    {
        var inside = SandboxStart.FolderInside(layers, options);
        return options.ReadableFolders.Add(options.WorkingFolder).Add(inside).Any(folder => Path.GetFullPath(file, inside).StartsWith(folder.TrimEnd('/') + "/", StringComparison.Ordinal));
    }

    /// <summary>The file that a directive names by a whole path, or by one that leads upwards.</summary>
    private static string? OutsideFile(string message)
    {
        var parts = message.Split('\'', 3);
        return parts.Length == 3 && parts[1].Replace('\\', '/') is { Length: > 0 } path && (path[0] == '/' || path.StartsWith("../", StringComparison.Ordinal)) ? path : null;
    }

    private static string Megabytes(int megabytes) =>
        megabytes % 1024 == 0 ? string.Create(CultureInfo.InvariantCulture, $"{megabytes / 1024} GB") : string.Create(CultureInfo.InvariantCulture, $"{megabytes} MB");
}
