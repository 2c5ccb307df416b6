using Notebook.Web.Accounts;
using Notebook.Web.Storage;

namespace Notebook.Web.Kernels;

/// <summary>Keeps the <see cref="KernelBudget"/>, and lets the admission of kernels go by it.</summary>
internal sealed class KernelBudgets(IRecords<KernelBudget> records, KernelAdmission admission, IAuditLog audit, TimeProvider time)
{
    /// <summary>Reads what was kept. Once, before the first kernel.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        if (await records.ListAsync(cancellationToken) is [var kept, ..])
            admission.Budget = kept;
    }

    /// <summary>Sets another.</summary>
    /// <param name="by">An administrator, which the caller has checked.</param>
    /// <param name="budget">In place of the one that holds.</param>
    /// <returns>Null when it holds from now on, or a sentence that says why not.</returns>
    /// <exception cref="StoreException">It was not kept.</exception>
    public async Task<string?> SetAsync(Person by, KernelBudget budget)
    {
        if (budget.Problem() is { } problem)
            return problem;
        var before = admission.Budget;
        await records.SaveAsync(budget);
        admission.Budget = budget;
        await audit.RecordAsync(new()
        {
            At = time.GetUtcNow(), PersonId = by.Id, DisplayName = by.DisplayName, Action = AuditActions.KernelBudgetChanged, Subject = "Kernels",
            Detail = before.IsPaused != budget.IsPaused ? (budget.IsPaused ? "paused" : "resumed")
                : $"memory {(budget.MemoryMegabytes is { } megabytes ? $"{megabytes} MB" : "as set")}, a person {budget.PersonPercent} %, a group {budget.GroupPercent} %",
        });
        return null;
    }
}
