using System.Threading.Channels;
using Notebook.Protocol;
using Notebook.Web.Sandbox;

namespace Notebook.Web.Kernels;

/// <summary>A running kernel. Disposing it ends the process, whatever it is doing.</summary>
public interface IKernel : IAsyncDisposable
{
    /// <summary>What the kernel tells, in order, after its handshake. Completes when the kernel has ended; never faults.</summary>
    ChannelReader<KernelEvent> Events { get; }

    /// <summary>Completes when the kernel has ended, for whatever reason.</summary>
    Task<KernelExit> Ended { get; }

    /// <summary>Whether a submission runs.</summary>
    bool IsBusy { get; }

    /// <summary>What it used when it was last looked at; null while that is not known.</summary>
    KernelUsage? Usage { get; }

    /// <summary>Sends a request. Does nothing when the kernel has ended: <see cref="Ended"/> tells that story.</summary>
    ValueTask SendAsync(KernelRequest request, CancellationToken cancellationToken);

    /// <summary>Ends the kernel for a reason that people are told. Disposing it stays the owner's.</summary>
    void EndBecause(string reason);
}

/// <summary>Why a kernel ended.</summary>
/// <param name="ExitCode">The process's exit code, when there was a process; 128 + signal when a signal ended it.</param>
/// <param name="Message">A sentence for people: what ended it.</param>
public sealed record KernelExit(int? ExitCode, string Message);
