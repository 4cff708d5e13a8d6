using System.Collections.Concurrent;
using Coverage.GitHub.Histories;

namespace Coverage.GitHub.Access;

/// <summary>An app as installed on an account, with the repositories that it was given.</summary>
public sealed class Installation
{
    private readonly ConcurrentDictionary<long, bool> _repositories = [];

    internal Installation(long id, GitHubApp app, string account) => (Id, App, Account) = (id, app, account);

    public long Id { get; }

    public GitHubApp App { get; }

    public string Account { get; }

    /// <summary>Whether the account has suspended it: it gives out no more tokens (403).</summary>
    public bool IsSuspended { get; set; }

    public bool IsDeleted { get; set; }

    public void Grant(HostedRepository repository)
    {
        ArgumentNullException.ThrowIfNull(repository);
        _repositories[repository.Id] = true;
    }

    internal bool MaySee(HostedRepository repository) => !IsDeleted && _repositories.ContainsKey(repository.Id);
}
