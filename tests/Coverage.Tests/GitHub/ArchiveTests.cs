using System.Formats.Tar;
using System.IO.Compression;
using Coverage.GitHub.Faults;
using Coverage.GitHub.Histories;
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

    [Fact]
    public async Task An_archive_can_hold_other_entries_than_its_commit()
    {
        var sha = Rules().Commit("First", new Files { ["a.yml"] = "a", ["b.yml"] = "b" });
        Server.Faults.On("GET", "/**", 1, Fault.MissingInArchive("a.yml"));
        Server.Faults.On("GET", "/**", 1, Fault.ExtraInArchive("../../evil", "x"));
        Server.Faults.On("GET", "/**", 1, Fault.ReplacedInArchive("a.yml", "other"));
        Server.Faults.On("GET", "/**", 1, Fault.TarOfEntries(1000));

        var missing = await Unpacked();
        var extra = await Unpacked();
        var replaced = await Unpacked();
        var many = await Unpacked();

        Assert.Equal(sha, missing.Comment);
        Assert.DoesNotContain($"acme-rules-{sha[..7]}/a.yml", missing.Names);
        Assert.Equal("../../evil", extra.Names[^1]);
        Assert.Contains($"acme-rules-{sha[..7]}/a.yml", replaced.Names);
        Assert.Equal(1000, many.Names.Length);
    }

    [Fact]
    public async Task A_zip_and_a_compressed_answer_can_be_bombs_too()
    {
        Server.Faults.On("GET", "/zip", Fault.ZipBomb(16 << 20));
        Server.Faults.On("GET", "/rate_limit", Fault.GzipBomb(16 << 20));

        using var zip = await Send(HttpMethod.Get, new Uri(Server.CodeloadUri, "zip"), token: null);
        await using var archive = new ZipArchive(new MemoryStream(await zip.Content.ReadAsByteArrayAsync(Cancelled)));
        using var json = await Get("rate_limit");
        await using var gzip = new GZipStream(await json.Content.ReadAsStreamAsync(Cancelled), CompressionMode.Decompress);
        var blanks = new MemoryStream();
        await gzip.CopyToAsync(blanks, Cancelled);

        Assert.Equal(16 << 20, Assert.Single(archive.Entries).Length);
        Assert.Equal(16 << 20, blanks.Length);
        Assert.True(Server.Requests.BytesSent < 1 << 20);
    }

    [Fact]
    public async Task A_body_can_be_short_slow_or_absent()
    {
        Server.Faults.On("GET", "/**", 1, Fault.Truncate(5));
        Server.Faults.On("GET", "/**", 1, Fault.Trickle(2000));
        Server.Faults.On("GET", "/**", 1, Fault.NoAnswer());

        using var cut = await Get("rate_limit");
        using var slow = await Get("rate_limit");

        Assert.Equal(5, (await cut.Content.ReadAsByteArrayAsync(Cancelled)).Length);
        Assert.Equal("rate", (await Json(slow)).EnumerateObject().Last().Name);
        await Assert.ThrowsAsync<HttpRequestException>(() => Get("rate_limit"));
    }

    private async Task<(string Comment, string[] Names)> Unpacked()
    {
        using var archive = await Send(HttpMethod.Get, new Uri(Server.CodeloadUri, "acme/rules/legacy.tar.gz/main"), token: null);
        return await Unpack(archive);
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
