using Coverage.GitHub;
using Coverage.GitHub.Histories;
using Coverage.Sources;
using Coverage.Sources.Folders;
using Coverage.Sources.Origins;
using Coverage.Tests.GitHub;
using Coverage.Tests.Support;

namespace Coverage.Tests.Sources.Folders;

public sealed class FolderFeedTests : GitHubFixture
{
    private static readonly Task<IReadOnlyDictionary<string, string>> Nothing = Task.FromResult<IReadOnlyDictionary<string, string>>(new Dictionary<string, string>());

    private static Task<FeedLook> LookAsync(string path, FeedMemory? before = null) => new FolderFeed(path).LookAsync(before ?? FeedMemory.None, new FeedMeter(), Cancelled);

    private static async Task<List<SourceFile>> FetchAsync(string path, FeedLook look)
    {
        using var tree = await new FolderFeed(path).FetchAsync(look, Nothing, new FeedMeter(), Cancelled);
        return [.. tree.Files([".yml"], Cancelled)];
    }

    [Fact]
    public async Task A_folder_is_new_when_a_file_is_added_changed_or_removed()
    {
        using var folder = new TempFolder();
        folder.Write("rules/a.yml", "title: A\n"u8);

        var first = await LookAsync(folder.Path);
        var same = await LookAsync(folder.Path, first.Memory);
        folder.Write("rules/b.yml", "title: B\n"u8);
        var added = await LookAsync(folder.Path, same.Memory);
        folder.Write("rules/b.yml", "title: BB\n"u8);
        var changed = await LookAsync(folder.Path, added.Memory);
        File.Delete(Path.Combine(folder.Path, "rules/a.yml"));
        var removed = await LookAsync(folder.Path, changed.Memory);

        Assert.Equal([false, true, false, false, false], new[] { first, same, added, changed, removed }.Select(look => look.Unchanged));
        Assert.Equal(["rules/b.yml"], (await FetchAsync(folder.Path, removed)).Select(file => file.Path));
    }

    [Fact]
    public async Task A_clone_is_asked_for_its_commit_and_read_there_and_a_rewritten_history_is_said()
    {
        var repository = Server.AddRepository("acme/rules");
        var root = repository.Commit("First", new Files { ["rules/a.yml"] = "title: A\n" });

        var first = await LookAsync(repository.Folder);
        var same = await LookAsync(repository.Folder, first.Memory);
        var second = repository.Commit("Second", new Files { ["rules/b.yml"] = "title: B\n" });
        var moved = await FetchAsync(repository.Folder, first);
        var next = await LookAsync(repository.Folder, same.Memory);
        repository.ForcePush("Other", new Files { ["rules/c.yml"] = "title: C\n" }, root);
        var rewritten = await LookAsync(repository.Folder, next.Memory);

        Assert.Equal((root, true, second), (first.Memory.Commit, same.Unchanged, next.Memory.Commit));
        Assert.Single(moved);
        Assert.Empty(next.Notes);
        Assert.Contains("rewritten", Assert.Single(rewritten.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_archive_is_new_when_it_was_replaced()
    {
        using var folder = new TempFolder();
        var path = folder.Write("rules.tar.gz", Pack.Gz(Pack.Tar(("x/a.yml", "title: A\n"))));

        var first = await LookAsync(path);
        var same = await LookAsync(path, first.Memory);
        folder.Write("rules.tar.gz", Pack.Gz(Pack.Tar(("x/a.yml", "title: A\n"), ("x/b.yml", "title: B\n"))));
        var replaced = await LookAsync(path, same.Memory);

        Assert.Equal((false, true, false), (first.Unchanged, same.Unchanged, replaced.Unchanged));
        Assert.Equal(2, (await FetchAsync(path, replaced)).Count);
    }

    [Fact]
    public async Task What_is_not_there_or_none_is_said()
    {
        using var folder = new TempFolder();

        Assert.Equal(FeedFault.NotFound, (await Assert.ThrowsAsync<FeedException>(() => LookAsync(Path.Combine(folder.Path, "gone")))).Fault);
        var path = folder.Write("rules.zip", "no archive"u8);
        var look = await LookAsync(path);
        Assert.Equal(FeedFault.WrongContent, (await Assert.ThrowsAsync<FeedException>(() => FetchAsync(path, look))).Fault);
    }

    [Fact]
    public async Task Of_a_folder_and_of_an_archive_only_what_the_patterns_want_is_read()
    {
        using var folder = new TempFolder();
        folder.Write("rules/a.yml", "title: A\n"u8);
        folder.Write("rules/old/b.yml", "title: B\n"u8);
        folder.Write("drafts/c.yml", "title: C\n"u8);
        var archive = folder.Write("packed.zip", Pack.Zip(("rules/a.yml", "title: A\n"), ("drafts/../c.yml", "title: C\n"), ("drafts/d.yml", "title: D\n")));
        var (inFolder, inArchive) = (Wanted(folder.Path), Wanted(archive));

        var look = await inFolder.LookAsync(FeedMemory.None, new FeedMeter(), Cancelled);
        using var files = await inFolder.FetchAsync(look, Nothing, new FeedMeter(), Cancelled);
        using var packed = await inArchive.FetchAsync(await inArchive.LookAsync(FeedMemory.None, new FeedMeter(), Cancelled), Nothing, new FeedMeter(), Cancelled);

        Assert.Equal(["rules/a.yml"], files.Files([".yml"], Cancelled).Select(file => file.Path));
        Assert.Equal(["rules/a.yml"], packed.Files([".yml"], Cancelled).Select(file => file.Path));
        Assert.Empty(packed.Diagnostics);
        using var all = SourceTrees.Open(archive);
        Assert.NotEqual(all.Fingerprint(Cancelled), packed.Fingerprint(Cancelled));

        static FolderFeed Wanted(string path) => new(path) { Include = ["rules/**/*.yml"], Exclude = ["**/old/**"] };
    }
}
