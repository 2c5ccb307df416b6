using System.Diagnostics;
using Notebook.Web.Sandbox;
using Notebook.Web.Sandbox.Spawning;
using Notebook.Web.Storage;

namespace Notebook.Tests.Sandbox.Spawning;

/// <summary>What changes hands between a server and its kernels, and what never does.</summary>
public sealed class SharedFilesTests : IDisposable
{
    private const int Server = 12_345;
    private const int Kernel = 20_007;

    private readonly TemporaryFolder _root = new();
    private readonly SharedFiles _files = new(Server, 20_000, UserIds.Count);

    public SharedFilesTests()
    {
        Assert.SkipUnless(Capability.IsRoot, "Only root gives files away.");
        Directory.CreateDirectory(_root["folder/sub"]);
        File.WriteAllText(_root["folder/own.txt"], "own");
        File.WriteAllText(_root["folder/sub/own.txt"], "own");
        foreach (var path in (string[])[_root["folder"], _root["folder/sub"], _root["folder/own.txt"], _root["folder/sub/own.txt"]])
            NativeCalls.Give(path, Server);
        File.WriteAllText(_root["roots.txt"], "secret");
    }

    public void Dispose() => _root.Dispose();

    [Fact]
    public void Give_FolderOfTheServers_IsTheKernelsAndItsGroups()
    {
        using (var folder = FolderHandle.Open(_root["folder"]))
            _files.Give(folder, Kernel);

        foreach (var path in (string[])["folder", "folder/sub", "folder/own.txt", "folder/sub/own.txt"])
            Assert.Equal(Kernel, NativeCalls.OwnerOf(_root[path]));
        Assert.True(FileModes.Of(_root["folder/sub"]).HasFlag(UnixFileMode.GroupWrite | UnixFileMode.SetGroup));
        Assert.Equal(UnixFileMode.None, FileModes.Of(_root["folder/own.txt"]) & (UnixFileMode.OtherRead | UnixFileMode.OtherWrite));
    }

    [Fact]
    public void Give_WhatRootOwns_StaysRoots()
    {
        // A link, a second name and a file, as somebody who has taken the server over might put there.
        File.CreateSymbolicLink(_root["folder/link"], _root["roots.txt"]);
        using (var link = Process.Start("ln", [_root["roots.txt"], _root["folder/second"]]))
            link.WaitForExit();
        File.WriteAllText(_root["folder/file"], "root's");

        using (var folder = FolderHandle.Open(_root["folder"]))
        {
            _files.Give(folder, Kernel);
            _files.TakeBack(folder);
            _files.Measure(folder);
        }

        Assert.Equal(0, NativeCalls.OwnerOf(_root["roots.txt"]));
        Assert.Equal(0, NativeCalls.OwnerOf(_root["folder/file"]));
        Assert.False(FileModes.Of(_root["roots.txt"]).HasFlag(UnixFileMode.GroupWrite));
    }

    [Fact]
    public void Give_FolderOfRoots_IsRefused()
    {
        Directory.CreateDirectory(_root["roots"]);
        using var folder = FolderHandle.Open(_root["roots"]);

        Assert.Throws<IOException>(() => _files.Give(folder, Kernel));
        Assert.Equal(0, NativeCalls.OwnerOf(_root["roots"]));
    }

    [Fact]
    public void TakeBack_FolderOfAKernel_IsClosedToOtherKernels()
    {
        using (var folder = FolderHandle.Open(_root["folder"]))
        {
            _files.Give(folder, Kernel);
            _files.TakeBack(folder);
        }

        Assert.Equal(Server, NativeCalls.OwnerOf(_root["folder"]));
        Assert.Equal(FileModes.OwnerOnly, FileModes.Of(_root["folder"]));
        Assert.Equal(Kernel, NativeCalls.OwnerOf(_root["folder/sub/own.txt"]));
    }

    [Fact]
    public void Measure_NamesThatAreNoTextAndClosedFolders_AreCounted()
    {
        using (var make = Process.Start("/bin/sh", ["-c", "cd \"$0\" && printf 12345 > \"$(printf 'x\\377\\376')\" && chmod 0 sub && chown 20007 sub", _root["folder"]]))
            make.WaitForExit();
        using var folder = FolderHandle.Open(_root["folder"]);

        var usage = _files.Measure(folder);

        Assert.Equal(new FolderUsage(11, 4, IsTooDeep: false), usage);
        Assert.True(FileModes.Of(_root["folder/sub"]).HasFlag(UnixFileMode.GroupRead | UnixFileMode.GroupExecute));
    }

    [Fact]
    public void NestedFolders_DeeperThanPathsReach_AreNoticedAndRemoved()
    {
        using (var make = Process.Start("/bin/sh", ["-c", "cd \"$0\"; i=0; while [ $i -lt 1500 ]; do mkdir deep && cd -P deep 2>/dev/null || cd deep; i=$((i+1)); done; echo x > end", _root["folder"]]))
            make.WaitForExit();

        using (var folder = FolderHandle.Open(_root["folder"]))
            Assert.True(_files.Measure(folder).IsTooDeep);
        using (var root = FolderHandle.Open(_root.Path))
            root.Remove("folder");

        Assert.False(Directory.Exists(_root["folder"]));
    }

    [Fact]
    public void Run_FolderThatARestoreByRootLeft_IsTheServersAgain()
    {
        foreach (var path in (string[])["data/notebooks/aaaaaaaaaaaaaaaa", "data/keys", "data/slots/aaaaaaaa.bbb", "data/slots/for-bbbbbbbbbbbbbbbb", "data/scratch/left"])
            Directory.CreateDirectory(_root[path]);
        foreach (var path in (string[])["data/notebook.db", "data/keys/key.xml", "data/notebooks/aaaaaaaaaaaaaaaa/a.txt", "data/slots/for-bbbbbbbbbbbbbbbb/b.txt"])
            File.WriteAllText(_root[path], "x");
        NativeCalls.Give(_root["data/slots/for-bbbbbbbbbbbbbbbb/b.txt"], Kernel);

        new DataPreparation(new DataFolder(_root["data"]), _files, Server).Run().Dispose();

        foreach (var path in (string[])["data", "data/notebook.db", "data/keys/key.xml", "data/notebooks/aaaaaaaaaaaaaaaa/a.txt", "data/slots/for-bbbbbbbbbbbbbbbb", "data/slots/for-bbbbbbbbbbbbbbbb/b.txt", "data/home/temporary"])
            Assert.Equal(Server, NativeCalls.OwnerOf(_root[path]));
        Assert.Equal(0, NativeCalls.OwnerOf(_root["data/scratch"]));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_root["data/scratch"]));
        Assert.False(Directory.Exists(_root["data/slots/aaaaaaaa.bbb"]));
    }
}
