using Coverage.Sources.Origins;
using Coverage.Tests.Support;

namespace Coverage.Tests.Sources.Origins;

public sealed class RealSourceTests
{
    [Theory]
    [InlineData("sigma/sigma-2026-08-05.tar.gz", 4039, "SigmaHQ/sigma", "8eaafff1f2845a696050e05e72ba1140ee190698", "2026-08-05")]
    [InlineData("atomics/atomics-2026-08-17.tar.gz", 341, "redcanaryco/atomic-red-team", "9f85cf3e54b0cbdd6c702375c555273913eff442", "2026-08-17")]
    public void A_published_archive_is_read_whole(string name, int count, string repository, string commit, string date)
    {
        using var tree = SourceTrees.Open(SharedData.File(name));

        Assert.Equal(count, Pack.Read(tree).Count);
        Assert.Equal((repository, commit, date), (tree.Repository, tree.Commit, tree.Date?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Empty(tree.Diagnostics);
    }

    [Theory]
    [InlineData("attack/enterprise-attack-18.1.json.gz", "enterprise-attack-18.1.json", 37_234_873)]
    [InlineData("d3fend/d3fend-protege-2025-08-25.ttl.gz", "d3fend-protege-2025-08-25.ttl", 2_574_525)]
    public void A_published_file_is_read_whole(string name, string path, int length)
    {
        using var tree = SourceTrees.Open(SharedData.File(name));

        var file = Assert.Single(Pack.Read(tree));

        Assert.Equal((path, length), (file.Path, file.Bytes.Length));
    }
}
