using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;

namespace Notebook.Kernel.Language;

/// <summary>
/// The documentation beside an assembly. Keeps where each member stands in the file and reads it when it is asked for: the platform's
/// texts are 40 MB, and a reader looks at few.
/// </summary>
/// <param name="path">The XML file; without one there is no documentation.</param>
internal sealed class ReferenceDocumentation(string path) : DocumentationProvider
{
    private static readonly byte[] MemberStart = "<member name=\""u8.ToArray();
    private static readonly byte[] MemberEnd = "</member>"u8.ToArray();

    private readonly Lazy<Dictionary<string, (int Start, int Length)>> _members = new(() => Index(path));

    public override bool Equals(object? obj) => obj is ReferenceDocumentation other && other.Path == Path;

    public override int GetHashCode() => Path.GetHashCode(StringComparison.Ordinal);

    private string Path { get; } = path;

    protected override string? GetDocumentationForSymbol(string documentationMemberID, CultureInfo preferredCulture, CancellationToken cancellationToken = default)
    {
        if (!_members.Value.TryGetValue(documentationMemberID, out var at))
            return "";
        try
        {
            using var file = File.OpenRead(Path);
            var bytes = new byte[at.Length];
            file.Position = at.Start;
            file.ReadExactly(bytes);
            return Encoding.UTF8.GetString(bytes);
        }
        catch (IOException)
        {
            // The file was there when it was indexed; without it there is no documentation.
            return "";
        }
    }

    private static Dictionary<string, (int Start, int Length)> Index(string path)
    {
        var members = new Dictionary<string, (int, int)>(StringComparer.Ordinal);
        ReadOnlySpan<byte> text;
        try
        {
            text = File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return members;
        }

        for (var at = 0; text[at..].IndexOf(MemberStart) is var found and >= 0;)
        {
            var start = at + found;
            var name = start + MemberStart.Length;
            var nameLength = text[name..].IndexOf((byte)'"');
            var length = text[start..].IndexOf(MemberEnd);
            if (nameLength < 0 || length < 0)
                break;
            members.TryAdd(Encoding.UTF8.GetString(text.Slice(name, nameLength)), (start, length + MemberEnd.Length));
            at = start + length;
        }

        return members;
    }
}
