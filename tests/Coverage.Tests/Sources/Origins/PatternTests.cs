using Coverage.Sources.Origins;
using CsCheck;
using Xunit;

namespace Coverage.Tests.Sources.Origins;

public sealed class PatternTests
{
    private static readonly Gen<string> Name = Gen.OneOf("rules", "Rules-dfir", "a", "b.yml", "A.YML", "c.d", "t1.yaml", "x");

    private static readonly Gen<string> Path = Name.Array[1, 5].Select(names => string.Join('/', names));

    private static readonly Gen<string> Pattern = Gen.Frequency(
        (9, Gen.OneOf(Name, Gen.OneOf("**", "*", "rules*", "*.yml", "*a*", "R*s", "*.y*l")).Array[1, 4].Select(segments => string.Join('/', segments))),
        (1, Gen.OneOf("**.yml", "*.*", "a/", "/a", "a//x", "rules/**", "a?", "**/.yml")));

    [Fact]
    public void A_path_is_wanted_exactly_where_the_library_of_the_rules_says_so() =>
        Gen.Select(Pattern.Array[0, 3], Pattern.Array[0, 2], Path.Array[1, 20]).Sample(
            (include, exclude, paths) =>
            {
                var patterns = new PathPatterns(include, exclude);
                foreach (var path in paths) Assert.Equal(patterns.ByMatcher(path), patterns.Matches(path));
            },
            iter: 3000);

    [Theory]
    [InlineData("rules*/**/*.yml", "rules-dfir/web/a.yml", true)]
    [InlineData("rules*/**/*.yml", "rules/a.YML", true)]
    [InlineData("rules*/**/*.yml", "tests/rules/a.yml", false)]
    [InlineData("rules*/**/*.yml", "rules.yml", false)]
    [InlineData("atomics/T*/T*.yaml", "atomics/T1003/T1003.yaml", true)]
    [InlineData("atomics/T*/T*.yaml", "atomics/T1003/src/T1003.yaml", false)]
    public void The_patterns_of_the_ready_made_sources_are_plain(string pattern, string path, bool wanted)
    {
        Assert.NotNull(PathPattern.OfPlain(pattern));
        Assert.Equal(wanted, new PathPatterns([pattern], []).Matches(path));
    }
}
