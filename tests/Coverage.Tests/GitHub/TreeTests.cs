using System.Security.Cryptography;
using System.Text;
using Coverage.GitHub;
using Coverage.GitHub.Histories;

namespace Coverage.Tests.GitHub;

public sealed class TreeTests : GitHubFixture
{
    protected override GitHubServerOptions Options => new() { TreeEntries = 4, ContentBytes = 10, ContentEntries = 2, CompareFiles = 2 };

    [Fact]
    public async Task The_hash_of_a_blob_is_gits_own_over_its_bytes()
    {
        Rules().Commit("First", OneRule("title: One\n"));

        var tree = await Json("repos/acme/rules/git/trees/main?recursive=0");
        var file = tree.GetProperty("tree").EnumerateArray().Single(row => row.GetProperty("type").GetString() == "blob");
        using var blob = await Get($"repos/acme/rules/git/blobs/{file.GetProperty("sha").GetString()}", token: null, ("Accept", "application/vnd.github.raw+json"));
        var bytes = await blob.Content.ReadAsByteArrayAsync(Cancelled);

        Assert.Equal("rules/one.yml", file.GetProperty("path").GetString());
        Assert.Equal(Hash(bytes), file.GetProperty("sha").GetString());
        Assert.Equal("title: One\n", Encoding.UTF8.GetString(bytes));
    }

    [Fact]
    public async Task A_tree_past_the_limit_says_that_it_is_truncated_and_its_subtrees_are_whole()
    {
        Rules().Commit("First", new Files { ["a/1"] = "1", ["a/2"] = "2", ["b/3"] = "3", ["b/4"] = "4" });

        var whole = await Json("repos/acme/rules/git/trees/main?recursive=1");
        var top = await Json("repos/acme/rules/git/trees/main");
        var below = await Json($"repos/acme/rules/git/trees/{top.GetProperty("tree")[1].GetProperty("sha").GetString()}");

        Assert.True(whole.GetProperty("truncated").GetBoolean());
        Assert.Equal(4, whole.GetProperty("tree").GetArrayLength());
        Assert.False(top.GetProperty("truncated").GetBoolean());
        Assert.Equal(["3", "4"], below.GetProperty("tree").EnumerateArray().Select(row => row.GetProperty("path").GetString()));
    }

    [Fact]
    public async Task Links_submodules_and_executables_keep_their_modes()
    {
        Rules().Commit("First", new Files
        {
            ["link"] = FileContent.Symlink("rules/one.yml"),
            ["sub"] = FileContent.Submodule(new string('a', 40)),
            ["run.sh"] = FileContent.Executable("#!/bin/sh\n"),
        });

        var rows = (await Json("repos/acme/rules/git/trees/main")).GetProperty("tree").EnumerateArray()
            .Select(row => $"{row.GetProperty("mode").GetString()} {row.GetProperty("type").GetString()} {row.GetProperty("path").GetString()} {row.TryGetProperty("size", out _)}");

        Assert.Equal(["120000 blob link True", "100755 blob run.sh True", "160000 commit sub False"], rows);
    }

    [Fact]
    public async Task Contents_leaves_large_files_empty_and_folders_short()
    {
        Rules().Commit("First", new Files { ["rules/1.yml"] = "more than ten bytes", ["rules/2.yml"] = "2", ["rules/3.yml"] = "3" });

        var large = await Json("repos/acme/rules/contents/rules/1.yml");
        var small = await Json("repos/acme/rules/contents/rules/2.yml");

        Assert.Equal(("", "none", 19), (large.GetProperty("content").GetString(), large.GetProperty("encoding").GetString(), large.GetProperty("size").GetInt32()));
        Assert.Equal("Mg==\n", small.GetProperty("content").GetString());
        Assert.Equal(2, (await Json("repos/acme/rules/contents/rules")).GetArrayLength());
    }

    [Fact]
    public async Task Compare_stops_at_its_limit_without_a_word()
    {
        var repository = Rules();
        var before = repository.Commit("First", OneRule());
        var after = repository.Commit("Second", new Files { ["1"] = "1", ["2"] = "2", ["3"] = "3" });

        var comparison = await Json($"repos/acme/rules/compare/{before}...{after}");

        Assert.Equal(2, comparison.GetProperty("files").GetArrayLength());
        Assert.Equal(("ahead", 1), (comparison.GetProperty("status").GetString(), comparison.GetProperty("ahead_by").GetInt32()));
    }

    [Fact]
    public async Task A_moved_file_is_renamed_and_a_removed_one_removed()
    {
        var repository = Rules();
        var before = repository.Commit("First", new Files { ["a.yml"] = "title: A\nid: 1\n", ["b.yml"] = "entirely different\n" });
        var after = repository.Commit("Second", new Files { ["a.yml"] = null, ["b.yml"] = null, ["moved/a.yml"] = "title: A\nid: 1\n" });

        var files = (await Json($"repos/acme/rules/compare/{before}...{after}")).GetProperty("files").EnumerateArray()
            .Select(file => $"{file.GetProperty("status").GetString()} {file.GetProperty("filename").GetString()}");

        Assert.Equal(["removed b.yml", "renamed moved/a.yml"], files.Order());
    }

    [Fact]
    public async Task After_a_force_push_the_old_commit_is_gone()
    {
        var repository = Rules();
        var old = repository.Commit("First", OneRule());
        Assert.Equal(200, (int)(await Get($"repos/acme/rules/git/commits/{old}")).StatusCode);

        var rewritten = repository.ForcePush("Rewritten", OneRule("title: Other\n"));

        Assert.Equal(404, (int)(await Get($"repos/acme/rules/git/commits/{old}")).StatusCode);
        Assert.Equal(404, (int)(await Get($"repos/acme/rules/compare/{old}...main")).StatusCode);
        Assert.Equal(rewritten, (await Json("repos/acme/rules/commits/main")).GetProperty("sha").GetString());
    }

    [Fact]
    public void The_same_fixture_has_the_same_hash_in_every_run()
    {
        Assert.Equal(Rules("acme/one").Commit("First", OneRule()), Rules("acme/two").Commit("First", OneRule()));
    }

    private static string Hash(byte[] bytes)
    {
#pragma warning disable CA5350 // Git's own hash.
        return Convert.ToHexStringLower(SHA1.HashData([.. Encoding.ASCII.GetBytes($"blob {bytes.Length}\0"), .. bytes]));
#pragma warning restore CA5350
    }
}
