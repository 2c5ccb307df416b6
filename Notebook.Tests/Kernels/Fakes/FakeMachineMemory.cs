using Notebook.Web.Kernels;

namespace Notebook.Tests.Kernels.Fakes;

/// <summary>A machine whose memory a test decides, in megabytes.</summary>
public sealed class FakeMachineMemory(long total) : IMachineMemory
{
    public const long Megabyte = 1024 * 1024;

    public long TotalBytes { get; } = total * Megabyte;

    public long Available { get; set; } = total;

    public long ReadAvailableBytes() => Available * Megabyte;
}
