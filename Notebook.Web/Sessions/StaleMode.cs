namespace Notebook.Web.Sessions;

/// <summary>What happens to cells when something that they use has changed.</summary>
public enum StaleMode
{
    /// <summary>They are marked, and run when somebody asks.</summary>
    Mark,

    /// <summary>Nothing.</summary>
    Manual,

    /// <summary>They run again as soon as what they use has run.</summary>
    Automatic,
}
