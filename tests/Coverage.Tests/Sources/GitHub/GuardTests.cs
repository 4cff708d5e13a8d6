using System.Net;
using Coverage.Sources;
using Coverage.Sources.GitHub;

namespace Coverage.Tests.Sources.GitHub;

/// <summary>Where the guard decides: on names and numbers, before anything is connected to.</summary>
public sealed class GuardTests
{
    [Theory]
    [InlineData("https://api.github.com/repos", true)]
    [InlineData("https://API.GitHub.com/repos", true)]
    [InlineData("https://codeload.github.com/x", true)]
    [InlineData("http://api.github.com/repos", false)]
    [InlineData("https://api.github.com:8443/repos", false)]
    [InlineData("https://api.github.com.evil.example/", false)]
    [InlineData("https://evilgithub.com/", false)]
    [InlineData("https://user@api.github.com/", false)]
    [InlineData("https://127.0.0.1/", false)]
    [InlineData("https://169.254.169.254/", false)]
    [InlineData("https://2852039166/", false)]
    [InlineData("https://[::1]/", false)]
    public void Only_listed_hosts_may_be_asked_and_only_by_https(string address, bool allowed) =>
        Assert.Equal(allowed, AllowedHosts.Default.For(new Uri(address)) is not null);

    [Theory]
    [InlineData("*.ghe.com", "https://api.acme.ghe.com/", true)]
    [InlineData("*.ghe.com", "https://ghe.com/", false)]
    [InlineData("*.ghe.com", "https://evilghe.com/", false)]
    [InlineData("ghe.acme.example", "https://ghe.acme.example/api/v3/", true)]
    [InlineData("ghe.acme.example", "https://x.ghe.acme.example/", false)]
    [InlineData("http://127.0.0.1:8080", "http://127.0.0.1:8080/x", true)]
    [InlineData("http://127.0.0.1:8080", "https://127.0.0.1:8080/x", false)]
    [InlineData("http://127.0.0.1:8080", "http://127.0.0.1:8081/x", false)]
    [InlineData("https://[::1]:8443", "https://[::1]:8443/x", true)]
    public void An_entry_is_a_host_a_suffix_or_an_origin(string entry, string address, bool allowed) =>
        Assert.Equal(allowed, new AllowedHosts([entry]).For(new Uri(address)) is not null);

