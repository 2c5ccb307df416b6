using System.Threading.Channels;

namespace Notebook.Web.Collaboration;

/// <summary>One tab's place at a notebook's table: says where it is, hears where the others are. Owned by the tab; disposing it leaves.</summary>
public sealed class PresenceSeat : IDisposable
{
    /// <summary>No tab is told more often: the eye needs no more, and forty people cost what ten messages a second cost.</summary>
    internal static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    private readonly PresenceBoard _board;
    private readonly TimeProvider _time;
    private readonly Channel<bool> _news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
    private long? _toldStamp;

    internal PresenceSeat(PresenceBoard board, TimeProvider time, Peer peer, string? personId)
    {
        _board = board;
        _time = time;
        Peer = peer;
        PersonId = personId;
    }

    public Peer Peer { get; }

    internal string? PersonId { get; }

    // The board reads and writes these under its lock.
    internal PeerPlace? Place { get; set; }

    internal long MovedAt { get; set; }

    internal long ToldAt { get; set; } = -1;

    internal bool IsHere { get; set; } = true;

    /// <summary>Says where this tab is now; whatever it said before is forgotten.</summary>
    public void Move(PeerPlace place) => _board.Move(this, place);

    /// <summary>Whether the tab's browser can be reached. Somebody without a connection is not shown as being here.</summary>
    public void SetHere(bool isHere) => _board.SetHere(this, isHere);

    /// <summary>Waits until something has changed among the others, at most ten times a second. For one caller at a time.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled; what there was to tell stays untold.</exception>
    public async ValueTask<PresenceNews> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await _news.Reader.ReadAsync(cancellationToken);
            if (_toldStamp is { } told && Pace - _time.GetElapsedTime(told) is { Ticks: > 0 } rest)
                await Task.Delay(rest, _time, cancellationToken);
            if (_board.NewsFor(this) is { } news)
            {
                _toldStamp = _time.GetTimestamp();
                return news;
            }
        }
    }

    /// <summary>The tab may have missed what it was told: it is told everything again.</summary>
    public void Forget() => _board.Forget(this);

    public void Dispose() => _board.Leave(this);

    internal void Wake() => _news.Writer.TryWrite(true);
}
