using System.Collections.Immutable;
using System.Diagnostics;
using Notebook.Protocol;
using Notebook.Protocol.Language;
using Notebook.Web.Kernels;

namespace Notebook.Web.Sandbox;

/// <summary>Turns layers into the command that starts a process behind them.</summary>
internal sealed class SandboxStart(KernelExecutable executable, SandboxEnvironment settings)
{
    private const long Megabyte = 1024 * 1024;
    private const int LockedBytes = 64 * 1024;

    /// <summary>What a kernel may know of the server's environment. The rest may hold secrets, or belongs to another user.</summary>
    private static readonly ImmutableArray<string> PassedVariables = ["LANG", "LANGUAGE", "LC_ALL", "TZ", "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "SSL_CERT_DIR", "SSL_CERT_FILE"];

    /// <summary>
    /// The kernel's folder as the kernel sees it. In namespaces of its own a notebook's folder has one name for all: a warm kernel is there
    /// before its notebook, and what a notebook prints of its paths stays true for the next kernel.
    /// </summary>
    public static string FolderInside(SandboxLayers layers, KernelLaunchOptions options) =>
        layers.HasFlag(SandboxLayers.Bubblewrap) && !options.KeepsOwner ? "/notebook" : options.WorkingFolder;

    /// <summary>The program's own arguments: what makes it a kernel or the language process.</summary>
    public string[] ProgramArguments(SandboxLayers layers, KernelLaunchOptions options) =>
        options.IsLanguage ? ["--die-with-parent", LanguageCommand.Name] : HasLoopback(layers, options) ? ["--die-with-parent", "--loopback-proxy"] : ["--die-with-parent"];

    /// <summary>Builds the command.</summary>
    /// <param name="layers">What to put around it.</param>
    /// <param name="identity">Who it is.</param>
    /// <param name="options">What the kernel gets.</param>
    /// <param name="arguments">The kernel's program's own arguments.</param>
    public ProcessStartInfo Build(SandboxLayers layers, ProgramIdentity identity, KernelLaunchOptions options, params ReadOnlySpan<string> arguments)
    {
        var isInside = layers.HasFlag(SandboxLayers.Bubblewrap);
        var own = options.Limits ?? settings.Options.Limits;
        var environment = Environment(identity, own, options);
        var folder = FolderInside(layers, options);
        var policy = new SandboxPolicy
        {
            UserId = identity.UserId,
            SharesFiles = identity.SharesFiles,
            ParentId = isInside ? BubblewrapCommand.InnerParentId : System.Environment.ProcessId,
            WorkingFolder = folder,
            Niceness = !options.IsLanguage && KernelPriority.CanRaise ? KernelPriority.Low : KernelPriority.Usual,
            Landlock = layers.HasFlag(SandboxLayers.Landlock),
            Seccomp = layers.HasFlag(SandboxLayers.Seccomp),
            AllowsTcp = HasLoopback(layers, options),
            Writable = options.IsWorkingFolderWritable ? [folder, identity.ScratchFolder] : [identity.ScratchFolder],
            Readable = [.. SystemFolders.Readable, .. SystemFolders.Machine, .. Shared(options), .. options.IsWorkingFolderWritable ? [] : ImmutableArray.Create(folder)],
            Executable = SystemFolders.Executable(executable),
            Limits = Limits(identity, isInside, own),
            Environment = environment,
            Program = [SystemFolders.Dotnet, executable.AssemblyPath, .. arguments],
        };

        ImmutableArray<string> launcher = [SystemFolders.Dotnet, executable.AssemblyPath, .. policy.ToArguments()];
        var command = isInside ? [BubblewrapCommand.Path!, .. BubblewrapCommand.Arguments(policy, NativeCalls.UserId == 0, identity.ScratchFolder, (folder, options.WorkingFolder), launcher)] : launcher;
        var start = new ProcessStartInfo(command[0])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = "/",
        };
        foreach (var argument in command.Skip(1))
            start.ArgumentList.Add(argument);
        start.Environment.Clear();
        foreach (var variable in environment)
            start.Environment[variable[..variable.IndexOf('=', StringComparison.Ordinal)]] = variable[(variable.IndexOf('=', StringComparison.Ordinal) + 1)..];
        return start;
    }

    /// <summary>In a network namespace of its own a kernel may have sockets: they reach itself. The language process needs none.</summary>
    private bool HasLoopback(SandboxLayers layers, KernelLaunchOptions options) => !options.IsLanguage && !settings.Network.Hosts.IsEmpty && layers.HasFlag(SandboxLayers.Bubblewrap);

    private IEnumerable<string> Shared(KernelLaunchOptions options) =>
        [.. options.ReadableFolders, .. options.ReadableFiles, .. settings.CommonFolder is { } common ? (string[])[common] : []];

    private static ImmutableSortedDictionary<string, long> Limits(ProgramIdentity identity, bool isInside, KernelLimits limits)
    {
        var values = ImmutableSortedDictionary.CreateBuilder<string, long>(StringComparer.Ordinal);
        values["CORE"] = 0;
        values["MSGQUEUE"] = 0;
        values["MEMLOCK"] = LockedBytes;
        values["NOFILE"] = limits.OpenFiles;
        // Counted per user and namespace: where the server shares both with its kernels, only the watchdog counts threads.
        if (identity.UserId is not null || (isInside && NativeCalls.UserId != 0))
            values["NPROC"] = limits.Threads;
        if (limits.DiskMegabytes > 0)
            values["FSIZE"] = limits.DiskMegabytes * Megabyte;
        if (limits.MemoryMegabytes > 0)
        {
            values["DATA"] = KernelMemory.Data(limits.MemoryMegabytes);
            values["AS"] = KernelMemory.AddressSpace(limits.MemoryMegabytes);
        }

        return values.ToImmutable();
    }

    private ImmutableArray<string> Environment(ProgramIdentity identity, KernelLimits limits, KernelLaunchOptions options)
    {
        List<string> variables =
        [
            "PATH=/usr/bin:/bin",
            $"HOME={identity.ScratchFolder}",
            $"TMPDIR={identity.ScratchFolder}",
            // Counting for profiles costs every cell; most code of a cell runs once.
            "DOTNET_TieredPGO=0",
            // No diagnostics socket, no dump, no second mapping of code (which would be shared memory).
            "DOTNET_EnableDiagnostics=0",
            "DOTNET_DbgEnableMiniDump=0",
            "DOTNET_EnableWriteXorExecute=0",
            "DOTNET_NOLOGO=1",
            .. KernelMemory.Environment(limits.MemoryMegabytes),
        ];
        variables.AddRange(PassedVariables.Select(static name => (name, Value: System.Environment.GetEnvironmentVariable(name)))
            .Where(static variable => variable.Value is not null).Select(static variable => $"{variable.name}={variable.Value}"));
        if (settings.CommonFolder is { } common)
            variables.Add($"{CommonFolderVariable.Name}={common}");
        if (options.GroupFolder is { } group)
            variables.Add($"{GroupFolderVariable.Name}={group}");
        return [.. variables];
    }
}
