namespace Notebook.Web.Sharing;

/// <summary>Whose accounts may be used: the part of accounts that roles depend on, answered without waiting.</summary>
public interface IActivePeople
{
    /// <summary>An account was disabled or enabled. Called on any thread.</summary>
    event Action? Changed;

    /// <returns>False for a disabled account.</returns>
    bool IsActive(string personId);
}
