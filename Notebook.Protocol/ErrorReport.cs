using System.Collections.Immutable;

namespace Notebook.Protocol;

/// <summary>Why a submission failed, message first. Positions are 1-based and count in the text the user wrote.</summary>
public sealed record ErrorReport
{
    /// <summary>The exception's type, such as <c>System.IO.FileNotFoundException</c>, or the first diagnostic's id, such as <c>CS1061</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The message alone, without type, position or stack.</summary>
    public required string Message { get; init; }

    /// <summary>The compiler's errors; empty when the code compiled.</summary>
    public ImmutableArray<SourceDiagnostic> Diagnostics { get; init; } = [];

    /// <summary>The stack, innermost first, without the engine's frames; empty when the code did not compile.</summary>
    public ImmutableArray<ErrorFrame> Frames { get; init; } = [];

    /// <summary>Whether the code did not compile, so that nothing ran.</summary>
    public bool IsCompilation => !Diagnostics.IsEmpty;

    /// <summary>The first place in a cell that the error names.</summary>
    public (string SourceName, int Line)? FirstLocation =>
        !Diagnostics.IsEmpty ? (Diagnostics[0].SourceName, Diagnostics[0].StartLine)
        : Frames.FirstOrDefault(static f => f.SourceName is not null && f.Line is not null) is { SourceName: { } name, Line: { } line } ? (name, line)
        : null;
}

/// <summary>One message of the compiler.</summary>
public sealed record SourceDiagnostic
{
    public required string Id { get; init; }

    public required string Message { get; init; }

    public required string SourceName { get; init; }

    public required int StartLine { get; init; }

    public required int StartColumn { get; init; }

    public required int EndLine { get; init; }

    public required int EndColumn { get; init; }

    /// <summary>A warning rather than an error.</summary>
    public bool IsWarning { get; init; }

    /// <summary>The line notebooks have always shown: <c>(line,column): error CS1002: ; expected</c>.</summary>
    public override string ToString() => $"({StartLine},{StartColumn}): {(IsWarning ? "warning" : "error")} {Id}: {Message}";
}

/// <summary>One frame of a stack.</summary>
public sealed record ErrorFrame
{
    /// <summary>The method as C# writes it, such as <c>File.ReadAllLines(string path)</c>; of a cell's own top-level code, empty.</summary>
    public required string Method { get; init; }

    /// <summary>The cell's source name when the frame is in a cell; otherwise null.</summary>
    public string? SourceName { get; init; }

    /// <summary>1-based line in that cell.</summary>
    public int? Line { get; init; }
}
