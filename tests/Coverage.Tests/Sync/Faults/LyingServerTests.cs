using System.Text;
using Coverage.Data;
using Coverage.GitHub.Faults;
using Coverage.Sources.GitHub;
using Coverage.Tests.Support;

namespace Coverage.Tests.Sync.Faults;

/// <summary>A server that lies: the sync fails and says so, nothing of the catalogue changes, and no credential gets anywhere.</summary>
public sealed class LyingServerTests : SyncFixture
{
    private const string Canary = "CANARY0123456789";
    private const string Commits = "/repos/acme/rules/commits";
    private const string Trees = "/repos/acme/rules/git/trees/*";
    private const string Blobs = "/repos/acme/rules/git/blobs/*";
    private const string Archive = "/acme/rules/legacy.tar.gz/*";

    public static TheoryData<string, string> Lies => new()
    {
        { "wrong hash in the tree", "NotFound" },
        { "wrong content everywhere", "Integrity" },
        { "endless commits", "TooLarge" },
        { "endless tree", "TooLarge" },
        { "endless blob", "Integrity" },
        { "gzip bomb", "TooLarge" },
        { "archive bomb", "TooLarge" },
        { "nested JSON", "WrongContent" },
        { "redirect to metadata", "RefusedAddress" },
        { "redirect to a file", "RefusedAddress" },
        { "redirect to another host with the token", "RefusedAddress" },
        { "redirect to itself", "WrongContent" },
        { "sign-in page", "WrongContent" },
        { "echo of the token", "WrongContent" },
        { "no access", "NoAccess" },
        { "gone", "NotFound" },
        { "failing for ever", "ServerError" },
        { "silent", "Unreachable" },
    };

    [Theory]
    [MemberData(nameof(Lies))]
    public async Task Nothing_changes_the_message_names_it_and_no_credential_is_anywhere(string lie, string fault)
    {
        var repository = Rules();
        repository.Commit("First", Many(10, "attack.t1001"));
        Site.Add("rules", "acme/rules", new GitHubCredential.Token(Server.AddToken($"github_pat_{Canary}").Value));
        await AppliedAsync();
        var before = Db.Dump(Records);
        repository.Commit("Second", Many(10, "attack.t1003"));
        Tell(lie);

        var result = await SyncAsync();

        Assert.Equal((SyncOutcome.Failed, fault), (result.Run.Outcome, result.Run.Fault));
        Assert.NotEqual("", result.Run.Message);
        Assert.Equal(before, Db.Dump(Records));
        Assert.Empty(Site.Spooled);
        AssertNowhere(Canary, result.Run.Message);
        Assert.DoesNotContain(Server.Requests.Where(request => request.Role != Coverage.GitHub.Http.ServerRole.Api), request => request.Authorization is not null);

        Server.Faults.Clear();
        Assert.Equal(10, (await AppliedAsync()).Run.Changed);
        AssertNowhere(Canary, "");
    }

    [Fact]
    public async Task The_private_key_of_an_App_is_nowhere_but_sealed()
    {
        Rules().Commit("First", Many(10, "attack.t1001"));
        Site.Add("rules", "acme/rules", new GitHubCredential.App("1", $"-----BEGIN RSA PRIVATE KEY-----\n{Canary}\n-----END RSA PRIVATE KEY-----", 2));

        var result = await SyncAsync();

        Assert.Equal((SyncOutcome.Failed, "NoAccess"), (result.Run.Outcome, result.Run.Fault));
        AssertNowhere(Canary, result.Run.Message);
    }

    /// <summary>In no table but the sealed column, in no log and no message, nor sealed anywhere else.</summary>
    private void AssertNowhere(string secret, string message)
    {
        var written = new StringBuilder(message).AppendLine().AppendJoin('\n', Logs.Lines).Append(Db.Dump("SourceSettings"))
            .AppendJoin('\n', Db.Query("SELECT Name, Api, Repository, Ref, Folder, Include, Exclude, AppId FROM SourceSettings")).ToString();

        Assert.DoesNotContain(secret, written, StringComparison.Ordinal);
        Assert.DoesNotContain(new string([.. secret.Reverse()]), written, StringComparison.Ordinal);
        Assert.StartsWith("sealed ", Assert.Single(Db.Query("SELECT Secret FROM SourceSettings WHERE Name = 'rules'")), StringComparison.Ordinal);
    }

    private void Tell(string lie)
    {
        switch (lie)
        {
            case "wrong hash in the tree": On(Trees, Fault.WrongTreeHash("rules/0003.yml")); break;
            case "wrong content everywhere":
                On(Archive, Fault.MissingInArchive("rules/0003.yml"));
                On(Blobs, Fault.WrongContent());
                break;
            case "endless commits": On(Commits, Fault.Endless()); break;
            case "endless tree": On(Trees, Fault.Endless()); break;
            case "endless blob":
                On(Archive, Fault.MissingInArchive("rules/0003.yml"));
                On(Blobs, Fault.Endless("application/vnd.github.raw"));
                break;
            case "gzip bomb": On(Commits, Fault.GzipBomb(1L << 30)); break;
            case "archive bomb": On(Archive, Fault.TarBomb(1L << 30)); break;
            case "nested JSON": On(Commits, Fault.Status(200, new string('[', 2_000_000))); break;
            case "redirect to metadata": On(Archive, Fault.Redirect("http://169.254.169.254/latest/meta-data/")); break;
            case "redirect to a file": On(Commits, Fault.Redirect("file:///etc/passwd")); break;
            case "redirect to another host with the token": On(Commits, Fault.Redirect($"https://evil.example/?token=github_pat_{Canary}")); break;
            case "redirect to itself": On("/**", Fault.RedirectToItself()); break;
            case "sign-in page": On(Archive, Fault.Status(200, $"<html>github_pat_{Canary}</html>", "text/html")); break;
            case "echo of the token": On(Commits, Fault.Status(200, $"[{{\"sha\":\"github_pat_{Canary}\",\"commit\":{{}}}}]")); break;
            case "no access": On(Commits, Fault.Status(401, $"{{\"message\":\"Bad github_pat_{Canary}\"}}")); break;
            case "gone": On("/repos/acme/**", Fault.Status(404, $"{{\"message\":\"github_pat_{Canary}\"}}")); break;
            case "failing for ever": On("/**", Fault.Status(502, $"<html>github_pat_{Canary}</html>", "text/html")); break;
            case "silent": On("/**", Fault.NoAnswer()); break;
            default: throw new ArgumentOutOfRangeException(nameof(lie), lie, null);
        }
    }

    private void On(string path, Fault fault) => Server.Faults.On("GET", path, fault);
}
