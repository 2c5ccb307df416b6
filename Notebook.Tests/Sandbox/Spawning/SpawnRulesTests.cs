using Notebook.Web.Documents;
using Notebook.Web.Sandbox;
using Notebook.Web.Sandbox.Spawning;
using Notebook.Web.Storage;

namespace Notebook.Tests.Sandbox.Spawning;

/// <summary>What a server that was taken over may say to root, and what root makes of it.</summary>
public sealed class SpawnRulesTests
{
    private static readonly SpawnRules Rules = new(new DataFolder("/data"));

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"start\"")]
    [InlineData("{\"ask\":\"report\"}")]
    [InlineData("{\"ask\":\"report\",\"number\":0}")]
    [InlineData("{\"ask\":\"report\",\"number\":-1}")]
    [InlineData("{\"ask\":\"report\",\"number\":1e30}")]
    [InlineData("{\"ask\":\"shell\",\"number\":1}")]
    [InlineData("{\"number\":1,\"ask\":\"report\"}")]
    [InlineData("{\"ask\":\"report\",\"number\":1,\"program\":\"/bin/sh\"}")]
    [InlineData("{\"ask\":\"end\",\"number\":1}")]
    [InlineData("{\"ask\":\"start\",\"number\":1,\"place\":\"Root\",\"name\":\"x\"}")]
    [InlineData("{\"ask\":\"start\",\"number\":1,\"place\":\"Notebook\",\"name\":\"x\",\"arguments\":[\"--sandbox-exec\"]}")]
    [InlineData("{\"ask\":\"start\",\"number\":1,\"place\":\"Notebook\",\"name\":\"x\",\"layers\":0}")]
    [InlineData("{\"ask\":\"start\",\"number\":1,\"place\":\"Notebook\",\"name\":\"x\",\"limits\":{\"a\":{\"b\":{\"c\":{\"d\":{\"e\":{\"f\":{\"g\":{\"h\":1}}}}}}}}}}")]
    public void Read_WhatIsNoRequest_IsNull(string message) => Assert.Null(SpawnRules.Read(TestRootProcess.Bytes(message)));

    [Fact]
    public void Read_BytesThatAreNoText_IsNull() => Assert.Null(SpawnRules.Read([0xFF, 0xFE, 0, 0x7B]));

    [Theory]
    [InlineData(0, "")]
    [InlineData(0, "..")]
    [InlineData(0, "../../etc")]
    [InlineData(0, "/etc")]
    [InlineData(0, "aaaaaaaaaaaaaaa/")]
    [InlineData(0, "aaaaaaaaaaaaaaa\0")]
    [InlineData(0, "AAAAAAAAAAAAAAAA")]
    [InlineData(0, "aaaaaaaaaaaaaaaaa")]
    [InlineData(1, "")]
    [InlineData(1, "../../../..x")]
    [InlineData(1, "aaaaaaaa/aaa")]
    [InlineData(1, "for-aaaaaaaaaaaaaaaa")]
    [InlineData(1, "aaaaaaaa.aaa.")]
    [InlineData(2, "x")]
    [InlineData(7, "aaaaaaaaaaaaaaaa")]
    public void Check_NameThatLeadsElsewhere_IsRefused(int place, string name) =>
        Assert.NotNull(Rules.Check(new StartProgram { Number = 1, Place = (ProgramPlace)place, Name = name }).Problem);

    [Theory]
    [InlineData("../../root", null)]
    [InlineData("/etc", null)]
    [InlineData("", null)]
    [InlineData(null, "../../../etc")]
    [InlineData(null, "0123456789abcde/")]
    [InlineData(null, "")]
    public void Check_GroupOrPackagesThatLeadElsewhere_AreRefused(string? group, string? packages) =>
        Assert.NotNull(Rules.Check(Start with { Group = group, Packages = packages }).Problem);

    [Fact]
    public void Check_LimitsThatMakeNoSense_AreRefused()
    {
        Assert.NotNull(Rules.Check(Start with { Limits = new KernelLimits { MemoryMegabytes = 1 } }).Problem);
        Assert.NotNull(Rules.Check(Start with { Limits = new KernelLimits { Threads = -1 } }).Problem);
        Assert.NotNull(Rules.Check(Start with { Limits = new KernelLimits { DiskMegabytes = int.MinValue } }).Problem);
        Assert.NotNull(Rules.Check(Start with { Limits = new KernelLimits { CellMinutes = double.NaN } }).Problem);
    }

    [Fact]
    public void Check_AnOrderlyRequest_NamesFoldersOfTheDataFolderOnly()
    {
        var (options, problem) = Rules.Check(Start with { Group = "bbbbbbbbbbbbbbbb", Packages = "0123456789abcdef" });

        Assert.Null(problem);
        Assert.Equal("/data/notebooks/aaaaaaaaaaaaaaaa", options.WorkingFolder);
        Assert.Equal(["/data/packages/0123456789abcdef/global", "/data/groups/bbbbbbbbbbbbbbbb"], options.ReadableFolders.AsEnumerable());
        Assert.False(options.KeepsOwner);
        Assert.Empty(options.ReadableFiles);
    }

    [Fact]
    public void Read_WhatTheServerSends_IsTheSameRequest()
    {
        var request = Start with { Limits = new KernelLimits { MemoryMegabytes = 512 } };

        Assert.Equal(request, SpawnRules.Read(System.Text.Json.JsonSerializer.SerializeToUtf8Bytes<SpawnRequest>(request, SpawnJson.Default.SpawnRequest)));
    }

    private static StartProgram Start => new() { Number = 1, Place = ProgramPlace.Notebook, Name = new NotebookId("aaaaaaaaaaaaaaaa").Value };
}
