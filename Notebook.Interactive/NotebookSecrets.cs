using System.Collections.Immutable;
using Notebook.Protocol;

namespace Notebook.Interactive;

/// <summary>
/// The notebook's secrets, such as keys of services and passwords: <c>Secrets["API_KEY"]</c>. They are set on the notebook's page, in the panel
/// Secrets, and stand in no cell, no export and no history. Outputs that contain one show dots in its place.
/// </summary>
public sealed class NotebookSecrets
{
    private readonly Lock _changing = new();
    private ImmutableArray<SecretValue> _all = [];

    internal NotebookSecrets()
    {
    }

    /// <summary>What they are called, in the order of the alphabet.</summary>
    public IReadOnlyList<string> Names => [.. All.Select(static secret => secret.Name).Order(StringComparer.Ordinal)];

    /// <summary>Set by the kernel, before each submission.</summary>
    internal ImmutableArray<SecretValue> All
    {
        get
        {
            lock (_changing)
                return _all;
        }

        set
        {
            lock (_changing)
                _all = value;
        }
    }

    /// <summary>A secret's value.</summary>
    /// <param name="name">As the panel shows it; small and capital letters count.</param>
    /// <exception cref="KeyNotFoundException">There is none of this name, or the server can't read it any more; the message says what to do.</exception>
    public string this[string name]
    {
        get
        {
            var all = All;
            if (all.FirstOrDefault(secret => secret.Name == name) is { } found)
                return found.Value ?? throw new KeyNotFoundException($"The secret {name} can't be read any more: the server has lost the key that encrypted it. Set it again in the panel Secrets.");
            var others = all.IsEmpty ? "It has none" : $"It has {string.Join(", ", Names)}";
            throw new KeyNotFoundException($"This notebook has no secret {name}. {others}. Set it in the panel Secrets; on the command line, with run --secret {name}.");
        }
    }

    /// <summary>Whether there is a secret of this name that can be read.</summary>
    public bool Contains(string name) => All.Any(secret => secret.Name == name && secret.Value is not null);

    /// <summary>The names alone.</summary>
    public override string ToString() => All.IsEmpty ? "No secrets" : $"Secrets: {string.Join(", ", Names)}";
}
