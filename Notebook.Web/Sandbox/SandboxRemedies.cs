using System.Collections.Immutable;

namespace Notebook.Web.Sandbox;

/// <summary>What is missing on this machine and what to do about it, in words for the person who runs the server.</summary>
internal static class SandboxRemedies
{
    private const int SufficientLandlock = 3;

    /// <summary>Whether these layers hold against hostile code, by DESIGN section 8's table.</summary>
    public static bool Suffice(SandboxLayers layers, int landlockVersion) =>
        layers.HasFlag(SandboxLayers.Limits | SandboxLayers.Seccomp)
        && (layers.HasFlag(SandboxLayers.Bubblewrap) || (layers.HasFlag(SandboxLayers.Landlock) && landlockVersion >= SufficientLandlock));

    /// <summary>One sentence for each layer that is not there, with the remedy.</summary>
    public static ImmutableArray<string> For(SandboxLayers layers, SandboxOptions options, int landlockVersion, ImmutableArray<SandboxTrial> trials)
    {
        var missing = ImmutableArray.CreateBuilder<string>();
        // Where its probe ran, bubblewrap works, and what got through is another layer's to stop.
        if (!layers.HasFlag(SandboxLayers.Bubblewrap) && !trials.Any(static trial => trial.Layers.HasFlag(SandboxLayers.Bubblewrap) && !trial.Checks.IsEmpty))
            missing.Add(Bubblewrap(options, trials));
        if (!layers.HasFlag(SandboxLayers.Landlock) || landlockVersion < SufficientLandlock)
            missing.Add(Landlock(options, landlockVersion));
        if (!layers.HasFlag(SandboxLayers.Seccomp))
            missing.Add(options.Seccomp
                ? $"The filter of system calls can't be used{Because(trials, SandboxLayers.Seccomp)}. It needs Linux on x64 or arm64 with seccomp; in a container, leave its seccomp profile at the default."
                : "The filter of system calls is switched off by Sandbox:Seccomp. Remove that setting.");
        return missing.ToImmutable();
    }

    private static string Bubblewrap(SandboxOptions options, ImmutableArray<SandboxTrial> trials)
    {
        if (!options.Bubblewrap)
            return "Namespaces are switched off by Sandbox:Bubblewrap. Remove that setting to have them tried.";
        if (BubblewrapCommand.Path is null)
            return "bubblewrap is not installed. Install it: apt-get install bubblewrap (or dnf install bubblewrap), and start the server again.";

        var remedy = IsContainer
            ? "In Docker, allow it with: docker run --cap-add SYS_ADMIN --security-opt seccomp=unconfined --security-opt apparmor=unconfined …"
            : Setting("/proc/sys/kernel/apparmor_restrict_unprivileged_userns") == "1" ? "Allow user namespaces with: sysctl -w kernel.apparmor_restrict_unprivileged_userns=0"
            : Setting("/proc/sys/kernel/unprivileged_userns_clone") == "0" ? "Allow user namespaces with: sysctl -w kernel.unprivileged_userns_clone=1"
            : Setting("/proc/sys/user/max_user_namespaces") == "0" ? "Allow user namespaces with: sysctl -w user.max_user_namespaces=15000"
            : "Allow user namespaces for the server's user.";
        return $"bubblewrap does not work here{Because(trials, SandboxLayers.Bubblewrap)}. {remedy}";
    }

    private static string Landlock(SandboxOptions options, int version)
    {
        if (!options.Landlock)
            return "Landlock is switched off by Sandbox:Landlock. Remove that setting.";
        return version == 0
            ? "Landlock is not there. It needs Linux 6.2 or newer that was started with it: add lsm=landlock,… to the kernel's command line, or take a host that has it (Debian 13, Ubuntu 24.04 and Fedora do)."
            : $"Landlock is too old here (version {version}; 3 is needed, from Linux 6.2 on). Take a host with a newer kernel.";
    }

    private static bool IsContainer => File.Exists("/.dockerenv") || File.Exists("/run/.containerenv") || Environment.GetEnvironmentVariable("DOTNET_RUNNING_IN_CONTAINER") == "true";

    private static string Because(ImmutableArray<SandboxTrial> trials, SandboxLayers layer) =>
        trials.FirstOrDefault(trial => trial.Layers.HasFlag(layer) && trial.Failure is not null)?.Failure is { } failure ? $" ({failure.TrimEnd('.')})" : "";

    private static string? Setting(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // This system has no such setting.
            return null;
        }
    }
}
