using System.Text.Json.Serialization;
using Notebook.Web.Documents;

namespace Notebook.Web.Storage;

/// <summary>One record of a cell's journal. Names are part of the file format.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(StoredBegan), "began")]
[JsonDerivedType(typeof(StoredCleared), "cleared")]
[JsonDerivedType(typeof(StoredAdded), "added")]
[JsonDerivedType(typeof(StoredGrew), "grew")]
[JsonDerivedType(typeof(StoredReplaced), "replaced")]
[JsonDerivedType(typeof(StoredExtended), "extended")]
[JsonDerivedType(typeof(StoredEnded), "ended")]
internal abstract record StoredProgress;

internal sealed record StoredBegan(CellRun Run) : StoredProgress;

internal sealed record StoredCleared : StoredProgress;

internal sealed record StoredAdded(StoredOutput Output) : StoredProgress;

internal sealed record StoredGrew(string Id, string Text) : StoredProgress;

internal sealed record StoredReplaced(string Id, SortedDictionary<string, StoredText> Data) : StoredProgress;

internal sealed record StoredExtended(string Id, string Series, int Keeps, string Summary) : StoredProgress;

internal sealed record StoredEnded(CellRun Run, int? ExecutionCount) : StoredProgress;
