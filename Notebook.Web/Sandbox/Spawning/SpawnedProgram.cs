using System.Diagnostics;
using System.IO.Pipes;

namespace Notebook.Web.Sandbox.Spawning;

/// <summary>A program that root started: its process, and handles to the folders that are its own while it lives.</summary>
/// <param name="process">The process.</param>
/// <param name="identity">Who it is.</param>
/// <param name="folder">The folder that it works in.</param>
/// <param name="scratch">Its temporary folder.</param>
internal sealed class SpawnedProgram(Process process, ProgramIdentity identity, FolderHandle folder, FolderHandle scratch) : IDisposable
{
    public Process Process => process;

    public ProgramIdentity Identity => identity;

    /// <summary>Whatever it is called by now.</summary>
    public FolderHandle Folder => folder;

    public FolderHandle Scratch => scratch;

    /// <summary>Whether its end is under way: its folders are closed after that.</summary>
    public Lock Using { get; } = new();

    public bool HasEnded { get; set; }

    /// <summary>The descriptors of its standard input, output and error in this process.</summary>
    public int[] Descriptors =>
    [
        DescriptorOf(process.StandardInput.BaseStream),
        DescriptorOf(process.StandardOutput.BaseStream),
        DescriptorOf(process.StandardError.BaseStream),
    ];

    /// <summary>Closes this process's copies: the end of a pipe shows only when every copy is closed.</summary>
    public void ClosePipes()
    {
        process.StandardInput.BaseStream.Dispose();
        process.StandardOutput.BaseStream.Dispose();
        process.StandardError.BaseStream.Dispose();
    }

    public void Dispose()
    {
        folder.Dispose();
        scratch.Dispose();
        process.Dispose();
    }

    private static int DescriptorOf(Stream stream) => (int)((PipeStream)stream).SafePipeHandle.DangerousGetHandle();
}
