namespace Notebook.Web.Packages;

/// <summary>Lets everyone who asks for the same at the same time wait for one piece of work, which stops when all of them have left.</summary>
internal sealed class SharedRestores<T>
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Shared> _running = new(StringComparer.Ordinal);

    public async Task<T> RunAsync(string key, Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        Shared? shared;
        lock (_lock)
        {
            if (!_running.TryGetValue(key, out shared))
            {
                _running[key] = shared = new Shared();
                var stop = shared.Stop.Token;
                shared.Work = Task.Run(() => work(stop), CancellationToken.None);
            }

            shared.Waiting++;
        }

        try
        {
            return await shared.Work.WaitAsync(cancellationToken);
        }
        finally
        {
            var isLast = false;
            lock (_lock)
            {
                if (--shared.Waiting == 0)
                {
                    isLast = true;
                    if (_running.GetValueOrDefault(key) == shared)
                        _running.Remove(key);
                }
            }

            if (isLast && !shared.Work.IsCompleted)
                await shared.Stop.CancelAsync();
            // Not disposed: work that is just stopping still looks at its token.
        }
    }

    private sealed class Shared
    {
        public CancellationTokenSource Stop { get; } = new();

        public Task<T> Work { get; set; } = null!;

        public int Waiting { get; set; }
    }
}
