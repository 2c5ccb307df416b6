using System.Collections.Immutable;
using Notebook.Protocol;

namespace Notebook.Tests.Sandbox;

public sealed class SandboxPolicyTests
{
    [Fact]
    public void Parse_WhatToArgumentsWrote_IsTheSamePolicy()
    {
        var policy = new SandboxPolicy
        {
            UserId = 20_001,
            SharesFiles = true,
            ServerDescriptor = 9,
            Groups = (20_000, 40_000),
            ParentId = 7,
            WorkingFolder = "/data/with spaces/ą",
            Landlock = false,
            Seccomp = false,
            AllowsTcp = true,
            Writable = ["/w", "--"],
            Readable = ["/r=1"],
            Executable = ["/x"],
            Limits = ImmutableSortedDictionary<string, long>.Empty.Add("AS", 10_000_000_000).Add("CORE", 0),
            Environment = ["A=b=c", "EMPTY="],
            Program = ["/usr/bin/dotnet", "kernel.dll", "--read"],
        };

        var read = SandboxPolicy.Parse(policy.ToArguments());

        Assert.Equal(policy.ToArguments().AsEnumerable(), read.ToArguments());
        Assert.Equal(policy.Limits.AsEnumerable(), read.Limits);
        Assert.Equal(policy.Program.AsEnumerable(), read.Program);
        Assert.Equal((20_001, 7, false, false, true), (read.UserId, read.ParentId, read.Landlock, read.Seccomp, read.AllowsTcp));
    }

    [Theory]
    [InlineData("--sandbox-exec")]
    [InlineData("--sandbox-exec --folder /w")]
    [InlineData("--sandbox-exec --folder /w --")]
    [InlineData("--sandbox-exec --user abc --folder /w -- /p")]
    [InlineData("--sandbox-exec --user -1 --folder /w -- /p")]
    [InlineData("--sandbox-exec --everything --folder /w -- /p")]
    [InlineData("--sandbox-exec --limit AS --folder /w -- /p")]
    public void Parse_WhatIsNoPolicy_IsRefused(string arguments) => Assert.Throws<ProtocolException>(() => SandboxPolicy.Parse(arguments.Split(' ')));
}
