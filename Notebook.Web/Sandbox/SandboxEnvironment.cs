using Notebook.Web.Sandbox.Network;
using Notebook.Web.Storage;

namespace Notebook.Web.Sandbox;

/// <summary>What the sandbox needs to know of the program around it: settings, and where its folders are.</summary>
public sealed record SandboxEnvironment
{
    public SandboxOptions Options { get; init; } = new();

    public SandboxMode Mode { get; init; } = SandboxMode.Required;

    /// <summary>The server's data folder; null without one.</summary>
    public string? DataFolder { get; init; }

    /// <summary>Where kernels' temporary folders are made; null for the system's.</summary>
    public string? ScratchFolder { get; init; }

    /// <summary>Where warm kernels work until somebody has them; null without a data folder, and so without warm kernels.</summary>
    public string? SlotsFolder => DataFolder is null ? null : new DataFolder(DataFolder).Slots;

    /// <summary>The read-only folder that every kernel sees; null without one.</summary>
    public string? CommonFolder { get; init; }

    /// <summary>Decides about connections of cells.</summary>
    public NetworkAccess Network { get; init; } = new(new AllowedHosts([]));

    /// <summary>Reads the settings.</summary>
    /// <param name="configuration">Of the server or of the command.</param>
    /// <param name="isProduction">Decides the default mode, and whether Off is allowed.</param>
    /// <param name="data">The data folder; null for a command that has none.</param>
    /// <exception cref="SandboxSettingsException">A setting makes no sense here; the message is for the person who runs the server.</exception>
    public static SandboxEnvironment From(IConfiguration configuration, bool isProduction, DataFolder? data)
    {
        var options = Bind(configuration);
        var mode = options.Mode ?? (isProduction ? SandboxMode.Required : SandboxMode.Auto);
        if (mode == SandboxMode.Off && isProduction)
            throw new SandboxSettingsException("Sandbox:Mode is Off, which is refused in Production: every cell could read the accounts and every notebook. Set it to Required or Auto (environment variable Sandbox__Mode), or, for development, start with ASPNETCORE_ENVIRONMENT=Development.");

        var common = configuration["Files:CommonFolder"] is { Length: > 0 } path ? Path.GetFullPath(path) : null;
        if (common is not null && !Directory.Exists(common))
            throw new SandboxSettingsException($"The common folder {common} does not exist. Make it, or change Files:CommonFolder (environment variable Files__CommonFolder).");
        if (common is not null && data is not null && (IsWithin(data.Path, common) || IsWithin(common, data.Path)))
            throw new SandboxSettingsException($"The common folder {common} and the data folder {data.Path} lie in one another, so every cell could read the server's data. Choose another Files:CommonFolder.");

        return new SandboxEnvironment
        {
            Options = options,
            Mode = mode,
            DataFolder = data?.Path,
            ScratchFolder = data?.Scratch,
            CommonFolder = common,
            Network = new NetworkAccess(new AllowedHosts([.. options.AllowedHosts, .. configuration["Sandbox:AllowedHosts"] is { } listed ? (string[])[listed] : []])),
        };
    }

    /// <summary>Removes what kernels of an earlier server left behind, and makes the folder.</summary>
    public void WipeScratch()
    {
        if (ScratchFolder is not { } scratch)
            return;
        FileModes.CreateFolder(scratch);
        foreach (var left in Directory.EnumerateDirectories(scratch))
        {
            try
            {
                Directory.Delete(left, recursive: true);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // Tried again at the next start; nobody is given it.
            }
        }
    }

    /// <summary>Lets other users pass through the data folder to a folder below it, and see nothing on the way. Does nothing elsewhere.</summary>
    public void LetThrough(string folder)
    {
        if (DataFolder is null || !IsWithin(folder, DataFolder))
            return;
        // What stands beside the way is for nobody else, whatever its mode was before the way was opened.
        foreach (var path in Directory.EnumerateFileSystemEntries(DataFolder))
        {
            // What a root process gave to a program is nobody else's either.
            if (NativeCalls.UserId is var own && (own == 0 || NativeCalls.OwnerOf(path) == own) && Path.GetFileName(path) is not ("notebooks" or "scratch" or "slots" or "groups" or "packages"))
                FileModes.Set(path, FileModes.Of(path) & FileModes.OwnerOnly);
        }

        for (var parent = Path.GetDirectoryName(Path.GetFullPath(folder)); parent is not null && IsWithin(parent, DataFolder); parent = Path.GetDirectoryName(parent))
            FileModes.Set(parent, FileModes.Of(parent) | UnixFileMode.OtherExecute);
        if (folder == ScratchFolder || folder == SlotsFolder)
            FileModes.Set(folder, FileModes.OwnerOnly | UnixFileMode.OtherExecute);
    }

    /// <summary>Lets other users read a folder of the server's, such as that of packages. Does nothing elsewhere.</summary>
    /// <param name="folder">What they read.</param>
    /// <param name="isReached">Whether they come to it without passing through the data folder.</param>
    public void LetRead(string folder, bool isReached)
    {
        if (DataFolder is null || !IsWithin(folder, DataFolder))
            return;
        FileModes.Set(folder, FileModes.EverybodyReads);
        if (!isReached)
            LetThrough(folder);
    }

    private static bool IsWithin(string path, string folder)
    {
        var relative = Path.GetRelativePath(folder, path);
        return relative == "." || (relative != ".." && !relative.StartsWith("../", StringComparison.Ordinal) && !Path.IsPathRooted(relative));
    }

    private static SandboxOptions Bind(IConfiguration configuration)
    {
        try
        {
            var options = configuration.GetSection(SandboxOptions.Section).Get<SandboxOptions>() ?? new SandboxOptions();
            if (options.Limits.Problem() is { } problem)
                throw new SandboxSettingsException(problem);
            if (options.ServerUserId < 0 || (options.ServerUserId >= options.FirstUserId && options.ServerUserId < options.FirstUserId + UserIds.Count))
                throw new SandboxSettingsException($"Sandbox:ServerUserId is {options.ServerUserId}, which is an id of kernels. Take one below {options.FirstUserId}.");
            return options;
        }
        catch (InvalidOperationException exception)
        {
            throw new SandboxSettingsException($"A setting of Sandbox: can't be read. {exception.Message} docs/sandbox.md lists them.", exception);
        }
    }
}
