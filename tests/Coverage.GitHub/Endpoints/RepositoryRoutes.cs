using System.Globalization;
using Coverage.GitHub.Histories;
using Coverage.GitHub.Http;

namespace Coverage.GitHub.Endpoints;

/// <summary>Adds what is under a repository, by its name and by its number, with what all of it has in common: who may see it, and renames.</summary>
internal sealed class RepositoryRoutes(RouteTable table)
{
    public void Get(string rest, Func<Exchange, HostedRepository, Reply> handle)
    {
        table.Add("GET", "/repos/{owner}/{repo}" + rest, exchange => ByName(exchange, handle));
        table.Add("GET", "/repositories/{id}" + rest, exchange => ById(exchange, handle));
    }

    /// <summary>For what git itself answers: 409 while there is nothing in it.</summary>
    public void GetGit(string rest, Func<Exchange, HostedRepository, Reply> handle) =>
        Get(rest, (exchange, repository) => repository.IsEmpty ? Reply.Fail(409, "Git Repository is empty.") : handle(exchange, repository));

    private static Reply ByName(Exchange exchange, Func<Exchange, HostedRepository, Reply> handle)
    {
        var name = $"{exchange["owner"]}/{exchange["repo"]}";
        if (exchange.Server.Find(name) is { } repository)
        {
            return Guarded(exchange, repository, handle);
        }

        return exchange.Server.FindFormer(name) is { } moved && MaySee(exchange, moved)
            ? Reply.Redirect(301, Moved(exchange, moved))
            : Reply.NotFound();
    }

    private static Reply ById(Exchange exchange, Func<Exchange, HostedRepository, Reply> handle) =>
        long.TryParse(exchange["id"], CultureInfo.InvariantCulture, out var id) && exchange.Server.Find(id) is { } repository
            ? Guarded(exchange, repository, handle)
            : Reply.NotFound();

    private static Reply Guarded(Exchange exchange, HostedRepository repository, Func<Exchange, HostedRepository, Reply> handle)
    {
        if (!MaySee(exchange, repository))
        {
            return Reply.NotFound();
        }

        if (repository.IsBlocked)
        {
            return new(451) { Body = Json.Bytes(new { message = "Repository access blocked", block = new { reason = "dmca", created_at = Json.Time(repository.CreatedAt), html_url = "https://github.com/github/dmca" } }) };
        }

        var isOwnPage = exchange.Record.Path.Trim('/').Split('/').Length == (exchange.Route.ContainsKey("id") ? 2 : 3);
        return exchange.Caller.Token is { MayReadContents: false } && !isOwnPage
            ? Reply.Fail(403, "Resource not accessible by personal access token")
            : handle(exchange, repository);
    }

    private static bool MaySee(Exchange exchange, HostedRepository repository) =>
        !repository.IsPrivate || exchange.Caller.Token?.MaySee(repository) == true;

    private static string Moved(Exchange exchange, HostedRepository repository)
    {
        var rest = string.Concat(exchange.Record.Path.Trim('/').Split('/').Skip(3).Select(segment => "/" + segment));
        var location = $"{exchange.ApiRoot}/repositories/{repository.Id}{rest}{exchange.Record.Query}";
        return exchange.Server.Options.RelativeRedirects ? new Uri(location).PathAndQuery : location;
    }
}
