namespace Notebook.Protocol;

/// <summary>A package as <c>#r "nuget: Id, Version"</c> names it.</summary>
public sealed record PackageReference
{
    public required string Id { get; init; }

    /// <summary>The version or range as it was written; empty for the latest.</summary>
    public string Version { get; init; } = "";

    public override string ToString() => Version.Length == 0 ? Id : $"{Id}, {Version}";
}
