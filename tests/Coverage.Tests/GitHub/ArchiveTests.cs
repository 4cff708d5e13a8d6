using System.Formats.Tar;
using System.IO.Compression;
using Coverage.GitHub.Http;

namespace Coverage.Tests.GitHub;

public sealed class ArchiveTests : GitHubFixture
{
    [Fact]
    public async Task An_archive_is_a_redirect_to_another_port_and_names_its_commit()
    {
        var repository = Rules();
        var sha = repository.Commit("First", OneRule());

        using var redirect = await Get("repos/acme/rules/tarball/main");

        Assert.Equal(302, (int)redirect.StatusCode);
        Assert.Equal(new Uri(Server.CodeloadUri, "acme/rules/legacy.tar.gz/refs/heads/main"), redirect.Headers.Location);
        Assert.NotEqual(Server.ApiUri.Port, redirect.Headers.Location!.Port);
        using var archive = await Send(HttpMethod.Get, redirect.Headers.Location, token: null);
        var (comment, names) = await Unpack(archive);
        Assert.Equal(sha, comment);
        Assert.Contains($"acme-rules-{sha[..7]}/rules/one.yml", names);
        Assert.Empty(Server.Complaints);
    }

    [Fact]
    public async Task A_credential_that_is_sent_along_to_the_archives_is_complained_of()
    {
        Rules().Commit("First", OneRule());

        using var response = await Send(HttpMethod.Get, new Uri(Server.CodeloadUri, "acme/rules/legacy.tar.gz/main"), "secret");

        Assert.Single(Server.Complaints);
        Assert.Equal("Bearer secret", Assert.Single(Server.Requests.Of(ServerRole.Codeload)).Authorization);
    }

    [Fact]
    public async Task The_link_to_a_private_archive_dies_after_five_minutes()
    {
        var repository = Rules();
        repository.Commit("First", OneRule());
        var token = Server.AddToken();
        repository.MakePrivate(token);

        using var redirect = await Get("repos/acme/rules/zipball/main", token);
        using var without = await Send(HttpMethod.Get, new Uri(redirect.Headers.Location!.GetLeftPart(UriPartial.Path)), token: null);
        using var inTime = await Send(HttpMethod.Get, redirect.Headers.Location, token: null);
        Server.Clock.Advance(TimeSpan.FromMinutes(5));
        using var late = await Send(HttpMethod.Get, redirect.Headers.Location, token: null);

        Assert.Equal([404, 200, 404], [(int)without.StatusCode, (int)inTime.StatusCode, (int)late.StatusCode]);
    }

    private static async Task<(string Comment, string[] Names)> Unpack(HttpResponseMessage archive)
    {
        await using var stream = await archive.Content.ReadAsStreamAsync(Cancelled);
        await using var reader = new TarReader(new GZipStream(stream, CompressionMode.Decompress));
        var (comment, names) = ("", new List<string>());
        while (await reader.GetNextEntryAsync(cancellationToken: Cancelled) is { } entry)
        {
            if (entry is PaxGlobalExtendedAttributesTarEntry pax)
            {
                comment = pax.GlobalExtendedAttributes["comment"];
            }

            names.Add(entry.Name);
        }

        return (comment, [.. names]);
    }
}
