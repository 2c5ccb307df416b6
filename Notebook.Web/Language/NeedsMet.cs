using System.Collections.Immutable;
using Notebook.Protocol;
using Notebook.Protocol.Language;

namespace Notebook.Web.Language;

/// <summary>What of the things that a notebook's cells need from outside is here.</summary>
/// <param name="Asked">What was asked for, so that the same is not asked again.</param>
/// <param name="Packages">The packages, with what they need.</param>
/// <param name="Files">The files.</param>
/// <param name="Missing">The packages that are not here, in words; empty when all are.</param>
internal sealed record NeedsMet(string Asked, ImmutableArray<RestoredPackage> Packages, ImmutableArray<LanguageFile> Files, string Missing)
{
    public static NeedsMet None { get; } = new("", [], [], "");
}
