using System.Text;
using Coverage.GitHub.Faults;
using Coverage.Sources;
using Coverage.Sources.GitHub;
using Microsoft.Extensions.Logging;

namespace Coverage.Tests.Sources.GitHub;

/// <summary>Whatever happens, a credential is in nothing that is thrown, logged, found or handed over.</summary>
public sealed class SecretTests : FeedFixture
{
    private const string Canary = "CANARY0123456789";

    public static TheoryData<string, string> Troubles => new(
        from trouble in new[] { "401", "403", "404", "echo", "html", "json", "redirect", "circle", "cut", "stall", "limit", "none" }
        from credential in new[] { "token", "broken token", "app" }
        select (trouble, credential));

    [Theory]
    [MemberData(nameof(Troubles))]
    public async Task A_canary_shows_up_nowhere(string trouble, string credential)
    {
        var repository = Rules();
        repository.Commit("First", Many(4));
        var place = Place(repository);
        Credential = credential switch
        {
            "token" => new GitHubCredential.Token(Server.AddToken($"github_pat_{Canary}").Value),
            "broken token" => new GitHubCredential.Token($"{Canary}\n{Canary}"),
            _ => new GitHubCredential.App("1", $"-----BEGIN RSA PRIVATE KEY-----\n{Canary}\n-----END RSA PRIVATE KEY-----", 2),
        };
        var log = new ListLog();
        using var network = new GitHubNetwork(Defaults() with { IdleTimeout = TimeSpan.FromSeconds(0.3), Retries = 1 }, Clock, log, System.Net.Dns.GetHostAddressesAsync);
        if (Trouble(trouble) is { } fault) Server.Faults.On("GET", "/**", fault);

        var written = new StringBuilder();
        try
        {
            var feed = new GitHubFeed(place, Credential, network);
            var look = await feed.LookAsync(FeedMemory.None, new FeedMeter(), Cancelled);
            written.AppendLine($"{look} {look.Scratch} {look.Memory}");
            using var tree = await feed.FetchAsync(look, NothingKnown, new FeedMeter(), Cancelled);
            written.AppendLine($"{tree.Origin} {tree.Repository} {string.Join('\n', tree.Diagnostics)}");
        }
        catch (FeedException problem)
        {
            written.AppendLine(problem.ToString());
            foreach (var value in problem.Data.Values) written.AppendLine($"{value}");
        }

        foreach (var finding in await new GitHubProbe(network).TestAsync(place, Credential, cancellationToken: Cancelled)) written.AppendLine(finding.ToString());
        written.AppendLine($"{Credential} {place} {network.Options}").AppendJoin('\n', log.Lines);
        written.AppendJoin('\n', Server.Requests.Select(request => request.Path + request.Query));
        Assert.DoesNotContain(Canary, written.ToString(), StringComparison.Ordinal);
        Assert.Empty(Spooled);
    }

    private static Fault? Trouble(string trouble) => trouble switch
    {
        "401" or "403" or "404" => Fault.Status(int.Parse(trouble, System.Globalization.CultureInfo.InvariantCulture)),
        "echo" => Fault.Status(400, $"{{\"message\":\"Bad token github_pat_{Canary}\"}}", headers: new Dictionary<string, string?> { ["X-Echo"] = $"github_pat_{Canary}" }),
        "html" => Fault.Status(200, $"<html>github_pat_{Canary}</html>", "text/html"),
        "json" => Fault.Status(200, $"[{{\"sha\":\"github_pat_{Canary}\",\"commit\":5}}]"),
        "redirect" => Fault.Redirect($"https://evil.example/?token=github_pat_{Canary}"),
        "circle" => Fault.RedirectToItself(),
        "cut" => Fault.Cut(30),
        "stall" => Fault.Stall(30),
        "limit" => Fault.PrimaryLimit("9999999999"),
        _ => null,
    };

    private sealed class ListLog : ILogger
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (Lines) Lines.Add($"{formatter(state, exception)} {exception}");
        }
    }
}
