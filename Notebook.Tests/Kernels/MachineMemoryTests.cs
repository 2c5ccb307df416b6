using Notebook.Web.Kernels;

namespace Notebook.Tests.Kernels;

public sealed class MachineMemoryTests : IDisposable
{
    private const long Megabyte = 1024 * 1024;

    private readonly TemporaryFolder _root = new();

    public MachineMemoryTests()
    {
        Directory.CreateDirectory(_root["proc"]);
        Directory.CreateDirectory(_root["sys/fs/cgroup/memory"]);
        File.WriteAllText(_root["proc/meminfo"], "MemTotal:       8192000 kB\nMemFree:         100 kB\nMemAvailable:   4096000 kB\n");
    }

    public void Dispose() => _root.Dispose();

    [Fact]
    public void Read_NoControlGroup_IsTheMachines()
    {
        var memory = new MachineMemory(_root.Path);

        Assert.Equal(8_192_000L * 1024, memory.TotalBytes);
        Assert.Equal(4_096_000L * 1024, memory.ReadAvailableBytes());
    }

    [Fact]
    public void Read_LimitedContainer_IsTheContainers()
    {
        File.WriteAllText(_root["sys/fs/cgroup/memory.max"], $"{1_000 * Megabyte}\n");
        File.WriteAllText(_root["sys/fs/cgroup/memory.current"], $"{800 * Megabyte}\n");
        File.WriteAllText(_root["sys/fs/cgroup/memory.stat"], $"anon 5\ninactive_file {100 * Megabyte}\n");
        var memory = new MachineMemory(_root.Path);

        Assert.Equal(1_000 * Megabyte, memory.TotalBytes);
        Assert.Equal(300 * Megabyte, memory.ReadAvailableBytes());
    }

    [Fact]
    public void Read_UnlimitedContainer_IsTheMachines()
    {
        File.WriteAllText(_root["sys/fs/cgroup/memory.max"], "max\n");
        File.WriteAllText(_root["sys/fs/cgroup/memory/memory.limit_in_bytes"], "9223372036854771712\n");

        Assert.Equal(8_192_000L * 1024, new MachineMemory(_root.Path).TotalBytes);
    }
}
