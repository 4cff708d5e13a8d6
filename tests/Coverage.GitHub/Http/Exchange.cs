using System.Globalization;
using Coverage.GitHub.Access;
using Coverage.GitHub.Histories;
using Microsoft.AspNetCore.Http;

namespace Coverage.GitHub.Http;

/// <summary>A request as the endpoints see it.</summary>
internal sealed class Exchange(GitHubServer server, HttpContext http, RecordedRequest record, string apiRoot)
{
    public GitHubServer Server => server;

    public HttpContext Http => http;

    public RecordedRequest Record => record;

    /// <summary>The address that it came by, up to and without the path's first slash; links in answers start with it.</summary>
    public string ApiRoot => apiRoot;

    public Caller Caller { get; set; } = new();

    public IReadOnlyDictionary<string, string> Route { get; set; } = new Dictionary<string, string>();

    public string Accept => http.Request.Headers.Accept.ToString();

    public string this[string name] => Route[name];

    public string? Query(string name) => http.Request.Query.TryGetValue(name, out var value) ? value.ToString() : null;

    public int Number(string name, int otherwise) =>
        int.TryParse(Query(name), CultureInfo.InvariantCulture, out var number) && number > 0 ? number : otherwise;

    public string Url(HostedRepository repository) => $"{apiRoot}/repos/{repository.FullName}";

    /// <summary>Whether one of GitHub's own media types was asked for, such as raw or sha, in any version.</summary>
    public bool Wants(string kind) => Accept.Split(',').Select(part => part.Split(';')[0].Trim())
        .Any(type => type.StartsWith("application/vnd.github", StringComparison.Ordinal) && type.Split('+')[0].EndsWith($".{kind}", StringComparison.Ordinal));
}
