using System.Collections.Immutable;

namespace Notebook.Web.Collaboration;

/// <summary>What one tab has to be told about the others.</summary>
/// <param name="You">The tab's own look to others.</param>
/// <param name="Peers">Everyone else who is here, in the order in which they came; null when that did not change.</param>
/// <param name="Moved">The newest place of those who moved, by <see cref="Peer.Id"/>.</param>
public sealed record PresenceNews(Peer You, ImmutableArray<Peer>? Peers, ImmutableArray<(string Id, PeerPlace Place)> Moved);
