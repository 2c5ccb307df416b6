using System.Collections.Immutable;
using System.Threading.Channels;
using Notebook.Protocol;
using Notebook.Web.Kernels;
using Notebook.Web.Sandbox;
using Notebook.Web.Storage;

namespace Notebook.Web.Secrets;

/// <summary>A kernel that gets secrets. Owns the kernel within.</summary>
internal sealed class SecretKernel : IKernel
{
    private readonly IKernel _kernel;
    private readonly Func<CancellationToken, ValueTask<ImmutableArray<SecretValue>>> _secrets;
    private volatile SecretMask _mask = SecretMask.None;

    public SecretKernel(IKernel kernel, Func<CancellationToken, ValueTask<ImmutableArray<SecretValue>>> secrets)
    {
        (_kernel, _secrets) = (kernel, secrets);
        Events = new MaskedEvents(kernel.Events, () => _mask);
    }

    public ChannelReader<KernelEvent> Events { get; }

    public Task<KernelExit> Ended => _kernel.Ended;

    public bool IsBusy => _kernel.IsBusy;

    public KernelUsage? Usage => _kernel.Usage;

    public async ValueTask SendAsync(KernelRequest request, CancellationToken cancellationToken)
    {
        if (request is Submit submit)
        {
            var secrets = await NowAsync(cancellationToken);
            // Before the kernel has them. What was replaced stays hidden too: variables still hold it.
            _mask = _mask.With(secrets);
            request = submit with { Secrets = secrets };
        }

        await _kernel.SendAsync(request, cancellationToken);
    }

    public void EndBecause(string reason) => _kernel.EndBecause(reason);

    public ValueTask DisposeAsync() => _kernel.DisposeAsync();

    private async ValueTask<ImmutableArray<SecretValue>> NowAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _secrets(cancellationToken);
        }
        catch (StoreException)
        {
            // A cell that needs none runs all the same; one that asks is told that there is none.
            return [];
        }
    }
}
