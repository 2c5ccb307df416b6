using System.Collections.Immutable;
using Notebook.Web.Storage;

namespace Notebook.Web.Sharing;

/// <summary>
/// What is shared with whom, in memory: owned by the store, which changes it right after each commit and before anybody is told
/// that it was kept. So whoever takes a role away knows, when that returns, that nobody holds it any more.
/// </summary>
public sealed class SharingIndex
{
    private volatile SharingState _state = SharingState.Empty;

    /// <summary>Something about sharing has changed. Called on the store's thread: handlers only pass the news on.</summary>
    public event Action? Changed;

    public SharingState State => _state;

    /// <summary>For the store alone: begins with what is kept.</summary>
    internal void Load(SharingState state) => _state = state;

    /// <summary>For the store alone, which calls it in the order of its commits and never twice at once.</summary>
    internal void Apply(ImmutableArray<StoreChange> changes)
    {
        var state = changes.Where(SharingState.IsAbout).Aggregate(_state, static (state, change) => state.After(change));
        if (ReferenceEquals(state, _state))
            return;
        _state = state;
        Changed?.Invoke();
    }
}
