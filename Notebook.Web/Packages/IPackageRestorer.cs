using System.Collections.Immutable;
using Notebook.Protocol;

namespace Notebook.Web.Packages;

/// <summary>Gets the packages that notebooks ask for onto this machine.</summary>
public interface IPackageRestorer
{
    /// <summary>Where packages are: what kernels must be able to read.</summary>
    ImmutableArray<string> Folders { get; }

    /// <summary>Gets packages. What is wrong with the request, or prevents it, is a sentence in the answer.</summary>
    /// <param name="request">What a kernel asked for; anything may stand in it.</param>
    /// <param name="pins">The versions that the notebook's floating packages came to before, by id.</param>
    /// <param name="cancellationToken">Stops waiting, and the restore too when nobody else waits for it.</param>
    Task<RestoreResult> RestoreAsync(PackagesRequested request, ImmutableSortedDictionary<string, string> pins, CancellationToken cancellationToken);

    /// <summary>What the same request would come to, when all of it is on this machine already.</summary>
    /// <returns>Null when it is not, or when something is wrong with the request.</returns>
    ImmutableArray<RestoredPackage>? Find(PackagesRequested request, ImmutableSortedDictionary<string, string> pins);
}

/// <summary>What a request for packages came to.</summary>
public abstract record RestoreResult
{
    private RestoreResult()
    {
    }

    /// <param name="Packages">All that the kernel has then.</param>
    /// <param name="Pins">What packages that were asked for without an exact version came to, by id.</param>
    /// <param name="Notes">What people should know; a sentence each.</param>
    public sealed record Restored(ImmutableArray<RestoredPackage> Packages, ImmutableSortedDictionary<string, string> Pins, ImmutableArray<string> Notes) : RestoreResult
    {
        /// <summary>The packages without their files.</summary>
        public ImmutableArray<LoadedPackage> Loaded => [.. Packages.Select(static package => new LoadedPackage(package.Id, package.Version, package.IsDirect))];
    }

    /// <param name="Problem">Why there are no packages and what to do, for people.</param>
    public sealed record Failed(string Problem) : RestoreResult;

    /// <summary>What the kernel is told.</summary>
    public PackagesRestored AnswerTo(SubmissionId submission) => this switch
    {
        Restored restored => new() { SubmissionId = submission, Packages = restored.Packages, Notes = restored.Notes },
        Failed failed => new() { SubmissionId = submission, Problem = failed.Problem },
        _ => throw new InvalidOperationException($"There is no answer for {GetType().Name}."),
    };
}