    [Theory]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("*.com:443")]
    [InlineData("localhost")]
    [InlineData("10.0.0.1")]
    [InlineData("https://a.example/path")]
    [InlineData("https://u:p@a.example")]
    [InlineData("ftp://a.example")]
    [InlineData("a b.example")]
    public void Other_entries_are_refused(string entry) => Assert.Throws<ArgumentException>(() => new AllowedHosts([entry]));

    [Theory]
    [InlineData("140.82.121.6", "Public")]
    [InlineData("2606:50c0:8000::154", "Public")]
    [InlineData("127.0.0.1", "Private")]
    [InlineData("127.255.0.3", "Private")]
    [InlineData("10.1.2.3", "Private")]
    [InlineData("172.16.0.1", "Private")]
    [InlineData("172.31.255.255", "Private")]
    [InlineData("172.32.0.1", "Public")]
    [InlineData("192.168.1.1", "Private")]
    [InlineData("100.64.0.1", "Private")]
    [InlineData("100.128.0.1", "Public")]
    [InlineData("::1", "Private")]
    [InlineData("fd00::1", "Private")]
    [InlineData("fc00::1", "Private")]
    [InlineData("169.254.169.254", "LinkLocal")]
    [InlineData("fe80::1", "LinkLocal")]
    [InlineData("fe80::1%5", "LinkLocal")]
    [InlineData("0.0.0.0", "Never")]
    [InlineData("::", "Never")]
    [InlineData("224.0.0.1", "Never")]
    [InlineData("255.255.255.255", "Never")]
    [InlineData("ff02::1", "Never")]
    [InlineData("::127.0.0.1", "Never")]
    [InlineData("2001:0:1::1", "Never")]
    [InlineData("::ffff:127.0.0.1", "Private")]
    [InlineData("::ffff:169.254.169.254", "LinkLocal")]
    [InlineData("::ffff:140.82.121.6", "Public")]
    [InlineData("64:ff9b::a9fe:a9fe", "LinkLocal")]
    [InlineData("64:ff9b::10.0.0.1", "Private")]
    [InlineData("64:ff9b::140.82.121.6", "Public")]
    [InlineData("2002:7f00:1::1", "Private")]
    [InlineData("2002:a9fe:a9fe::", "LinkLocal")]
    public void A_number_is_of_a_kind_and_what_hides_another_is_that_other(string address, string kind) =>
        Assert.Equal(kind, AddressRange.Of(IPAddress.Parse(address)).ToString());

    [Theory]
    [InlineData("api.github.com", "https://api.github.com/", "140.82.121.6", true)]
    [InlineData("api.github.com", "https://api.github.com/", "127.0.0.1", false)]
    [InlineData("api.github.com", "https://api.github.com/", "169.254.169.254", false)]
    [InlineData("*.example.org", "https://a.example.org/", "::ffff:10.0.0.1", false)]
    [InlineData("https://ghe.example.org:443", "https://ghe.example.org/", "10.0.0.1", true)]
    [InlineData("https://ghe.example.org:443", "https://ghe.example.org/", "169.254.169.254", false)]
    [InlineData("https://ghe.example.org:443", "https://ghe.example.org/", "0.0.0.0", false)]
    [InlineData("http://169.254.10.10:80", "http://169.254.10.10/", "169.254.10.10", true)]
    public void A_private_number_needs_an_entry_of_exactly_that_origin_and_a_link_local_one_itself(string entry, string address, string number, bool allowed)
    {
        var guard = new AddressGuard(new AllowedHosts([entry]));
        var problem = Record.Exception(() => guard.Check(new Uri(address), [IPAddress.Parse(number)]));

        Assert.Equal(allowed, problem is null);
        if (problem is not null) Assert.Equal(FeedFault.RefusedAddress, Assert.IsType<FeedException>(problem).Fault);
    }

    [Theory]
    [InlineData("https://other.example/", "coverage sources hosts other.example")]
    [InlineData("http://other.example:8080/", "coverage sources hosts http://other.example:8080")]
    [InlineData("http://169.254.169.254/", "from which nothing is fetched")]
    [InlineData("http://[::ffff:169.254.169.254]/", "from which nothing is fetched")]
    public void Who_is_refused_learns_how_to_allow_it_but_for_what_nobody_should(string address, string advice) =>
        Assert.Contains(advice, Assert.Throws<FeedException>(() => new AddressGuard(AllowedHosts.Default).Check(new Uri(address))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("ghe.example.org", "")]
    [InlineData("https://ghe.example.org:8443", "")]
    [InlineData("http://127.0.0.1:5000", "")]
    [InlineData("http://localhost:5000", "")]
    [InlineData("http://10.1.2.3", "")]
    [InlineData("http://ghe.example.org", "Over http")]
    [InlineData("http://140.82.121.6", "Over http")]
    [InlineData("http://169.254.169.254", "link-local")]
    [InlineData("https://[fe80::1]", "link-local")]
    public void An_entry_that_is_a_risk_comes_with_a_warning(string entry, string warning)
    {
        if (warning.Length == 0) Assert.Empty(AllowedHosts.Warning(entry));
        else Assert.Contains(warning, AllowedHosts.Warning(entry), StringComparison.Ordinal);
    }

    [Fact]
    public void One_private_number_among_public_ones_is_enough_to_refuse()
    {
        var guard = new AddressGuard(AllowedHosts.Default);

        Assert.Throws<FeedException>(() => guard.Check(new Uri("https://api.github.com/"), [IPAddress.Parse("140.82.121.6"), IPAddress.Parse("10.0.0.1")]));
    }
}
