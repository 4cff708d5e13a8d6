using System.Collections.Concurrent;
using Coverage.GitHub.Histories;

namespace Coverage.GitHub.Access;

/// <summary>A token that the server knows: a person's, or of an app's installation.</summary>
public sealed class AccessToken
{
    private readonly ConcurrentDictionary<long, bool> _repositories = [];

    internal AccessToken(string value, string login, DateTimeOffset? expires, Installation? installation = null) =>
        (Value, Login, Expires, Installation) = (value, login, expires, installation);

    public string Value { get; }

    /// <summary>Whose it is.</summary>
    public string Login { get; }

    /// <summary>When it ends; after that it is refused (401).</summary>
    public DateTimeOffset? Expires { get; set; }

    public bool IsRevoked { get; set; }

    /// <summary>Whether it may read contents; if not, 403 for what is behind a repository's own page.</summary>
    public bool MayReadContents { get; set; } = true;

    internal Installation? Installation { get; }

    public void Grant(HostedRepository repository)
    {
        ArgumentNullException.ThrowIfNull(repository);
        _repositories[repository.Id] = true;
    }

    public void Withdraw(HostedRepository repository)
    {
        ArgumentNullException.ThrowIfNull(repository);
        _repositories.TryRemove(repository.Id, out _);
    }

    internal bool MaySee(HostedRepository repository) =>
        !repository.IsPrivate || _repositories.ContainsKey(repository.Id) || Installation?.MaySee(repository) == true;
}
