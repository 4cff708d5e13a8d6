using Coverage.GitHub;

namespace Coverage.Tests.GitHub;

public sealed class RepositoryTests : GitHubFixture
{
    [Fact]
    public async Task The_same_api_answers_at_the_root_and_below_api_v3()
    {
        Rules().Commit("First", OneRule());

        var atRoot = await Json("repos/acme/rules");
        var enterprise = await Json("api/v3/repos/acme/rules");

        Assert.Equal($"{Server.ApiUri}repos/acme/rules", atRoot.GetProperty("url").GetString());
        Assert.Equal($"{Server.EnterpriseUri}repos/acme/rules", enterprise.GetProperty("url").GetString());
        Assert.Equal(["/repos/acme/rules", "/repos/acme/rules"], Server.Requests.Select(request => request.Path));
    }

    [Fact]
    public async Task A_renamed_repository_moves_permanently_to_its_number_with_the_rest_of_the_path()
    {
        var repository = Rules();
        var sha = repository.Commit("First", OneRule());
        repository.Rename("beta/detections");

        using var response = await Get("repos/acme/rules/commits/main?per_page=1");

        Assert.Equal(301, (int)response.StatusCode);
        Assert.Equal(new Uri(Server.ApiUri, $"repositories/{repository.Id}/commits/main?per_page=1"), response.Headers.Location);
        Assert.Equal(sha, (await Json(response.Headers.Location!.PathAndQuery)).GetProperty("sha").GetString());
        Assert.Equal("beta/detections", (await Json($"repositories/{repository.Id}")).GetProperty("full_name").GetString());
    }

    [Fact]
    public async Task A_rename_can_answer_with_a_location_without_a_host()
    {
        await using var server = await GitHubServer.StartAsync(new() { RelativeRedirects = true }, Cancelled);
        var repository = server.AddRepository("acme/rules");
        repository.Rename("acme/detections");

        using var response = await Send(HttpMethod.Get, new Uri(server.EnterpriseUri, "repos/acme/rules"), token: null);

        Assert.Equal($"/api/v3/repositories/{repository.Id}", response.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task A_private_repository_is_not_found_without_a_token_that_may_see_it()
    {
        var repository = Rules();
        repository.Commit("First", OneRule());
        var reader = Server.AddToken();
        repository.MakePrivate(reader);

        Assert.Equal(404, await Status("repos/acme/rules"));
        Assert.Equal(404, await Status("repos/acme/rules", Server.AddToken(login: "stranger")));
        Assert.Equal(200, await Status("repos/acme/rules", reader));
        reader.MayReadContents = false;
        Assert.Equal(200, await Status("repos/acme/rules", reader));
        Assert.Equal(403, await Status("repos/acme/rules/commits/main", reader));
    }

    [Fact]
    public async Task A_token_that_is_unknown_over_or_revoked_is_a_bad_credential_even_for_a_public_repository()
    {
        Rules().Commit("First", OneRule());
        var token = Server.AddToken(expires: Server.Clock.GetUtcNow().AddHours(1));

        Assert.Equal(200, await Status("repos/acme/rules", token));
        Server.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(401, await Status("repos/acme/rules", token));
        using var unknown = await Send(HttpMethod.Get, new Uri(Server.ApiUri, "repos/acme/rules"), "ghp_nobody");
        Assert.Equal("Bad credentials", (await Json(unknown)).GetProperty("message").GetString());
    }

    [Fact]
    public async Task Deleted_is_404_empty_is_409_and_blocked_is_451()
    {
        var repository = Rules();
        Assert.Equal(409, await Status("repos/acme/rules/commits/main"));
        Assert.Equal(409, await Status("repos/acme/rules/git/trees/main"));
        Assert.Equal(404, await Status("repos/acme/rules/contents/README.md"));

        repository.Commit("First", OneRule());
        repository.IsBlocked = true;
        Assert.Equal(451, await Status("repos/acme/rules/commits/main"));

        repository.Delete();
        Assert.Equal(404, await Status("repos/acme/rules"));
    }

    [Fact]
    public async Task Without_a_user_agent_nothing_is_answered()
    {
        Rules().Commit("First", OneRule());

        using var response = await Get("repos/acme/rules", token: null, ("User-Agent", ""));

        Assert.Equal(403, (int)response.StatusCode);
        Assert.Contains("User-Agent", Assert.Single(Server.Complaints), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_path_that_github_does_not_have_is_complained_of()
    {
        Assert.Equal(404, await Status("repos/acme/rules/everything"));

        Assert.Equal(["There is no such path: GET /repos/acme/rules/everything."], Server.Complaints);
    }

    [Fact]
    public async Task An_unknown_commit_is_422_or_404_by_the_endpoint()
    {
        Rules().Commit("First", OneRule());

        Assert.Equal(422, await Status("repos/acme/rules/commits/nowhere"));
        Assert.Equal(422, await Status("repos/acme/rules/git/blobs/short"));
        Assert.Equal(422, await Status("repos/acme/rules/git/ref/heads/a%3Fb"));
        Assert.Equal(404, await Status("repos/acme/rules/git/ref/heads/nowhere"));
        Assert.Equal(404, await Status($"repos/acme/rules/git/commits/{new string('0', 40)}"));
        Assert.Equal(404, await Status("repos/acme/rules/tarball/nowhere"));
    }

    [Fact]
    public async Task A_branch_with_a_slash_is_found_plain_and_escaped()
    {
        var repository = Rules();
        repository.Commit("First", OneRule());
        var sha = repository.Commit("Second", OneRule("title: Two\n"), branch: "team/blue");

        Assert.Equal(sha, (await Json("repos/acme/rules/commits/team/blue")).GetProperty("sha").GetString());
        Assert.Equal(sha, (await Json("repos/acme/rules/commits/team%2Fblue")).GetProperty("sha").GetString());
        Assert.Equal(sha, (await Json("repos/acme/rules/git/ref/heads/team/blue")).GetProperty("object").GetProperty("sha").GetString());
    }

    [Fact]
    public async Task An_annotated_tag_names_its_own_object_and_leads_to_the_commit()
    {
        var repository = Rules();
        var sha = repository.Commit("First", OneRule());
        repository.Tag("v1", annotated: true);

        var target = (await Json("repos/acme/rules/git/ref/tags/v1")).GetProperty("object");
        var tag = await Json($"repos/acme/rules/git/tags/{target.GetProperty("sha").GetString()}");

        Assert.Equal("tag", target.GetProperty("type").GetString());
        Assert.Equal(sha, tag.GetProperty("object").GetProperty("sha").GetString());
        Assert.Equal(sha, (await Json("repos/acme/rules/commits/v1")).GetProperty("sha").GetString());
    }

    [Fact]
    public async Task The_latest_release_is_neither_a_draft_nor_a_prerelease()
    {
        var repository = Rules();
        repository.Commit("First", OneRule());
        repository.Release("v1", new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        repository.Release("v2-rc", new(2026, 2, 1, 0, 0, 0, TimeSpan.Zero), prerelease: true);
        repository.Release("v3", new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero), draft: true);

        Assert.Equal("v1", (await Json("repos/acme/rules/releases/latest")).GetProperty("tag_name").GetString());
        Assert.Equal(2, (await Json("repos/acme/rules/releases")).GetArrayLength());
    }

    private async Task<int> Status(string path, Coverage.GitHub.Access.AccessToken? token = null)
    {
        using var response = await Get(path, token);
        return (int)response.StatusCode;
    }
}
