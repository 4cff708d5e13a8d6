using System.Collections.Concurrent;
using Coverage.GitHub.Histories;

namespace Coverage.GitHub.Access;

/// <summary>The short-lived tokens in the links to private archives.</summary>
internal sealed class ArchiveLinks(TimeProvider clock, TimeSpan life)
{
    private readonly ConcurrentDictionary<string, (long Repository, DateTimeOffset Ends)> _links = [];

    public string Make(HostedRepository repository)
    {
        var token = $"A{Guid.NewGuid():N}".ToUpperInvariant();
        _links[token] = (repository.Id, clock.GetUtcNow() + life);
        return token;
    }

    public bool Opens(string? token, HostedRepository repository) =>
        token is not null && _links.TryGetValue(token, out var link) && link.Repository == repository.Id && clock.GetUtcNow() < link.Ends;
}
