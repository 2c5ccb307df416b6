namespace Notebook.Kernel.Scripting;

/// <summary>A compiled submission at its place in the chain.</summary>
/// <param name="Compiled">The code.</param>
/// <param name="Slot">The slot its instance takes.</param>
/// <param name="Order">How many submissions had extended the chain when it was compiled, itself included.</param>
internal sealed record ChainedSubmission(CompiledSubmission Compiled, int Slot, int Order);
