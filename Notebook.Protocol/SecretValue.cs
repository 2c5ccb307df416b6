namespace Notebook.Protocol;

/// <summary>A secret of the notebook, for the code that asks for it by name.</summary>
/// <param name="Name">As code names it.</param>
/// <param name="Value">Null when the server can't read it any more.</param>
public sealed record SecretValue(string Name, string? Value)
{
    /// <summary>Without the value.</summary>
    public override string ToString() => $"{nameof(SecretValue)} {{ {Name} }}";
}
