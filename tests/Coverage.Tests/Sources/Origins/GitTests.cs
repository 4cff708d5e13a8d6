using System.Diagnostics;
using Coverage.Sources;
using Coverage.Sources.Origins;
using Coverage.Tests.Support;

namespace Coverage.Tests.Sources.Origins;

public sealed class GitTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose()
    {
        // Git's objects are read-only, which would keep them there on Windows.
        foreach (var file in Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories).Where(_ => OperatingSystem.IsWindows()))
        {
            File.SetAttributes(file, FileAttributes.Normal);
        }

        folder.Dispose();
    }

    [Fact]
    public void The_commit_is_read_and_not_what_lies_in_the_folder()
    {
        Clone(("rules/a.yml", "title: A\r\n"), ("rules/r\u00E9gle d.yml", "title: D"), ("readme.md", "no"));
        folder.Write("rules/a.yml", "changed"u8);
        folder.Write("rules/new.yml", "untracked"u8);
        using var tree = SourceTrees.Open(folder.Path);

        var files = Pack.Read(tree);

        Assert.Equal([("rules/a.yml", "title: A\r\n"), ("rules/r\u00E9gle d.yml", "title: D")], files.Select(file => (file.Path, Pack.Text(file))));
        Assert.Equal(Git("rev-parse HEAD:rules/a.yml"), files[0].BlobHash);
        Assert.Equal(Git("rev-parse HEAD"), tree.Commit);
        Assert.Equal(new DateTime(2026, 8, 5, 6, 52, 16, DateTimeKind.Utc), tree.Date);
        Assert.Equal("SigmaHQ/sigma", tree.Repository);
        Assert.Matches("^[0-9a-f]{64}$", tree.Fingerprint(TestContext.Current.CancellationToken)!);
        Assert.Empty(tree.Diagnostics);
    }

    [Fact]
    public void A_bare_repository_is_read_alike()
    {
        Clone(("rules/a.yml", "title: A"));
        using var bare = new TempFolder();
        Git($"clone -q --bare . {bare.Path}/sigma.git");
        using var tree = SourceTrees.Open(Path.Combine(bare.Path, "sigma.git"));

        Assert.Equal(["rules/a.yml"], Pack.Paths(tree));
        Assert.Equal(Git("rev-parse HEAD"), tree.Commit);
    }

    [Fact]
    public void More_files_than_are_asked_ahead_come_in_order()
    {
        var files = Enumerable.Range(100, 300).Select(i => ($"rules/{i}.yml", i == 200 ? new string('x', 100_000) : $"id: {i}")).ToArray();
        Clone(files);
        using var tree = SourceTrees.Open(folder.Path);

        Assert.Equal(files, Pack.Read(tree).Select(file => (file.Path, Pack.Text(file))));
    }

    [Fact]
    public void Links_submodules_pointers_and_large_files_are_skipped_and_listed()
    {
        Clone(("rules/a.yml", "title: A"), ("rules/lfs.yml", "version https://git-lfs.github.com/spec/v1\nsize 1\n"), ("rules/large.yml", new string('x', 5000)), ("rules/z.yml", "title: Z"));
        Git($"update-index --add --cacheinfo 120000,{Git("rev-parse HEAD:rules/a.yml")},rules/link.yml");
        Git($"update-index --add --cacheinfo 160000,{Git("rev-parse HEAD")},rules/module");
        Commit();
        using var tree = SourceTrees.Open(folder.Path, new SourceLimits { FileBytes = 4000 });

        Assert.Equal(["rules/a.yml", "rules/z.yml"], Pack.Paths(tree));
        Assert.Equal(["rules/large.yml", "rules/lfs.yml", "rules/link.yml", "rules/module"], tree.Diagnostics.Select(d => d.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_partial_clone_fetches_nothing_and_runs_nothing_that_its_configuration_names()
    {
        Clone(("rules/a.yml", "title: A"), ("rules/b.yml", "title: B"));
        var trace = Path.Combine(folder.Path, "ran");
        Lose("rules/b.yml");
        Git("config core.repositoryFormatVersion 1");
        Git("config extensions.partialClone origin");
        Git("config remote.origin.promisor true");
        Git($"config remote.origin.url \"{folder.Path}\"");
        Git($"config remote.origin.uploadpack \"touch {trace}; git-upload-pack\"");
        Git("config protocol.file.allow always");
        using var tree = SourceTrees.Open(folder.Path);

        Assert.Throws<SourceRefusedException>(() => Pack.Read(tree));
        Assert.False(File.Exists(trace));
    }

    [Fact]
    public void A_clone_that_lacks_a_file_is_refused_whole()
    {
        Clone(("rules/a.yml", "title: A"), ("rules/b.yml", "title: B"));
        Lose("rules/b.yml");
        using var tree = SourceTrees.Open(folder.Path);

        Assert.Contains("rules/b.yml", Assert.Throws<SourceRefusedException>(() => Pack.Read(tree)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_repository_without_a_commit_is_refused_and_one_further_up_is_not_taken_for_it()
    {
        Clone(("rules/a.yml", "title: A"));
        Directory.CreateDirectory(Path.Combine(folder.Path, "inner", ".git"));

        Assert.Contains("commit", Assert.Throws<SourceRefusedException>(() => SourceTrees.Open(Path.Combine(folder.Path, "inner"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_git_a_clone_is_refused_with_what_to_do()
    {
        Clone(("rules/a.yml", "title: A"));

        var refused = Assert.Throws<SourceRefusedException>(() => new GitTree(folder.Path, Path.Combine(folder.Path, ".git"), SourceLimits.Default, "no-such-git-here"));

        Assert.Contains("Install git", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reading_stops_when_it_is_cancelled()
    {
        Clone(("rules/a.yml", "title: A"), ("rules/b.yml", "title: B"));
        using var tree = SourceTrees.Open(folder.Path);
        using var stop = new CancellationTokenSource();

        Assert.ThrowsAny<OperationCanceledException>(() =>
        {
            foreach (var _ in tree.Files([".yml"], stop.Token))
            {
                stop.Cancel();
            }
        });
    }

    [Theory]
    [InlineData("https://github.com/SigmaHQ/sigma.git", "SigmaHQ/sigma")]
    [InlineData("https://github.com/SigmaHQ/sigma/", "SigmaHQ/sigma")]
    [InlineData("https://user:token@github.com/acme/my.rules", "acme/my.rules")]
    [InlineData("git@github.com:acme/rules.git", "acme/rules")]
    [InlineData("ssh://git@github.com:22/acme/rules", "acme/rules")]
    [InlineData("https://github.com.evil.example/acme/rules", null)]
    [InlineData("https://evil.example/github.com/acme/rules", null)]
    [InlineData("https://github.com/acme/..", null)]
    [InlineData("https://github.com/../rules", null)]
    [InlineData("https://github.com/acme/rules?x", null)]
    [InlineData("/srv/rules", null)]
    [InlineData(null, null)]
    public void Only_a_url_of_GitHub_tells_the_repository(string? url, string? repository) => Assert.Equal(repository, GitTree.GitHubRepository(url));

    private void Clone(params ReadOnlySpan<(string Name, string Content)> files)
    {
        Git("init -q");
        foreach (var (name, content) in files)
        {
            folder.Write(name, System.Text.Encoding.UTF8.GetBytes(content));
        }

        Git("-c core.autocrlf=false add -A");
        Commit();
        Git("remote add origin git@github.com:SigmaHQ/sigma.git");
    }

    private void Lose(string file)
    {
        var blob = Git("rev-parse HEAD:" + file);
        var path = Path.Combine(folder.Path, ".git", "objects", blob[..2], blob[2..]);
        File.SetAttributes(path, FileAttributes.Normal);
        File.Delete(path);
    }

    private void Commit() => Git("-c user.name=A -c user.email=a@example.com -c commit.gpgsign=false commit -q -m x");

    private string Git(string arguments)
    {
        var start = new ProcessStartInfo("git", arguments) { WorkingDirectory = folder.Path, RedirectStandardOutput = true };
        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        start.Environment["GIT_COMMITTER_DATE"] = "2026-08-05T08:52:16+0200";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output.Trim();
    }
}
