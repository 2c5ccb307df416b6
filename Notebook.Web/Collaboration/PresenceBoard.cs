using System.Collections.Immutable;

namespace Notebook.Web.Collaboration;

/// <summary>
/// Who has a notebook open and where they are in it. Travels beside the session, never through it: nothing here is stored,
/// and of each tab only its newest place counts, so that a slow reader misses steps and costs no memory.
/// Belongs to a session and lives as long.
/// </summary>
public sealed class PresenceBoard(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly List<PresenceSeat> _seats = [];
    private long _version;
    private long _membersChangedAt;
    private int _lastPerson;

    /// <summary>A tab has come. Only those who may see the notebook may be given a seat.</summary>
    /// <param name="id">Unique per tab.</param>
    /// <param name="personId">The same for all tabs of a person; null for somebody who is not signed in, whose tabs are told apart.</param>
    /// <param name="name">What the person is called.</param>
    /// <param name="colour">The colour that the person chose; null for one that is free.</param>
    /// <returns>Disposing it leaves.</returns>
    public PresenceSeat Join(string id, string? personId, string name, int? colour = null)
    {
        lock (_lock)
        {
            var other = _seats.Find(seat => seat.PersonId is not null && seat.PersonId == personId);
            var person = other?.Peer.Person ?? ++_lastPerson;
            var peer = new Peer(id, person, name, other?.Peer.Colour ?? PeerColours.Choose(colour, _seats.DistinctBy(static seat => seat.Peer.Person).Select(static seat => seat.Peer.Colour)));
            var joined = new PresenceSeat(this, time, peer, personId);
            _seats.Add(joined);
            MembersChanged();
            return joined;
        }
    }

    /// <summary>Takes note of where a tab is now.</summary>
    internal void Move(PresenceSeat seat, PeerPlace place)
    {
        lock (_lock)
        {
            if (!_seats.Contains(seat))
                return;
            seat.Place = place;
            seat.MovedAt = ++_version;
            Wake(seat);
        }
    }

    /// <summary>A tab's connection went or came back.</summary>
    internal void SetHere(PresenceSeat seat, bool isHere)
    {
        lock (_lock)
        {
            if (seat.IsHere == isHere)
                return;
            seat.IsHere = isHere;
            MembersChanged();
        }
    }

    internal void Leave(PresenceSeat seat)
    {
        lock (_lock)
            if (_seats.Remove(seat))
                MembersChanged();
    }

    /// <summary>Everything is news to this tab again.</summary>
    internal void Forget(PresenceSeat seat)
    {
        lock (_lock)
            seat.ToldAt = -1;
        seat.Wake();
    }

    /// <returns>What has changed among the others since the seat was told last; null when nothing has.</returns>
    internal PresenceNews? NewsFor(PresenceSeat seat)
    {
        lock (_lock)
        {
            var told = seat.ToldAt;
            seat.ToldAt = _version;
            var others = _seats.Where(other => other != seat && other.IsHere).ToList();
            ImmutableArray<Peer>? peers = _membersChangedAt > told ? [.. others.Select(static other => other.Peer)] : null;
            ImmutableArray<(string, PeerPlace)> moved = [.. others.Where(other => other.Place is not null && other.MovedAt > told).Select(static other => (other.Peer.Id, other.Place!))];
            return peers is null && moved.IsEmpty ? null : new PresenceNews(seat.Peer, peers, moved);
        }
    }

    private void MembersChanged()
    {
        _membersChangedAt = ++_version;
        // Who comes learns where everyone is, and who comes back is shown where they were.
        foreach (var seat in _seats)
            seat.MovedAt = _version;
        Wake(except: null);
    }

    private void Wake(PresenceSeat? except)
    {
        foreach (var seat in _seats)
            if (seat != except)
                seat.Wake();
    }
}
