using Notebook.Protocol;

namespace Notebook.Web.Documents;

/// <summary>
/// One step of what running does to a cell. A session applies it to the cell in memory and writes it to the cell's journal;
/// after a crash the store applies the journal again, by the same <see cref="Cell.After(RunProgress)"/>.
/// </summary>
public abstract record RunProgress(CellId CellId);

/// <summary>The cell left the queue. Its outputs stay until the new run has something to show, so that the page does not jump.</summary>
public sealed record RunBegan(CellId CellId, CellRun Run) : RunProgress(CellId);

/// <summary>What an earlier run left is gone.</summary>
public sealed record OutputsCleared(CellId CellId) : RunProgress(CellId);

/// <summary>A new output below the others.</summary>
public sealed record OutputAdded(CellId CellId, CellOutput Output) : RunProgress(CellId);

/// <summary>More text of a stream output that is there already.</summary>
public sealed record StreamGrew(CellId CellId, string OutputId, string Text) : RunProgress(CellId);

/// <summary>A value was replaced where it stands.</summary>
public sealed record DisplayReplaced(CellId CellId, string OutputId, MimeBundle Data) : RunProgress(CellId);

/// <summary>A chart got more points.</summary>
public sealed record ChartExtended(CellId CellId, string OutputId, ChartPoints Points) : RunProgress(CellId);

/// <summary>The run ended, however it did.</summary>
public sealed record RunEnded(CellId CellId, CellRun Run, int? ExecutionCount) : RunProgress(CellId);
