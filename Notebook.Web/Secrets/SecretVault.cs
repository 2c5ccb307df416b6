using System.Collections.Immutable;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Notebook.Protocol;
using Notebook.Web.Accounts;
using Notebook.Web.Documents;
using Notebook.Web.Sessions;
using Notebook.Web.Sharing;
using Notebook.Web.Storage;

namespace Notebook.Web.Secrets;

/// <summary>
/// The secrets of notebooks. They belong to the notebook: its kernel gets them, nobody is shown them, and no copy takes them along.
/// Stored encrypted with the server's keys, which lie beside the database in a folder of their own.
/// </summary>
public sealed class SecretVault(IRecords<KeptSecret> records, IDataProtectionProvider protection, INotebookStore store, IAuditLog audit, TimeProvider time) : IDisposable
{
    /// <summary>Who sees names and uses the secrets, as everything that runs code.</summary>
    public const NotebookRole Uses = NotebookRole.Runner;

    /// <summary>Who sets and deletes them: those who write the code that could print them anyway.</summary>
    public const NotebookRole Changes = NotebookRole.Editor;

    private readonly SemaphoreSlim _changing = new(1, 1);
    private ImmutableDictionary<string, KeptSecret>? _all;

    /// <summary>A notebook's secrets were changed. The callback is short and does not throw.</summary>
    public event Action<NotebookId>? Changed;

    /// <summary>What a notebook's secrets are called; none for those who may not run it.</summary>
    /// <exception cref="StoreException">They can't be read.</exception>
    public async ValueTask<IReadOnlyList<SecretRow>> ListAsync(NotebookId id, Participant by, CancellationToken cancellationToken) =>
        by.Role < Uses ? [] : [.. Of(id, await AllAsync(cancellationToken)).OrderBy(static secret => secret.Name, StringComparer.Ordinal).Select(static secret => new SecretRow(secret.Name, secret.SetBy, secret.SetAt))];

    /// <summary>The values, for the notebook's kernel and nobody else.</summary>
    /// <exception cref="StoreException">They can't be read.</exception>
    public async ValueTask<ImmutableArray<SecretValue>> ValuesAsync(NotebookId id, CancellationToken cancellationToken) =>
        [.. Of(id, await AllAsync(cancellationToken)).Select(secret => new SecretValue(secret.Name, Decrypt(secret)))];

    /// <summary>Sets a secret, new or in place of the one that has its name. Code gets it from the next run of a cell on.</summary>
    /// <returns>Null when it is kept, or a sentence that says why not.</returns>
    public Task<string?> SetAsync(NotebookId id, string name, string value, Participant by) => ChangeAsync(id, by, async all =>
    {
        name = name.Trim();
        if ((SecretRules.ProblemWithName(name) ?? SecretRules.ProblemWithValue(value)) is { } problem)
            return problem;
        var key = KeptSecret.IdOf(id.Value, name);
        if (!all.ContainsKey(key) && Of(id, all).Count() >= SecretRules.MaxSecrets)
            return $"A notebook has at most {SecretRules.MaxSecrets} secrets. Delete one first.";
        var kept = new KeptSecret { NotebookId = id.Value, Name = name, Cipher = ProtectorOf(id.Value, name).Protect(value), SetBy = by.DisplayName, SetAt = time.GetUtcNow() };
        await records.SaveAsync(kept);
        _all = all.SetItem(key, kept);
        await RecordAsync(id, by, AuditActions.SecretSet, name);
        return null;
    });

    /// <summary>Deletes a secret for good. Does nothing when there is none of this name.</summary>
    /// <returns>Null when it is gone, or a sentence that says why not.</returns>
    public Task<string?> DeleteAsync(NotebookId id, string name, Participant by) => ChangeAsync(id, by, async all =>
    {
        var key = KeptSecret.IdOf(id.Value, name);
        if (!all.ContainsKey(key))
            return null;
        await records.DeleteAsync(key);
        _all = all.Remove(key);
        await RecordAsync(id, by, AuditActions.SecretDeleted, name);
        return null;
    });

    public void Dispose() => _changing.Dispose();

    private static IEnumerable<KeptSecret> Of(NotebookId id, ImmutableDictionary<string, KeptSecret> all) => all.Values.Where(secret => secret.NotebookId == id.Value);

    private async Task<string?> ChangeAsync(NotebookId id, Participant by, Func<ImmutableDictionary<string, KeptSecret>, Task<string?>> change)
    {
        if (by.OnlyLooks)
            return SeenAs.Refusal;
        if (by.Role < Changes)
            return "Only those who may edit a notebook change its secrets.";
        try
        {
            await AllAsync(CancellationToken.None);
            await _changing.WaitAsync();
            try
            {
                if (await change(_all!) is { } problem)
                    return problem;
            }
            finally
            {
                _changing.Release();
            }
        }
        catch (StoreException exception)
        {
            return exception.Message;
        }

        Changed?.Invoke(id);
        return null;
    }

    private async ValueTask<ImmutableDictionary<string, KeptSecret>> AllAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _all) is { } all)
            return all;
        await _changing.WaitAsync(cancellationToken);
        try
        {
            return _all ??= (await records.ListAsync(cancellationToken)).ToImmutableDictionary(static secret => KeptSecret.IdOf(secret.NotebookId, secret.Name), StringComparer.Ordinal);
        }
        finally
        {
            _changing.Release();
        }
    }

    private string? Decrypt(KeptSecret secret)
    {
        try
        {
            return ProtectorOf(secret.NotebookId, secret.Name).Unprotect(secret.Cipher);
        }
        catch (CryptographicException)
        {
            // The keys were lost or belong to another server: code that asks for the secret is told.
            return null;
        }
    }

    private IDataProtector ProtectorOf(string notebookId, string name) => protection.CreateProtector("Notebook.Secrets", notebookId, name);

    private async Task RecordAsync(NotebookId id, Participant by, string action, string name) => await audit.RecordAsync(new()
    {
        At = time.GetUtcNow(),
        PersonId = by.PersonId,
        DisplayName = by.DisplayName,
        Action = action,
        Subject = (await store.FindAsync(id, CancellationToken.None))?.Title ?? id.Value,
        Detail = name,
    });
}
