namespace Notebook.Web.Kernels;

/// <summary>Somebody who waits for a kernel.</summary>
/// <param name="Purpose">What it is for.</param>
/// <param name="Since">When it was asked for.</param>
/// <param name="Running">How many kernels that person has already.</param>
public sealed record WaitingKernel(KernelPurpose? Purpose, DateTimeOffset Since, int Running);
