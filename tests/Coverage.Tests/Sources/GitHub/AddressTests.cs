using Coverage.Sources.GitHub;

namespace Coverage.Tests.Sources.GitHub;

public sealed class AddressTests
{
    [Theory]
    [InlineData("SigmaHQ/sigma", "https://api.github.com/", "SigmaHQ/sigma", "")]
    [InlineData(" SigmaHQ/sigma/ ", "https://api.github.com/", "SigmaHQ/sigma", "")]
    [InlineData("https://github.com/SigmaHQ/sigma", "https://api.github.com/", "SigmaHQ/sigma", "")]
    [InlineData("https://github.com/SigmaHQ/sigma.git", "https://api.github.com/", "SigmaHQ/sigma", "")]
    [InlineData("https://github.com/SigmaHQ/sigma/tree/feature/x%20y", "https://api.github.com/", "", "")]
    [InlineData("https://github.com/SigmaHQ/sigma/tree/feature/a%26b", "https://api.github.com/", "SigmaHQ/sigma", "feature/a&b")]
    [InlineData("SigmaHQ/sigma/tree/master", "https://api.github.com/", "SigmaHQ/sigma", "master")]
    [InlineData("https://ghe.example.com/sec_team/rules", "https://ghe.example.com/api/v3/", "sec_team/rules", "")]
    [InlineData("https://ghe.example.com:8443/sec/rules", "https://ghe.example.com:8443/api/v3/", "sec/rules", "")]
    [InlineData("https://acme.ghe.com/sec/rules", "https://api.acme.ghe.com/", "sec/rules", "")]
    [InlineData("http://127.0.0.1:5000/sec/rules", "http://127.0.0.1:5000/api/v3/", "sec/rules", "")]
    public void A_repository_is_read_as_people_write_it(string text, string api, string name, string branch)
    {
        var read = GitHubAddress.TryParse(text, out var address, out var problem);

        Assert.Equal(name.Length > 0, read);
        Assert.Equal(name.Length > 0, problem.Length == 0);
        if (read) Assert.Equal((api, name, branch), (address!.Api.AbsoluteUri, $"{address.Owner}/{address.Name}", address.Branch));
    }

    [Theory]
    [InlineData("")]
    [InlineData("sigma")]
    [InlineData("SigmaHQ/..")]
    [InlineData("../sigma")]
    [InlineData("SigmaHQ/sigma/blob/master/x.yml")]
    [InlineData("https://github.com/SigmaHQ")]
    [InlineData("https://user:pass@github.com/SigmaHQ/sigma")]
    [InlineData("https://github.com/SigmaHQ/sigma?tab=readme")]
    [InlineData("ftp://github.com/SigmaHQ/sigma")]
    [InlineData("git@github.com:SigmaHQ/sigma.git")]
    [InlineData("https://github.com/SigmaHQ/%2e%2e")]
    public void What_is_none_is_refused_with_what_to_write(string text)
    {
        Assert.False(GitHubAddress.TryParse(text, out _, out var problem));
        Assert.NotEmpty(problem);
    }

    [Fact]
    public void A_server_without_its_scheme_is_told_what_is_missing()
    {
        Assert.False(GitHubAddress.TryParse("github.com/SigmaHQ/sigma", out _, out var problem));
        Assert.Contains("missing is https://", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("main", true)]
    [InlineData("feature/a-b_c.d", true)]
    [InlineData("release/2026-08", true)]
    [InlineData("ümlaut", true)]
    [InlineData("", false)]
    [InlineData("@", false)]
    [InlineData("-x", false)]
    [InlineData("a b", false)]
    [InlineData("a..b", false)]
    [InlineData("a@{1}", false)]
    [InlineData("a.lock", false)]
    [InlineData("a/.b", false)]
    [InlineData("a//b", false)]
    [InlineData("a/", false)]
    [InlineData("a~1", false)]
    [InlineData("a^", false)]
    [InlineData("a:b", false)]
    [InlineData("a*", false)]
    [InlineData("a[b", false)]
    [InlineData("a\\b", false)]
    [InlineData("a\u202Eb", false)]
    public void A_ref_is_one_by_gits_rules(string name, bool valid) => Assert.Equal(valid, PlaceChecks.IsRef(name));
}
