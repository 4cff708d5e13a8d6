using Coverage.GitHub;
using Coverage.GitHub.Http;
using Octokit;
using Octokit.Internal;

namespace Coverage.Tests.GitHub;

public sealed class OctokitTests : GitHubFixture
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Octokit_reads_a_repository_a_commit_and_its_tree(bool enterprise)
    {
        var repository = Rules();
        var sha = repository.Commit("First", OneRule());
        var github = Client(enterprise ? Server.EnterpriseUri : Server.ApiUri);

        var found = await github.Repository.Get("acme", "rules");
        var head = await github.Repository.Commit.Get(found.Id, found.DefaultBranch);
        var tree = await github.Git.Tree.GetRecursive("acme", "rules", head.Sha);
        var blob = await github.Git.Blob.Get("acme", "rules", tree.Tree.Single(item => item.Type == TreeType.Blob).Sha);

        Assert.Equal(sha, head.Sha);
        Assert.Equal(["rules", "rules/one.yml"], tree.Tree.Select(item => item.Path));
        Assert.False(tree.Truncated);
        Assert.Equal("title: One\n", System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(blob.Content)));
        Assert.Equal(56, github.GetLastApiInfo().RateLimit.Remaining);
        Assert.Empty(Server.Complaints);
        Assert.Equal(4, Server.Requests.Of(ServerRole.Api).Count);
    }

    private static GitHubClient Client(Uri uri) => new(new Connection(
        new ProductHeaderValue("coverage-tests"), uri, new InMemoryCredentialStore(Credentials.Anonymous), new HttpClientAdapter(() => new HttpClientHandler { UseProxy = false }), new SimpleJsonSerializer()));
}
