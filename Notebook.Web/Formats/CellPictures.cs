using System.Buffers;
using System.Text;
using System.Text.Json;
using Notebook.Web.Documents;

namespace Notebook.Web.Formats;

/// <summary>
/// Pictures that belong to a cell; its text names them as <c>attachment:name</c>. They stay where nbformat has them, in the
/// cell's file fields, so that no import or export needs to know of them.
/// </summary>
internal static class CellPictures
{
    public const string Scheme = "attachment:";

    private const string Field = "attachments";

    private const int MaxNameLength = 80;

    public static bool IsName(string name) =>
        name.Length is > 0 and <= MaxNameLength && name[0] != '.' && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');

    /// <summary>The bytes of a picture of a type that pages show.</summary>
    /// <returns>Null when the cell has none of this name.</returns>
    public static (string MediaType, byte[] Content)? Find(Cell cell, string name)
    {
        if (Attachments(cell.FileFieldsJson).Property(name) is not { ValueKind: JsonValueKind.Object } forms)
            return null;

        foreach (var form in forms.EnumerateObject())
            // The content says what it is, whatever the file says.
            if (IpynbFields.Joined(form.Value) is { } text && Decode(text) is { } content && PictureType.Of(content) is { } type)
                return (type, content);
        return null;
    }

    /// <summary>A name that the cell has no picture under, as near to the wanted one as can be.</summary>
    public static string FreeName(string? fieldsJson, string wanted, string mediaType)
    {
        var stem = string.Concat(Path.GetFileNameWithoutExtension(wanted).Select(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '-')).Trim('-');
        stem = stem.Length == 0 ? "picture" : stem[..Math.Min(stem.Length, MaxNameLength - 12)];
        var extension = mediaType["image/".Length..].Replace("jpeg", "jpg", StringComparison.Ordinal);
        var taken = Names(fieldsJson);
        for (var number = 1; ; number++)
        {
            var name = number == 1 ? $"{stem}.{extension}" : $"{stem}-{number}.{extension}";
            if (!taken.Contains(name))
                return name;
        }
    }

    /// <summary>The cell's file fields with one more picture.</summary>
    public static string With(string? fieldsJson, string name, string mediaType, ReadOnlySpan<byte> content)
    {
        var base64 = Convert.ToBase64String(content);
        return Written(fieldsJson, writer =>
        {
            writer.WriteStartObject(name);
            writer.WriteString(mediaType, base64);
            writer.WriteEndObject();
        });
    }

    /// <summary>Takes the pictures of another cell too, whose text joins this one's.</summary>
    /// <param name="fieldsJson">The file fields of the cell that stays.</param>
    /// <param name="other">The cell whose text joins.</param>
    /// <returns>The fields with the pictures of both, and the other's text, which calls its pictures by their new names where they had to change.</returns>
    public static (string? FieldsJson, string Source) Adopt(string? fieldsJson, Cell other)
    {
        var source = other.Source;
        if (Attachments(other.FileFieldsJson) is not { ValueKind: JsonValueKind.Object } pictures)
            return (fieldsJson, source);

        foreach (var picture in pictures.EnumerateObject())
        {
            var name = picture.Name;
            if (Attachments(fieldsJson).Property(name) is { } same)
            {
                if (JsonElement.DeepEquals(same, picture.Value))
                    continue;
                var type = picture.Value.ValueKind == JsonValueKind.Object ? picture.Value.EnumerateObject().FirstOrDefault().Name : null;
                name = FreeName(fieldsJson, name, type?.StartsWith("image/", StringComparison.Ordinal) == true ? type : "image/png");
                source = source.Replace($"{Scheme}{picture.Name}", $"{Scheme}{name}", StringComparison.Ordinal);
            }

            fieldsJson = Written(fieldsJson, writer =>
            {
                writer.WritePropertyName(name);
                picture.Value.WriteTo(writer);
            });
        }

        return (fieldsJson, source);
    }

    private static HashSet<string> Names(string? fieldsJson) =>
        Attachments(fieldsJson) is { ValueKind: JsonValueKind.Object } pictures ? [.. pictures.EnumerateObject().Select(static picture => picture.Name)] : [];

    private static JsonElement? Attachments(string? fieldsJson) => fieldsJson is null ? null : JsonReading.Parse(fieldsJson).Property(Field);

    private static string Written(string? fieldsJson, Action<Utf8JsonWriter> another)
    {
        var fields = JsonReading.Parse(fieldsJson ?? "{}");
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var field in fields.EnumerateObject().Where(static field => field.Name != Field))
                field.WriteTo(writer);
            writer.WriteStartObject(Field);
            if (fields.Property(Field) is { ValueKind: JsonValueKind.Object } pictures)
                foreach (var picture in pictures.EnumerateObject())
                    picture.WriteTo(writer);
            another(writer);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static byte[]? Decode(string base64)
    {
        var content = new byte[base64.Length / 4 * 3 + 3];
        return Convert.TryFromBase64String(base64, content, out var length) ? content[..length] : null;
    }
}
