using System.Diagnostics;
using System.Text;
using Coverage.Sources;
using Coverage.Sources.Yaml;
using Coverage.Tests.Support;

namespace Coverage.Tests.Sources.Yaml;

public sealed class YamlFileTests
{
    [Theory]
    [InlineData("[", 100_000)]
    [InlineData("{", 100_000)]
    [InlineData("- ", 100_000)]
    [InlineData("a: ", 100_000)]
    [InlineData("? ", 100_000)]
    [InlineData("[{a: ", 100_000)]
    [InlineData("- - ? ", 100_000)]
    [InlineData("a: [", 100_000)]
    public void Deep_nesting_is_refused_and_hangs_nowhere(string piece, int times)
    {
        var clock = Stopwatch.StartNew();

        var refused = Refused(string.Concat(Enumerable.Repeat(piece, times)));

        Assert.True(refused.Line >= 0);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, Patience.NoHang);
    }

    [Fact]
    public void Noise_is_read_or_refused_and_nothing_else_is_thrown()
    {
        var random = new Random(7);
        const string Letters = "{}[]\"':,=\\#|-\n\r\t ;%@+aT1059.001<>&";
        var refused = 0;
        for (var i = 0; i < 2000; i++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(1, 400)).Select(_ => Letters[random.Next(Letters.Length)])]);
            if (Record.Exception(() => YamlFile.Read(Encoding.UTF8.GetBytes(text), SourceLimits.Default)) is not { } problem) continue;
            Assert.IsType<YamlRefusedException>(problem);
            refused++;
        }

        Assert.InRange(refused, 1000, 2000);
    }

    [Fact]
    public void Nesting_by_indentation_is_refused_at_the_line_where_it_gets_too_deep()
    {
        var text = string.Concat(Enumerable.Range(0, 500).Select(depth => $"{new string(' ', depth)}k:\n"));

        var refused = Refused(text);

        Assert.Contains("nested more than 64 deep", refused.Message, StringComparison.Ordinal);
        Assert.InRange(refused.Line, 64, 66);
    }

    [Fact]
    public void Nesting_up_to_the_limit_is_read()
    {
        Assert.Single(Documents(new string('[', 64) + new string(']', 64)));
        Assert.Contains("nested", Refused(new string('[', 65) + new string(']', 65)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a: 1\nb: 2\na: 3\n", "a", 3)]
    [InlineData("top:\n  x: 1\n  y:\n    z: 1\n    z: 2\n", "z", 5)]
    [InlineData("list:\n- {k: 1, k: 2}\n", "k", 2)]
    [InlineData("\"a\": 1\n'a': 2\n", "a", 2)]
    public void A_key_that_is_there_twice_is_refused_at_every_level(string text, string key, int line)
    {
        var refused = Refused(text);

        Assert.Equal(($"The key '{key}' is there twice.", line), (refused.Message, refused.Line));
    }

    [Fact]
    public void A_repeated_key_is_seen_among_many()
    {
        var text = string.Concat(Enumerable.Range(0, 40).Select(i => $"k{i}: 1\n")) + "k17: 2\n";

        Assert.Equal(41, Refused(text).Line);
    }

    [Fact]
    public void An_alias_bomb_is_refused_by_the_number_of_its_aliases()
    {
        var text = new StringBuilder("a0: &a0 [x]\n");
        for (var i = 1; i < 10; i++) text.Append(System.Globalization.CultureInfo.InvariantCulture, $"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 9))}]\n");

        Assert.Equal("It has more than 64 aliases.", Refused(text.ToString()).Message);
    }

    [Fact]
    public void A_bomb_of_few_aliases_is_never_unfolded()
    {
        var text = new StringBuilder("a0: &a0 [x]\n");
        for (var i = 1; i <= 30; i++) text.Append(System.Globalization.CultureInfo.InvariantCulture, $"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n");
        var clock = Stopwatch.StartNew();

        Assert.Equal(31, ((YamlMapping)Documents(text.ToString()).Single().Root).Pairs.Count);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, Patience.NoHang);
    }

    [Fact]
    public void Sixty_four_aliases_are_read_and_one_more_is_refused()
    {
        static string Aliases(int count) => $"a: &a x\nb: [{string.Join(", ", Enumerable.Repeat("*a", count))}]\n";

        Assert.Equal(64, ((YamlMapping)Documents(Aliases(64)).Single().Root)["b"]!.Plains.Count());
        Assert.Equal("It has more than 64 aliases.", Refused(Aliases(65)).Message);
    }

    [Theory]
    [InlineData("a: *nothing\n", 1)]
    [InlineData("a: 1\nb: &b [*b]\n", 2)]
    [InlineData("a: &a 1\n---\nb: *a\n", 3)]
    public void An_alias_of_nothing_of_itself_or_of_another_document_is_refused(string text, int line)
    {
        var refused = Refused(text);

        Assert.Equal(line, refused.Line);
        Assert.Contains("names nothing before it", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void More_than_a_hundred_thousand_parts_are_refused()
    {
        Assert.Equal("It has more than 100,000 parts.", Refused(string.Concat(Enumerable.Repeat("- a\n", 100_000))).Message);
    }

    [Fact]
    public void Latin_1_bytes_are_refused_at_their_line() =>
        Assert.Equal(("It is not UTF-8 text.", 2), Refused([.. "a: b\nauthor: Jos"u8, 0xE9, .. "\n"u8]));

    [Fact]
    public void A_NUL_byte_is_refused_at_its_line() =>
        Assert.Equal(("It holds a NUL byte, which is no text.", 3), Refused([.. "a: b\n\nc: "u8, 0, .. "\n"u8]));

    [Fact]
    public void UTF_16_is_refused_as_no_text() => Assert.Equal(("It holds a NUL byte, which is no text.", 1), Refused(Encoding.Unicode.GetBytes("a: b\n")));

    [Fact]
    public void A_byte_order_mark_is_no_part_of_the_first_key()
    {
        var document = Assert.Single(YamlFile.Read((byte[])[.. "\uFEFF"u8, .. "title: x\n"u8], SourceLimits.Default));

        Assert.Equal("x", ((YamlMapping)document.Root).Text("title"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("# only a remark\n")]
    [InlineData("---\n---\n")]
    public void A_file_without_content_has_no_documents(string text) => Assert.Empty(Documents(text));

    [Theory]
    [InlineData("a: [1, 2\n")]
    [InlineData("a: 'open\n")]
    [InlineData("a: b: c\n")]
    [InlineData("a: @b\n")]
    [InlineData("[a]: b\n")]
    public void What_is_no_YAML_is_refused_with_what_to_do(string text)
    {
        var refused = Refused(text);

        Assert.NotEmpty(refused.Message);
        Assert.NotEmpty(refused.Advice);
        Assert.InRange(refused.Line, 1, 2);
    }

    [Fact]
    public void Every_document_has_its_own_part_of_the_text()
    {
        var documents = Documents("# head\na: 1\n---\n# second\nb: 2\n...\n---\nc: 3\n");

        Assert.Equal(["# head\na: 1", "# second\nb: 2\n...", "c: 3"], documents.Select(document => document.Part));
    }

    private static IReadOnlyList<YamlDocument> Documents(string text) => YamlFile.Read(Encoding.UTF8.GetBytes(text), SourceLimits.Default);

    private static YamlRefusedException Refused(string text) => Assert.Throws<YamlRefusedException>(() => Documents(text));

    private static (string Message, int Line) Refused(byte[] bytes)
    {
        var refused = Assert.Throws<YamlRefusedException>(() => YamlFile.Read(bytes, SourceLimits.Default));
        return (refused.Message, refused.Line);
    }
}
