using System.Collections.Immutable;
using System.Text.Json;
using Notebook.Web.Documents;
using Notebook.Web.Kernels;
using Notebook.Web.Sharing;
using Notebook.Web.Storage;

namespace Notebook.Web.Sandbox.Spawning;

/// <summary>
/// Turns what the server asks for into what root starts. The server may have been taken over: whatever is not of the exact form is refused,
/// and paths are put together here from names that can't lead anywhere.
/// </summary>
internal sealed class SpawnRules(DataFolder data)
{
    private const int SlotNameLength = 12;
    private const int PackagesKeyLength = 16;

    /// <summary>Reads a message.</summary>
    /// <returns>Null when it is no request.</returns>
    public static SpawnRequest? Read(ReadOnlySpan<byte> message)
    {
        try
        {
            return JsonSerializer.Deserialize(message, SpawnJson.Default.SpawnRequest) is { Number: > 0 } request ? request : null;
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>What a request comes to; the problem is null when it is in order.</summary>
    public (KernelLaunchOptions Options, string? Problem) Check(StartProgram request)
    {
        var nothing = new KernelLaunchOptions { WorkingFolder = "" };
        string folder;
        switch (request.Place)
        {
            case ProgramPlace.Notebook when NotebookId.TryParse(request.Name, out var id):
                folder = data.NotebookFolder(id);
                break;
            case ProgramPlace.Slot when IsSlotName(request.Name):
                folder = Path.Combine(data.Slots, request.Name);
                break;
            case ProgramPlace.Language when request.Name is "" && request.Group is null:
                folder = data.Language;
                break;
            default:
                return (nothing, "The root process starts nothing in such a folder.");
        }

        if (request.Limits?.Problem() is { } problem)
            return (nothing, problem);
        if (request.Packages is { } key && !(key.Length == PackagesKeyLength && key.All(char.IsAsciiHexDigitLower)))
            return (nothing, "The root process knows no such packages.");
        string? group = null;
        if (request.Group is { } named)
        {
            if (!GroupId.TryParse(named, out var id))
                return (nothing, "The root process knows no such group.");
            group = data.GroupFolder(id);
        }

        return (new KernelLaunchOptions
        {
            WorkingFolder = folder,
            IsWorkingFolderWritable = request.Place != ProgramPlace.Language,
            GroupFolder = group,
            ReadableFolders = [.. request.Packages is null ? [] : ImmutableArray.Create(Path.Combine(data.Packages, request.Packages, "global")), .. group is null ? [] : ImmutableArray.Create(group)],
            Limits = request.Limits,
        }, null);
    }

    /// <summary>As <see cref="Path.GetRandomFileName"/> makes them.</summary>
    private static bool IsSlotName(string name) =>
        name.Length == SlotNameLength && name[8] == '.' && name.Where(static (_, index) => index != 8).All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c));
}
