using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Notebook.Web.Accounts;
using Notebook.Web.Collaboration;
using Notebook.Web.Documents;
using Notebook.Web.History;
using Notebook.Web.Secrets;
using Notebook.Web.Kernels;

namespace Notebook.Web.Storage;

/// <summary>The source-generated serializer of everything stored as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(ImmutableArray<StoredOutput>))]
[JsonSerializable(typeof(StoredProgress))]
[JsonSerializable(typeof(CellRun))]
[JsonSerializable(typeof(ImmutableList<TextUpdate>))]
[JsonSerializable(typeof(StoredText))]
[JsonSerializable(typeof(Verification))]
[JsonSerializable(typeof(StoredRevisionCell))]
[JsonSerializable(typeof(ImmutableArray<StoredComment>))]
[JsonSerializable(typeof(KeptAccount))]
[JsonSerializable(typeof(EndedSignIn))]
[JsonSerializable(typeof(Announcement))]
[JsonSerializable(typeof(AccountLink))]
[JsonSerializable(typeof(KeptSecret))]
[JsonSerializable(typeof(KernelBudget))]
internal sealed partial class StorageJson : JsonSerializerContext
{
    /// <summary>Writes text as it is instead of escaping every letter outside ASCII; nothing of this ever reaches a page as HTML.</summary>
    public static StorageJson Compact => field ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
