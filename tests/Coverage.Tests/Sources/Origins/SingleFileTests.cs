using Coverage.Sources;
using Coverage.Sources.Origins;
using Coverage.Tests.Support;

namespace Coverage.Tests.Sources.Origins;

public sealed class SingleFileTests
{
    [Theory]
    [InlineData("a.json", false)]
    [InlineData("a.ttl", false)]
    [InlineData("a.yml", false)]
    [InlineData("a.yaml", false)]
    [InlineData("a.json.gz", true)]
    [InlineData("a.ttl.gz", true)]
    [InlineData("a.yml.GZ", true)]
    [InlineData("a.yaml.gz", true)]
    public void One_file_is_read_by_its_name_without_gz(string name, bool packed)
    {
        using var tree = Pack.Open("folder/" + name, packed ? Pack.Gz("content"u8) : "content"u8.ToArray());

        var file = Assert.Single(Pack.Read(tree));

        Assert.Equal((packed ? name[..^3] : name, "content"), (file.Path, Pack.Text(file)));
        Assert.Equal(ContentHash.GitBlob("content"u8), file.BlobHash);
        Assert.Null(tree.Date);
    }

    [Fact]
    public void It_is_unpacked_once_however_often_it_is_read()
    {
        var opened = 0;
        using var tree = SourceTrees.Open(() => { opened++; return new MemoryStream(Pack.Gz("{}"u8)); }, "a.json.gz");
        var before = opened;

        Assert.Same(Pack.Read(tree)[0], Pack.Read(tree)[0]);
        Assert.Equal(1, opened - before);
    }

    [Fact]
    public void It_is_not_read_if_its_ending_is_not_asked_for()
    {
        using var tree = Pack.Open("a.json", "{}"u8.ToArray());

        Assert.Empty(tree.Files([".yml", ".ttl"], TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_packed_file_that_is_cut_or_damaged_anywhere_is_refused()
    {
        var packed = Pack.Gz("{ \"type\": \"bundle\", \"objects\": [] }"u8);

        Assert.All(Enumerable.Range(1, packed.Length - 1), length => Pack.Refused("a.json.gz", packed[..length]));
        // From after gzip's own header up to the last byte of the content, which holds bits of no meaning.
        Assert.All(Enumerable.Range(10, packed.Length - 10).Where(at => at != packed.Length - 9), at =>
        {
            var flipped = (byte[])packed.Clone();
            flipped[at] ^= 4;
            Pack.Refused("a.json.gz", flipped);
        });
    }

    [Fact]
    public void The_fingerprint_is_of_the_raw_bytes_and_of_a_single_files_name()
    {
        var cancel = TestContext.Current.CancellationToken;
        string? Of(string name, byte[] bytes)
        {
            using var tree = Pack.Open(name, bytes);
            return tree.Fingerprint(cancel);
        }

        Assert.Equal(Of("attack-18.1.json", [1, 2]), Of("attack-18.1.json", [1, 2]));
        Assert.NotEqual(Of("attack-18.1.json", [1, 2]), Of("attack-19.1.json", [1, 2]));
        Assert.NotEqual(Of("attack-18.1.json", [1, 2]), Of("attack-18.1.json", [1, 3]));
        var archive = Pack.Gz(Pack.Tar(("a.yml", "a: 1")));
        Assert.Equal(Of("a.tgz", archive), Of("b.tar.gz", archive));
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(archive)), Of("a.tgz", archive));
    }
}
