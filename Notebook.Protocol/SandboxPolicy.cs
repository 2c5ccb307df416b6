using System.Collections.Immutable;
using System.Globalization;

namespace Notebook.Protocol;

/// <summary>
/// What the launcher stage of the kernel's program does to itself before it becomes the kernel. The web process decides it and
/// passes it as arguments: nothing of it is secret, and the arguments are gone when the kernel runs.
/// </summary>
public sealed record SandboxPolicy
{
    /// <summary>The first argument of the launcher stage.</summary>
    public const string Command = "--sandbox-exec";

    /// <summary>The launcher stage's exit code when a layer could not be applied; its standard error says which.</summary>
    public const int Refused = 125;

    /// <summary>The kernel's user and group id; null keeps the web process's.</summary>
    public int? UserId { get; init; }

    /// <summary>Whether the group of the kernel's own number reads and writes what it makes: a server that is not root is a member of it.</summary>
    public bool SharesFiles { get; init; }

    /// <summary>Set when the program is the server itself, started by a root process: the descriptor that stays open for it. It keeps its environment.</summary>
    public int? ServerDescriptor { get; init; }

    /// <summary>The first of the groups that the program is a member of besides its own, and how many follow one another.</summary>
    public (int First, int Count) Groups { get; init; }

    /// <summary>The process that must still be the parent when the death signal is set.</summary>
    public int? ParentId { get; init; }

    /// <summary>How much it gives way to other processes, from 0 to 19.</summary>
    public int Niceness { get; init; } = 5;

    /// <summary>The folder that becomes the current one.</summary>
    public required string WorkingFolder { get; init; }

    public bool Landlock { get; init; } = true;

    public bool Seccomp { get; init; } = true;

    /// <summary>Whether connections over TCP may be made; only inside a network namespace of the kernel's own.</summary>
    public bool AllowsTcp { get; init; }

    /// <summary>Files and folders that may be read and written.</summary>
    public ImmutableArray<string> Writable { get; init; } = [];

    /// <summary>Files and folders that may be read. What is missing is left out.</summary>
    public ImmutableArray<string> Readable { get; init; } = [];

    /// <summary>Folders whose files may be read and loaded as code. What is missing is left out.</summary>
    public ImmutableArray<string> Executable { get; init; } = [];

    /// <summary>Limits by the names of <c>prlimit</c> without <c>RLIMIT_</c>, in their units; soft and hard alike.</summary>
    public ImmutableSortedDictionary<string, long> Limits { get; init; } = ImmutableSortedDictionary<string, long>.Empty;

    /// <summary>The whole environment of the kernel, as <c>NAME=value</c>.</summary>
    public ImmutableArray<string> Environment { get; init; } = [];

    /// <summary>The program that the launcher becomes, with its full path, and its arguments.</summary>
    public ImmutableArray<string> Program { get; init; } = [];

    /// <summary>The policy as arguments, <see cref="Command"/> first.</summary>
    public ImmutableArray<string> ToArguments()
    {
        List<string> arguments = [Command];
        if (UserId is { } user)
            arguments.AddRange(["--user", Number(user)]);
        if (SharesFiles)
            arguments.Add("--share-files");
        if (ServerDescriptor is { } descriptor)
            arguments.AddRange(["--server", Number(descriptor)]);
        if (Groups.Count > 0)
            arguments.AddRange(["--groups", Number(Groups.First), "--group-count", Number(Groups.Count)]);
        if (ParentId is { } parent)
            arguments.AddRange(["--parent", Number(parent)]);
        arguments.AddRange(["--nice", Number(Niceness)]);
        if (!Landlock)
            arguments.Add("--no-landlock");
        if (!Seccomp)
            arguments.Add("--no-seccomp");
        if (AllowsTcp)
            arguments.Add("--tcp");
        arguments.AddRange(["--folder", WorkingFolder]);
        Add("--write", Writable);
        Add("--read", Readable);
        Add("--execute", Executable);
        Add("--limit", Limits.Select(static limit => $"{limit.Key}={Number(limit.Value)}"));
        Add("--env", Environment);
        arguments.Add("--");
        arguments.AddRange(Program);
        return [.. arguments];

        void Add(string name, IEnumerable<string> values)
        {
            foreach (var value in values)
                arguments.AddRange([name, value]);
        }
    }

    /// <summary>Reads what <see cref="ToArguments"/> wrote.</summary>
    /// <exception cref="ProtocolException">The arguments are not a policy.</exception>
    public static SandboxPolicy Parse(IReadOnlyList<string> arguments)
    {
        var policy = new SandboxPolicy { WorkingFolder = "" };
        List<string> writable = [], readable = [], executable = [], environment = [];
        var limits = ImmutableSortedDictionary.CreateBuilder<string, long>(StringComparer.Ordinal);
        var at = 1;
        for (; at < arguments.Count && arguments[at] != "--"; at++)
        {
            switch (arguments[at])
            {
                case "--user":
                    policy = policy with { UserId = (int)Whole(Value()) };
                    break;
                case "--share-files":
                    policy = policy with { SharesFiles = true };
                    break;
                case "--server":
                    policy = policy with { ServerDescriptor = (int)Whole(Value()) };
                    break;
                case "--groups":
                    policy = policy with { Groups = ((int)Whole(Value()), policy.Groups.Count) };
                    break;
                case "--group-count":
                    policy = policy with { Groups = (policy.Groups.First, (int)Whole(Value())) };
                    break;
                case "--parent":
                    policy = policy with { ParentId = (int)Whole(Value()) };
                    break;
                case "--nice":
                    policy = policy with { Niceness = (int)Whole(Value()) };
                    break;
                case "--no-landlock":
                    policy = policy with { Landlock = false };
                    break;
                case "--no-seccomp":
                    policy = policy with { Seccomp = false };
                    break;
                case "--tcp":
                    policy = policy with { AllowsTcp = true };
                    break;
                case "--folder":
                    policy = policy with { WorkingFolder = Value() };
                    break;
                case "--write":
                    writable.Add(Value());
                    break;
                case "--read":
                    readable.Add(Value());
                    break;
                case "--execute":
                    executable.Add(Value());
                    break;
                case "--limit":
                    var limit = Value();
                    var equals = limit.IndexOf('=', StringComparison.Ordinal);
                    if (equals < 1)
                        throw new ProtocolException($"The limit {limit} has no value.");
                    limits[limit[..equals]] = Whole(limit[(equals + 1)..]);
                    break;
                case "--env":
                    environment.Add(Value());
                    break;
                default:
                    throw new ProtocolException($"The launcher does not know {arguments[at]}.");
            }
        }

        if (arguments.Count == 0 || arguments[0] != Command || at + 1 >= arguments.Count || policy.WorkingFolder.Length == 0)
            throw new ProtocolException("The launcher was not told what to start, and where.");
        return policy with
        {
            Writable = [.. writable],
            Readable = [.. readable],
            Executable = [.. executable],
            Environment = [.. environment],
            Limits = limits.ToImmutable(),
            Program = [.. arguments.Skip(at + 1)],
        };

        string Value() => ++at < arguments.Count ? arguments[at] : throw new ProtocolException($"{arguments[at - 1]} has no value.");
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static long Whole(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : throw new ProtocolException($"{text} is not a whole number.");
}
