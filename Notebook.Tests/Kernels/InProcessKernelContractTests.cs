using Notebook.Web.Kernels;

namespace Notebook.Tests.Kernels;

[Collection(nameof(OneInProcessKernel))]
public sealed class InProcessKernelContractTests : KernelContract
{
    protected override async Task<IKernel> LaunchAsync() => await InProcessKernel.OpenAsync();
}
