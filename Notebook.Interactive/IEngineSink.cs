namespace Notebook.Interactive;

/// <summary>A sink whose submission runs in a kernel that can be asked.</summary>
internal interface IEngineSink : IOutputSink
{
    /// <summary>Null before the kernel has given it one.</summary>
    IKernelEngine? Engine { get; }
}
