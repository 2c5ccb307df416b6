using System.Collections.Immutable;
using System.Text.Json;

namespace Notebook.Protocol;

/// <summary>
/// What the compiler noticed about code that compiled. Travels and is kept as a form of a display value
/// (<see cref="MimeTypes.Warnings"/>): a reader that does not know the form shows the plain text.
/// </summary>
public sealed record CompilerWarnings
{
    /// <summary>In the order of the source. An empty <see cref="SourceDiagnostic.SourceName"/> means the cell that shows them.</summary>
    public required ImmutableArray<SourceDiagnostic> Warnings { get; init; }

    public MimeBundle ToBundle() =>
        MimeBundle.Of(MimeTypes.Warnings, JsonSerializer.Serialize(this, ProtocolJson.Default.CompilerWarnings), string.Join('\n', Warnings));

    /// <summary>Reads the form out of a bundle; kernels and files write it, so it may be anything.</summary>
    /// <returns>Null when it is not there or is none.</returns>
    public static CompilerWarnings? Of(MimeBundle bundle)
    {
        if (bundle[MimeTypes.Warnings] is not { } json)
            return null;
        try
        {
            return JsonSerializer.Deserialize(json, ProtocolJson.Default.CompilerWarnings) is { Warnings: { IsDefaultOrEmpty: false } warnings } read
                && warnings.All(static warning => warning is { Id: not null, Message: not null, SourceName: not null })
                ? read
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
