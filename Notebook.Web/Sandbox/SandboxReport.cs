using System.Collections.Immutable;
using System.Globalization;
using Notebook.Protocol;

namespace Notebook.Web.Sandbox;

/// <summary>What the sandbox of this server's kernels is made of, as its probes found it. For health, log and page.</summary>
public sealed record SandboxReport
{
    public required SandboxMode Mode { get; init; }

    /// <summary>The layers around every kernel.</summary>
    public SandboxLayers Layers { get; init; }

    /// <summary>The version of Landlock; 0 without it.</summary>
    public int LandlockVersion { get; init; }

    /// <summary>The user id of the server where a root process starts kernels for it; null where it starts them itself.</summary>
    public int? ServerUserId { get; init; }

    /// <summary>Who the server is, in a sentence: what a fault in it would be worth to an attacker.</summary>
    public string Server => ServerUserId is { } id
        ? string.Create(CultureInfo.InvariantCulture, $"The server runs as user {id} and has no rights of root; a small root process starts its kernels.")
        : NativeCalls.UserId == 0 ? "The server itself is root. It need not be: Sandbox:ServerUserId (environment variable Sandbox__ServerUserId), such as 10000, makes it that user."
        : "The server is not root, and its kernels have its user id.";

    /// <summary>Why no kernel may be started, and what to do about it; null when they start.</summary>
    public string? Refusal { get; init; }

    /// <summary>What is missing of the full sandbox, one sentence each with the remedy.</summary>
    public ImmutableArray<string> Missing { get; init; } = [];

    /// <summary>Layers that would add to a sandbox which holds without them.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>Every mechanism that was tried, the one in use last.</summary>
    public ImmutableArray<SandboxTrial> Trials { get; init; } = [];
}

/// <summary>One way to isolate kernels and how it stood up to the probe.</summary>
/// <param name="Layers">What it is made of.</param>
/// <param name="Failure">Why it is not used; null when it held.</param>
/// <param name="Checks">The probe's attacks; empty when it did not start.</param>
public sealed record SandboxTrial(SandboxLayers Layers, string? Failure, ImmutableArray<SandboxCheck> Checks);
