using Coverage.GitHub;
using Coverage.GitHub.Histories;
using Coverage.Tests.Support;

namespace Coverage.Web.Tests.Commands;

/// <summary>A server of the organisation's own with TLS, as a GitHub Enterprise Server is.</summary>
public sealed class TlsTests
{
    private const string Canary = "github_pat_canary0123456789";

    [Fact]
    public async Task A_server_is_asked_over_tls_once_its_certificate_is_trusted_and_hears_nothing_before()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Whom a process trusts is said by SSL_CERT_FILE.");
        using var cli = new Cli();
        await using var server = await GitHubServer.StartAsync(new() { Tls = true }, TestContext.Current.CancellationToken);
        server.RateLimits.Enabled = false;
        server.AddRepository("acme/rules").Commit("First", new Files { ["rules/a.yml"] = Make.Rule(1, "attack.t1219"), ["rules/b.yml"] = Make.Rule(2), ["rules/c.yml"] = Make.Rule(3) });
        cli.Environment["COVERAGE_GITHUB"] = server.ApiUri.ToString();
        cli.Environment["COVERAGE_HOSTS"] = server.CodeloadUri.GetLeftPart(UriPartial.Authority);
        cli.Done("sources", "add", "ours", "--kind", "sigma", "--from", "acme/rules", "--token-file", cli.Write("token.txt", Canary));
        server.AddToken(Canary);

        var wary = cli.Run("sync", "ours");
        var heard = server.Requests.Count;
        cli.Environment["SSL_CERT_FILE"] = cli.Write("authority.pem", server.Certificate!.ExportCertificatePem());
        var trusting = cli.Done("sync", "ours");

        Assert.Equal((4, 0), (wary.Code, heard));
        Assert.Contains("no certificate that is trusted here", wary.Err, StringComparison.Ordinal);
        Assert.Contains(": 3 added, 0 changed, 0 removed, 0 moved, 0 unchanged (4 requests", trusting, StringComparison.Ordinal);
        Assert.Empty(server.Complaints);
    }
}
