using Coverage.Sources;

namespace Coverage.Tests.Sources;

public sealed class ContentHashTests
{
    [Theory]
    [InlineData("a\r\nb\rc\n \t\r\n")]
    [InlineData("a\nb\nc")]
    public void Line_ends_count_as_LF_and_blank_ends_do_not_count(string text) => Assert.Equal(ContentHash.Of("a\nb\nc"u8), ContentHash.Of(text));

    [Fact]
    public void It_is_the_SHA_256_that_other_tools_compute()
    {
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", ContentHash.Of("abc"));
        Assert.Equal(ContentHash.Of("é"), ContentHash.Of("é"u8));
    }

    [Fact]
    public void The_blob_hash_is_that_of_git() => Assert.Equal("ce013625030ba8dba906f756967f9e9ca394464a", ContentHash.GitBlob("hello\n"u8));
}
