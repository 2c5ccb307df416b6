using System.Globalization;
using Notebook.Web.Sandbox;

namespace Notebook.Web.Sharing;

/// <summary>What a kernel of a group's notebooks may use, where that is less than the server gives (<c>Sandbox:Limits</c>). Null: as much as the server gives.</summary>
public sealed record GroupLimits
{
    /// <summary>What a kernel needs to start at all, in MB.</summary>
    public const int LeastMegabytes = 256;

    /// <summary>Memory of one kernel, in MB.</summary>
    public int? MemoryMegabytes { get; init; }

    /// <summary>How long a cell may run, in minutes.</summary>
    public double? CellMinutes { get; init; }

    /// <summary>How much processor time a cell may take, in minutes over all cores.</summary>
    public double? CellProcessorMinutes { get; init; }

    public bool IsEmpty => this is { MemoryMegabytes: null, CellMinutes: null, CellProcessorMinutes: null };

    /// <summary>What is limited, for people.</summary>
    public string Words => IsEmpty ? "as much as the server gives" : string.Join(", ", Parts());

    /// <summary>Reads what people type; an empty field is as much as the server gives.</summary>
    /// <returns>The limits, or the sentence that says what is wrong.</returns>
    public static (GroupLimits? Limits, string? Problem) Read(string? megabytes, string? minutes, string? processorMinutes)
    {
        if (!TryRead(megabytes, out var memory) || !TryRead(minutes, out var time) || !TryRead(processorMinutes, out var processor))
            return (null, "Write numbers, such as 512 or 1.5, or leave a field empty.");
        if (memory is { } mega && (mega != Math.Floor(mega) || mega > int.MaxValue))
            return (null, "Write the memory as a whole number of MB.");
        return (new() { MemoryMegabytes = (int?)memory, CellMinutes = time, CellProcessorMinutes = processor }, null);
    }

    /// <summary>Why a group can't have these limits on a server with those; null when it can.</summary>
    public string? Problem(KernelLimits server)
    {
        if (MemoryMegabytes < LeastMegabytes)
            return $"A kernel needs at least {LeastMegabytes} MB.";
        if (server.MemoryMegabytes > 0 && MemoryMegabytes > server.MemoryMegabytes)
            return $"A kernel of this server gets at most {server.MemoryMegabytes} MB.";
        return ProblemWith(CellMinutes, server.CellMinutes, "run for") ?? ProblemWith(CellProcessorMinutes, server.CellProcessorMinutes, "take processor time of");
    }

    /// <summary>What the group's kernels get: never more than the server gives, also when it gives less than when these were set.</summary>
    public KernelLimits Within(KernelLimits server) => server with
    {
        MemoryMegabytes = MemoryMegabytes is { } mega && (server.MemoryMegabytes == 0 || mega < server.MemoryMegabytes) ? mega : server.MemoryMegabytes,
        CellMinutes = Less(CellMinutes, server.CellMinutes),
        CellProcessorMinutes = Less(CellProcessorMinutes, server.CellProcessorMinutes),
    };

    private IEnumerable<string> Parts()
    {
        if (MemoryMegabytes is { } mega)
            yield return $"{mega} MB";
        if (CellMinutes is { } minutes)
            yield return string.Create(CultureInfo.InvariantCulture, $"{minutes} min a cell");
        if (CellProcessorMinutes is { } processor)
            yield return string.Create(CultureInfo.InvariantCulture, $"{processor} min of processor time a cell");
    }

    private static bool TryRead(string? text, out double? number)
    {
        number = null;
        if (string.IsNullOrWhiteSpace(text))
            return true;
        if (!double.TryParse(text.Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var read) || !double.IsFinite(read))
            return false;
        number = read;
        return true;
    }

    private static string? ProblemWith(double? minutes, double server, string what) =>
        minutes is <= 0 ? $"A cell has to {what} more than 0 minutes."
        : server > 0 && minutes > server ? string.Create(CultureInfo.InvariantCulture, $"On this server a cell may {what} at most {server} minutes.")
        : null;

    private static double Less(double? own, double server) => own is { } minutes && (server == 0 || minutes < server) ? minutes : server;
}
