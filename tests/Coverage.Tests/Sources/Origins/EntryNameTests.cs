using Coverage.Sources.Origins;
using Coverage.Tests.Support;

namespace Coverage.Tests.Sources.Origins;

public sealed class EntryNameTests
{
    public static TheoryData<string> Unsafe => new(
        "../a.yml", "rules/../../a.yml", "rules/..", "/etc/a.yml", "C:/a.yml", "c:a.yml", "rules\\a.yml", "\\\\host\\a.yml",
        "rules/a\0.yml", "rules/a\u001b[2J.yml", "rules/a\u202Elmy.exe", "rules/a\u200B.yml", "rules/\u2066a.yml", "rules/a\u2028.yml", "rules/\U000E0041.yml");

    [Theory]
    [MemberData(nameof(Unsafe))]
    public void An_unsafe_name_is_skipped_and_listed_in_harmless_letters(string name)
    {
        foreach (var (file, bytes) in new[] { ("x.tgz", Pack.Gz(Pack.Tar(("rules/good.yml", "a: 1"), (name, "b: 1")))), ("x.zip", Pack.Zip(("rules/good.yml", "a: 1"), (name, "b: 1"))) })
        {
            using var tree = Pack.Open(file, bytes);

            Assert.Equal(["rules/good.yml"], Pack.Paths(tree));
            var shown = Assert.Single(tree.Diagnostics).Path;
            Assert.DoesNotContain(shown, c => char.IsControl(c) || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.Format or System.Globalization.UnicodeCategory.LineSeparator or System.Globalization.UnicodeCategory.Surrogate);
        }
    }

    [Theory]
    [InlineData("a\u202Eb\0c\td", "a\\u202Eb\\u0000c\\u0009d")]
    [InlineData("r\u00E9gle \U0001F600.yml", "r\u00E9gle \U0001F600.yml")]
    [InlineData("\U000E0041", "\\uDB40\\uDC41")]
    public void What_hides_is_escaped_and_other_letters_stay(string name, string shown) => Assert.Equal(shown, EntryPath.Printable(name));

    [Fact]
    public void Half_a_letter_is_escaped() => Assert.Equal("a\\uD800", EntryPath.Printable("a" + (char)0xD800));

    [Fact]
    public void A_line_end_in_a_name_is_skipped_and_listed()
    {
        using var tree = Pack.Open("x.zip", Pack.Zip(("rules/a.yml", "a: 1"), ("rules/b\n.yml", "b: 1")));

        Assert.Equal(["rules/a.yml"], Pack.Paths(tree));
        Assert.Equal("rules/b\\u000A.yml", Assert.Single(tree.Diagnostics).Path);
    }

    [Fact]
    public void A_long_name_is_shown_short() => Assert.InRange(EntryPath.Printable(new string('a', 100_000)).Length, 100, 300);

    [Theory]
    [InlineData("rules/a..b.yml")]
    [InlineData("rules/...yml")]
    [InlineData("r\u00E9gles/\u65E5\u672C.yml")]
    [InlineData("rules/a:b.yml")]
    [InlineData("rules/\U0001F600.yml")]
    public void A_name_that_is_only_odd_is_kept(string name)
    {
        Assert.True(EntryPath.TryNormalise(name, out var path));
        Assert.Equal(name, path);
    }

    [Theory]
    [InlineData("x.tgz")]
    [InlineData("x.zip")]
    public void The_first_of_two_equal_paths_is_read_and_the_second_listed(string name)
    {
        (string, string)[] files = [("rules/a.yml", "first"), ("rules/./a.yml", "second"), ("rules/A.yml", "a twin")];
        using var tree = Pack.Open(name, name == "x.zip" ? Pack.Zip(files) : Pack.Gz(Pack.Tar(files)));

        Assert.Equal(["first", "a twin"], Pack.Read(tree).Select(Pack.Text));
        Assert.Contains("same path", Assert.Single(tree.Diagnostics).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x.tgz")]
    [InlineData("x.zip")]
    public void Only_wanted_endings_are_read_in_any_case(string name)
    {
        (string, string)[] files = [("d/a.YML", "a: 1"), ("d/b.yaml", "b: 1"), ("d/c.txt", "c"), ("d/yml", "d")];
        using var tree = Pack.Open(name, name == "x.zip" ? Pack.Zip(files) : Pack.Gz(Pack.Tar(files)));

        Assert.Equal(["a.YML"], tree.Files([".yml"], TestContext.Current.CancellationToken).Select(file => file.Path));
    }

    [Fact]
    public void A_pointer_of_Git_LFS_is_skipped_and_listed()
    {
        using var tree = Pack.Open("x.zip", Pack.Zip(("rules/a.yml", "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n"), ("rules/b.yml", "b: 1")));

        Assert.Equal(["rules/b.yml"], Pack.Paths(tree));
        Assert.Contains("LFS", Assert.Single(tree.Diagnostics).Message, StringComparison.Ordinal);
    }
}
