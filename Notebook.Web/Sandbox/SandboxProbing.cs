using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Notebook.Protocol;
using Notebook.Web.Kernels;

namespace Notebook.Web.Sandbox;

/// <summary>Finds the best mechanism by running the kernel's probe inside each: what the system says of itself is not asked.</summary>
/// <param name="options">Which layers may be tried.</param>
/// <param name="start">Builds the commands.</param>
/// <param name="scratch">Where probes work; null for the system's temporary folder.</param>
/// <param name="spawn">Starts a process that lives as long as the server at most.</param>
internal sealed class SandboxProbing(SandboxOptions options, SandboxStart start, string? scratch, Func<ProcessStartInfo, Task<Process>> spawn)
{
    /// <summary>A probe takes a tenth of a second; a machine that pages takes longer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Tries mechanisms from the strongest down until one holds.</summary>
    public async Task<SandboxReport> RunAsync(SandboxMode mode, bool switchesUser, CancellationToken cancellationToken)
    {
        var landlock = options.Landlock ? NativeCalls.LandlockVersion : 0;
        var trials = ImmutableArray.CreateBuilder<SandboxTrial>();
        foreach (var layers in Candidates(switchesUser, landlock))
        {
            var trial = await TryAsync(layers, cancellationToken).ConfigureAwait(false);
            trials.Add(trial);
            if (trial.Failure is null && SandboxRemedies.Suffice(layers, landlock))
                break;
        }

        var all = trials.ToImmutable();
        // Auto takes what isolates best of what starts at all; nothing is better than a sandbox in which nothing runs.
        var chosen = all.LastOrDefault(trial => trial.Failure is null && SandboxRemedies.Suffice(trial.Layers, landlock))
            ?? all.Where(static trial => !trial.Checks.IsEmpty).MaxBy(static trial => trial.Checks.Count(static check => check.Holds));
        var layersInUse = chosen?.Layers ?? SandboxLayers.None;
        var suffices = chosen is { Failure: null } && SandboxRemedies.Suffice(layersInUse, landlock);
        var missing = SandboxRemedies.For(layersInUse, options, landlock, all);
        return new SandboxReport
        {
            Mode = mode,
            Layers = layersInUse,
            LandlockVersion = layersInUse.HasFlag(SandboxLayers.Landlock) ? landlock : 0,
            Missing = suffices ? [] : missing,
            Notes = suffices ? missing : [],
            Trials = all,
            Refusal = suffices || mode != SandboxMode.Required ? null : Refusal(missing, chosen),
        };
    }

    private static string Refusal(ImmutableArray<string> missing, SandboxTrial? chosen) =>
        $"No kernel is started, because Sandbox:Mode is Required and this machine can't keep hostile code in. {string.Join(' ', missing)}"
        + (chosen?.Failure is { } failure ? $" What was tried last: {failure.TrimEnd('.')}." : "")
        + " Where everybody who runs cells is trusted, Sandbox:Mode may be Auto (environment variable Sandbox__Mode=Auto).";

    private IEnumerable<SandboxLayers> Candidates(bool switchesUser, int landlock)
    {
        var always = SandboxLayers.Limits | (landlock > 0 ? SandboxLayers.Landlock : 0) | (options.Seccomp ? SandboxLayers.Seccomp : 0);
        var user = switchesUser && options.UserIds && NativeCalls.UserId == 0 ? SandboxLayers.UserId : SandboxLayers.None;
        if (options.Bubblewrap && BubblewrapCommand.Path is not null)
            yield return always | user | SandboxLayers.Bubblewrap;
        if (user != SandboxLayers.None)
            yield return always | user;
        yield return always;
        if (always.HasFlag(SandboxLayers.Seccomp))
            yield return always & ~SandboxLayers.Seccomp;
    }

    private async Task<SandboxTrial> TryAsync(SandboxLayers layers, CancellationToken cancellationToken)
    {
        var folder = scratch is null ? Directory.CreateTempSubdirectory("notebook-probe-").FullName : Directory.CreateDirectory(Path.Combine(scratch, "probe-" + Path.GetRandomFileName())).FullName;
        try
        {
            var work = Directory.CreateDirectory(Path.Combine(folder, "work")).FullName;
            var common = Directory.CreateDirectory(Path.Combine(folder, "common")).FullName;
            var secret = Path.Combine(folder, "secret");
            await File.WriteAllTextAsync(secret, "secret", cancellationToken).ConfigureAwait(false);
            // Whoever is let in by path may also read and pass here: what is tried is the sandbox, not these files' modes.
            foreach (var path in (ReadOnlySpan<string>)[folder, common])
                FileModes.Set(path, FileModes.EverybodyReads);
            using var slot = KernelSlot.Open(work, scratch, layers.HasFlag(SandboxLayers.UserId) ? new UserIds(options.FirstUserId) : null);
            var command = start.Build(
                layers, slot.Identity, new KernelLaunchOptions { WorkingFolder = work, ReadableFolders = [common] },
                SandboxCheck.Command, secret, common, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return await AttackAsync(layers, command, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or Win32Exception)
        {
            return new(layers, exception.Message, []);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<SandboxTrial> AttackAsync(SandboxLayers layers, ProcessStartInfo command, CancellationToken cancellationToken)
    {
        using var process = await spawn(command).ConfigureAwait(false);
        process.StandardInput.Close();
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(Patience);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(timeout.Token);
            var error = process.StandardError.ReadToEndAsync(timeout.Token);
            await process.WaitForExitAsync(timeout.Token).ConfigureAwait(false);
            ImmutableArray<SandboxCheck> checks = [.. (await output.ConfigureAwait(false)).Split('\n').Select(SandboxCheck.Parse).OfType<SandboxCheck>()];
            if (process.ExitCode != 0 || checks.IsEmpty)
                return new(layers, FirstLine(await error.ConfigureAwait(false)) ?? $"the probe ended with exit code {process.ExitCode}", []);

            var broken = checks.Where(static check => !check.Holds).ToList();
            return new(layers, broken.Count == 0 ? null : $"the probe failed at: {string.Join(", ", broken.Select(static check => $"{check.Name} ({check.Detail})"))}", checks);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            cancellationToken.ThrowIfCancellationRequested();
            return new(layers, "the probe did not end", []);
        }
    }

    private static string? FirstLine(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault();
}
