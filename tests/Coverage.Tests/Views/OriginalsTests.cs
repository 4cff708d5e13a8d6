using Coverage.Catalog;
using Coverage.Data;
using Coverage.Views;

namespace Coverage.Tests.Views;

public sealed class OriginalsTests
{
    [Theory]
    [InlineData("github.com/acme/rules", "https://github.com/acme/rules")]
    [InlineData("ghe.example.com/acme/rules", "https://ghe.example.com/acme/rules")]
    [InlineData("acme.ghe.com/acme/rules", "https://acme.ghe.com/acme/rules")]
    [InlineData("127.0.0.1:5999/acme/rules", "https://127.0.0.1:5999/acme/rules")]
    [InlineData("/srv/acme/rules", "https://github.com/acme/rules")]
    [InlineData("rules.tar.gz", "https://github.com/acme/rules")]
    [InlineData("jav ascript:/acme/rules", "https://github.com/acme/rules")]
    public void A_repository_is_on_the_host_that_it_was_synced_from(string origin, string expected)
    {
        Assert.Equal(expected, Originals.Repository(new SourceRow { Name = "ours", Kind = SourceKind.Sigma, Origin = origin, Repository = "acme/rules" }));
    }
}
