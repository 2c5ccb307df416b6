using System.Collections.Immutable;
using Notebook.Protocol;
using Notebook.Web.Secrets;

namespace Notebook.Web.CommandLine;

/// <summary>What <c>--secret NAME</c> gives: values from the environment, which other users of the machine can't see as they see arguments.</summary>
internal static class RunSecrets
{
    /// <returns>The secrets, and why there are none when a name is wrong or has no value. Never names a value.</returns>
    public static (ImmutableArray<SecretValue> Secrets, string? Problem) Parse(IReadOnlyList<string> names, Func<string, string?> environment)
    {
        var secrets = ImmutableArray.CreateBuilder<SecretValue>();
        foreach (var name in names.Distinct(StringComparer.Ordinal))
        {
            // Somebody who writes --secret NAME=value must not find the value in the log of the failure.
            if (SecretRules.ProblemWithName(name) is { } problem)
                return ([], $"--secret: {problem} The value comes from the environment variable of that name.");
            if (environment(name) is not { Length: > 0 } value)
                return ([], $"--secret {name}: there is no environment variable {name}.");
            if (SecretRules.ProblemWithValue(value) is { } unfit)
                return ([], $"--secret {name}: {unfit}");
            secrets.Add(new(name, value));
        }

        return (secrets.ToImmutable(), null);
    }
}
