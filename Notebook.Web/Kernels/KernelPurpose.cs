using Notebook.Web.Documents;

namespace Notebook.Web.Kernels;

/// <summary>What a kernel is for.</summary>
/// <param name="NotebookId">The notebook whose code it runs.</param>
/// <param name="PersonId">Who asked for it; fair shares count by this.</param>
/// <param name="PersonName">As others see that person.</param>
public sealed record KernelPurpose(NotebookId NotebookId, string PersonId, string PersonName);
