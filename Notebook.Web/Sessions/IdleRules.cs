using System.Globalization;

namespace Notebook.Web.Sessions;

/// <summary>How a kernel without work ends: with a countdown that anyone in the session can stop, and by anything that anyone does.</summary>
internal static class IdleRules
{
    public static void Warn(SessionStep step, KernelIdles idles)
    {
        if (IsIdle(step.State))
            step.State = step.State with { Kernel = step.State.Kernel with { EndsAt = idles.EndsAt } };
    }

    public static void End(SessionStep step, KernelIdled idled)
    {
        if (!IsIdle(step.State) || step.State.Kernel.EndsAt is null)
            return;
        step.Emit(new StopKernel(step.State.KernelNumber));
        RunRules.KernelLost(step, $"The kernel ended after {Words(idled.Time)} without work, so that others have its memory. Its variables are gone; what it showed is kept.");
    }

    /// <summary>Somebody is at work: the countdown ends.</summary>
    public static void Keep(SessionStep step)
    {
        if (step.State.Kernel.EndsAt is not null)
            step.State = step.State with { Kernel = step.State.Kernel with { EndsAt = null } };
    }

    private static bool IsIdle(SessionState state) => state is { Kernel.State: KernelState.Ready, Running: null, Queue.IsEmpty: true };

    private static string Words(TimeSpan time) => time switch
    {
        { TotalHours: >= 2 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours:0.#} hours"),
        { TotalMinutes: 1 } => "a minute",
        { TotalMinutes: > 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0.#} minutes"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.#} seconds"),
    };
}
