using Notebook.Web.Collaboration;

namespace Notebook.Web.Components.Notebooks;

/// <summary>What a browser is told about the others in its notebook; see Editor/src/together/together.js.</summary>
/// <param name="You">How others see this tab.</param>
/// <param name="Peers">Everyone else who is here; null when that did not change.</param>
/// <param name="Moved">The newest places.</param>
internal sealed record PeopleDelivery(Peer You, IReadOnlyList<Peer>? Peers, IReadOnlyList<MovedPeer> Moved)
{
    public static PeopleDelivery Of(PresenceNews news) => new(news.You, news.Peers, [.. news.Moved.Select(static moved => MovedPeer.Of(moved.Id, moved.Place))]);
}

/// <param name="Id">Which tab.</param>
/// <param name="Place">Where it is.</param>
internal sealed record MovedPeer(string Id, PlaceMessage Place)
{
    public static MovedPeer Of(string id, PeerPlace place) => new(id, PlaceMessage.Of(place));
}
