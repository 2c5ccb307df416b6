using System.Globalization;
using System.Runtime.ExceptionServices;
using System.Text;
using Notebook.Kernel;
using Notebook.Kernel.Language;
using Notebook.Kernel.Network;
using Notebook.Kernel.Running;
using Notebook.Kernel.Sandbox;
using Notebook.Kernel.Streams;
using Notebook.Protocol;
using Notebook.Protocol.Language;

// Before this process is a kernel it may be what restricts it, or what tries the restrictions.
if (args is [SandboxPolicy.Command, ..])
    return SandboxLauncher.Run(args);
if (args is [SandboxCheck.Command, ..])
    return SandboxProbe.Run(args);

// The frames are on standard input and output; a person who starts this by hand gets a sentence.
if (Libc.IsTerminal(0) == 1)
{
    Console.Error.WriteLine("This is the kernel of a Notebook server. The server starts it; by itself it does nothing.");
    return 2;
}

// Notebooks print money and dates, and what they say of it was written with a culture that has both (docs/decisions/0035-culture.md).
if (CultureInfo.CurrentCulture.Equals(CultureInfo.InvariantCulture))
    CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.GetCultureInfo("en-US");

var streams = StandardStreams.TakeOver();

// A group of its own, so that what cells started ends with the kernel.
var ownsGroup = Libc.NewSession() >= 0;

// The second net below the end of the pipe. Only at the launcher's word: the signal comes when the thread that started this
// process ends, and the launcher has one that lives as long as the server.
if (args.Contains("--die-with-parent"))
    _ = Libc.ProcessControl(Libc.ParentDeathSignal, Libc.SignalKill);

// One of a server answers questions about code instead of running it.
if (args.Contains(LanguageCommand.Name))
{
    using var language = new LanguageHost(new FramePipe(streams.Requests, streams.Events));
    var why = language.Run();
    if (why is not null)
        streams.SayLast(Encoding.UTF8.GetBytes(why));
    Libc.ExitNow(why is null ? 0 : 1);
}

// Enough for a cell whose hundred tasks wait for each other; the runtime would add a thread every half second.
ThreadPool.GetMinThreads(out _, out var completionThreads);
ThreadPool.SetMinThreads(128, completionThreads);

var host = new KernelHost(new FramePipe(streams.Requests, streams.Events), streams);
// In a network namespace of the kernel's own there is a loopback interface, and nothing else.
if (args.Contains("--loopback-proxy"))
    new LoopbackProxy(host.Network).Start();
AppDomain.CurrentDomain.ProcessExit += (_, _) => host.Flush(TimeSpan.FromSeconds(2));
ExceptionHandling.SetUnhandledExceptionHandler(exception =>
{
    if (KernelThread.IsCurrent)
        return false;
    host.Report(exception);
    return true;
});

if (host.Run() is { } reason)
{
    host.Flush(TimeSpan.FromSeconds(2));
    streams.SayLast(Encoding.UTF8.GetBytes(reason));
    Libc.ExitNow(1);
}

// Whatever cells do at this moment, nothing of it may outlive the pipe: neither threads nor processes.
if (ownsGroup)
    _ = Libc.Kill(0, Libc.SignalKill);
Libc.ExitNow(0);
return 0;
