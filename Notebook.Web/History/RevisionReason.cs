namespace Notebook.Web.History;

/// <summary>Why a revision was saved. The names are part of what is stored.</summary>
public enum RevisionReason
{
    /// <summary>Cells that had been edited since the revision before have run.</summary>
    Run,

    /// <summary>Nobody has edited for a while, or somebody has for long.</summary>
    Edited,

    /// <summary>Somebody asked for it, and may have given it a name.</summary>
    Checkpoint,

    /// <summary>An earlier revision was restored: this is what the notebook was before.</summary>
    BeforeRestore,

    /// <summary>The notebook came as a file; this is how it came.</summary>
    Import,
}
