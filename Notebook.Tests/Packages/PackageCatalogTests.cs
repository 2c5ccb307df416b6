using Notebook.Web.Packages;

namespace Notebook.Tests.Packages;

public sealed class PackageCatalogTests : PackageTest
{
    [Fact]
    public async Task Search_PartOfAnId_FindsTheLatestRelease()
    {
        Feed.Add("Test.Found", "1.0.0").Add("Test.Found", "2.0.0").Add("Test.Found", "3.0.0-beta").Add("Other", "1.0.0");

        var (found, problem) = await Catalog(Feed.Path).SearchAsync("test.fou", Cancelled);

        Assert.Null(problem);
        Assert.Equal(("Test.Found", "2.0.0"), (Assert.Single(found).Id, found[0].Version));
    }

    [Theory]
    [InlineData("Test.Nothing")]
    [InlineData("two words <b>")]
    public async Task Search_WhatNoFeedHas_FindsNothingWithoutAProblem(string words)
    {
        var (found, problem) = await Catalog(Feed.Path).SearchAsync(words, Cancelled);

        Assert.Empty(found);
        Assert.Null(problem);
    }

    [Fact]
    public async Task Search_FeedThatDoesNotAnswer_SaysSo()
    {
        var (found, problem) = await Catalog("http://127.0.0.1:9/index.json").SearchAsync("Test.A", Cancelled);

        Assert.Empty(found);
        Assert.EndsWith("can't be reached.", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Versions_OfAPackage_AreNewestFirstAndReleasesBeforePreReleases()
    {
        Feed.Add("Test.A", "1.0.0").Add("Test.A", "10.0.0").Add("Test.A", "11.0.0-beta").Add("Test.A", "9.0.0");

        Assert.Equal(["10.0.0", "9.0.0", "1.0.0", "11.0.0-beta"], await Catalog(Feed.Path).VersionsAsync("Test.A", Cancelled));
    }

    private static PackageCatalog Catalog(string source)
    {
        var options = new PackageOptions();
        options.Sources.Add(source);
        return new PackageCatalog(new PackageSources(options), TimeProvider.System);
    }
}
