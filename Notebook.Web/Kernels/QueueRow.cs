namespace Notebook.Web.Kernels;

/// <summary>Somebody who waits for a kernel, as the person who runs the server sees it.</summary>
/// <param name="Title">The notebook's title; null when it has none any more.</param>
/// <param name="Person">Who waits.</param>
/// <param name="Running">How many kernels that person has already.</param>
/// <param name="Waits">For how long.</param>
public sealed record QueueRow(string? Title, string? Person, int Running, TimeSpan Waits);
