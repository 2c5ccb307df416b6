using Notebook.Web.Sharing;

namespace Notebook.Tests.Sharing.Fakes;

/// <summary>Accounts of which a test disables some.</summary>
public sealed class FakeActivePeople : IActivePeople
{
    private readonly HashSet<string> _disabled = [];

    public event Action? Changed;

    public bool IsActive(string personId) => !_disabled.Contains(personId);

    public void Disable(string personId)
    {
        _disabled.Add(personId);
        Changed?.Invoke();
    }
}
