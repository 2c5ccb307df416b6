using System.Collections.Immutable;
using Notebook.Web.Collaboration;

namespace Notebook.Tests.Collaboration.Fakes;

/// <summary>A model of an editor with <c>@codemirror/collab</c>: a text, the version it has confirmed, and changes it has not.</summary>
internal sealed class ModelEditor(string id, string text, int version)
{
    private readonly List<(ModelChange Change, string Json)> _unconfirmed = [];

    public string Id { get; } = id;

    public string Text { get; private set; } = text;

    public int Version { get; private set; } = version;

    public bool HasUnconfirmed => _unconfirmed.Count > 0;

    public void Type(int at, int delete, string insert)
    {
        var change = ModelChange.Splice(Text.Length, at, delete, insert);
        Text = change.Apply(Text);
        _unconfirmed.Add((change, change.ToJson()));
    }

    /// <summary>What a push would send.</summary>
    public ImmutableArray<TextUpdate> Sendable() => [.. _unconfirmed.Select(update => new TextUpdate(Id, update.Json))];

    /// <summary>Takes updates of the server that follow <see cref="Version"/>, its own among them.</summary>
    public void Receive(IEnumerable<TextUpdate> updates)
    {
        foreach (var update in updates)
        {
            Version++;
            if (update.ClientId == Id)
            {
                // The server accepted exactly what was sent, and nothing came between.
                Assert.Equal(_unconfirmed[0].Json, update.Changes);
                _unconfirmed.RemoveAt(0);
                continue;
            }

            var remote = ModelChange.Parse(update.Changes);
            for (var i = 0; i < _unconfirmed.Count; i++)
            {
                var mine = _unconfirmed[i].Change;
                var rebased = mine.After(remote, isAccepted: false);
                remote = remote.After(mine, isAccepted: true);
                _unconfirmed[i] = (rebased, rebased.ToJson());
            }

            Text = remote.Apply(Text);
        }
    }
}
