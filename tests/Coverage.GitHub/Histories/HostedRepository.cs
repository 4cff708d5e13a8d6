using Coverage.GitHub.Access;

namespace Coverage.GitHub.Histories;

/// <summary>
/// A repository with a real git history, as the server shows it. A test commits, tags, renames or deletes at any time, also
/// while a client reads.
/// </summary>
public sealed partial class HostedRepository : IDisposable
{
    private readonly Lock _changing = new();
    private readonly SortedDictionary<string, string> _refs = new(StringComparer.Ordinal);
    private readonly List<Release> _releases = [];
    private readonly List<string> _formerNames = [];
    private readonly Func<DateTimeOffset> _now;
    private readonly Git _git;
    private DateTimeOffset _nextDate = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    internal HostedRepository(long id, string owner, string name, string folder, Func<DateTimeOffset> now)
    {
        (Id, Owner, Name, _now) = (id, owner, name, now);
        Directory.CreateDirectory(folder);
        _git = new(folder);
        _git.Run("init", "--quiet", "--bare", "--initial-branch=main", folder);
        Objects = new(_git);
        Trees = new(_git);
        Archives = new(_git);
        CreatedAt = PushedAt = now();
    }

    /// <summary>GitHub's number of it, which stays when it is renamed.</summary>
    public long Id { get; }

    public string Owner { get; private set; }

    public string Name { get; private set; }

    public string FullName => $"{Owner}/{Name}";

    public string DefaultBranch { get; set; } = "main";

    public bool IsPrivate { get; private set; }

    /// <summary>Whether access is blocked for legal reasons (451).</summary>
    public bool IsBlocked { get; set; }

    public bool IsDeleted { get; private set; }

    public bool IsArchived { get; set; }

    /// <summary>The bare repository on disk, to clone or to look into.</summary>
    public string Folder => _git.Folder;

    /// <summary>The commit that the default branch is at, or null in an empty repository.</summary>
    public string? Head => Resolve($"refs/heads/{DefaultBranch}");

    internal DateTimeOffset CreatedAt { get; }

    internal DateTimeOffset PushedAt { get; private set; }

    internal GitObjects Objects { get; }

    internal TreeListings Trees { get; }

    internal Archives Archives { get; }

    internal Git Git => _git;

    /// <summary>Every ref by its full name, such as <c>refs/heads/main</c>, with the hash of what it names.</summary>
    public IReadOnlyDictionary<string, string> Refs
    {
        get
        {
            lock (_changing)
            {
                return new SortedDictionary<string, string>(_refs, StringComparer.Ordinal);
            }
        }
    }

    public IReadOnlyList<Release> Releases
    {
        get
        {
            lock (_changing)
            {
                return [.. _releases];
            }
        }
    }

    /// <summary>Commits a day after the one before, so that hashes are the same in every run.</summary>
    public string Commit(string message, Files files, string? branch = null) => Commit(message, null, files, branch);

    /// <summary>Commits on top of a branch, which is made from the default branch where it is new.</summary>
    /// <returns>The commit's hash.</returns>
    public string Commit(string message, DateTimeOffset? date, Files files, string? branch = null)
    {
        ArgumentNullException.ThrowIfNull(files);
        lock (_changing)
        {
            branch ??= DefaultBranch;
            return Push(branch, message, date, _refs.GetValueOrDefault($"refs/heads/{branch}") ?? _refs.GetValueOrDefault($"refs/heads/{DefaultBranch}"), files);
        }
    }

    /// <summary>
    /// Rewrites a branch: its tip becomes a commit on <paramref name="onto"/>, or one without parents, and what the branch no
    /// longer reaches is gone, as some weeks later on GitHub; with <paramref name="keepOld"/> it stays readable by its hash.
    /// </summary>
    public string ForcePush(string message, Files files, string? onto = null, string? branch = null, bool keepOld = false)
    {
        ArgumentNullException.ThrowIfNull(files);
        lock (_changing)
        {
            var sha = Push(branch ?? DefaultBranch, message, null, onto, files);
            if (!keepOld)
            {
                Objects.Reset();
                _git.Run("repack", "-a", "-d", "-q");
                _git.Run("prune", "--expire=now");
                Trees.Clear();
                _ancestries.Clear();
            }

            return sha;
        }
    }

    /// <summary>Moves a branch to a commit that is there, forward or back.</summary>
    public void MoveBranch(string branch, string sha) => SetRef($"refs/heads/{branch}", sha);

    public void DeleteBranch(string branch) => DeleteRef($"refs/heads/{branch}");

    /// <summary>Tags a commit, the default branch's if none is named.</summary>
    /// <param name="annotated">Whether the tag is an object of its own, which the ref then names in place of the commit.</param>
    public void Tag(string name, string? sha = null, bool annotated = false)
    {
        sha ??= Head ?? throw new InvalidOperationException("There is no commit to tag.");
        if (annotated)
        {
            var text = $"object {sha}\ntype commit\ntag {name}\ntagger Fixture <fixture@example.org> {_nextDate.ToUnixTimeSeconds()} +0000\n\n{name}\n";
            sha = System.Text.Encoding.ASCII.GetString(_git.Output(
                stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(text)), "hash-object", "-t", "tag", "-w", "--stdin")).Trim();
        }

        SetRef($"refs/tags/{name}", sha);
    }

    public void DeleteTag(string name) => DeleteRef($"refs/tags/{name}");

    /// <summary>Publishes a release, with its tag where that is new.</summary>
    public Release Release(string tag, DateTimeOffset? date = null, bool prerelease = false, bool draft = false, Files? assets = null)
    {
        if (!Refs.ContainsKey($"refs/tags/{tag}"))
        {
            Tag(tag);
        }

        lock (_changing)
        {
            var release = new Release(Id * 1000 + _releases.Count + 1, tag, date ?? _nextDate, prerelease, draft, assets ?? []);
            _releases.Add(release);
            return release;
        }
    }

    /// <summary>From now on only these tokens see it; to everybody else it is a 404.</summary>
    public void MakePrivate(params ReadOnlySpan<AccessToken> readers)
    {
        IsPrivate = true;
        foreach (var reader in readers)
        {
            reader.Grant(this);
        }
    }

    public void MakePublic() => IsPrivate = false;

    /// <summary>Gives it another name or owner; its old address answers 301 from now on.</summary>
    public void Rename(string fullName)
    {
        var (owner, name) = Split(fullName);
        lock (_changing)
        {
            _formerNames.Add(FullName);
            (Owner, Name) = (owner, name);
        }
    }

    /// <summary>Takes it away: 404 from now on.</summary>
    public void Delete() => IsDeleted = true;

    /// <summary>Takes every branch and tag away: what is left is an empty repository (409).</summary>
    public void Empty()
    {
        foreach (var name in Refs.Keys)
        {
            DeleteRef(name);
        }
    }

    public void Dispose() => Objects.Dispose();

    internal bool WasNamed(string fullName)
    {
        lock (_changing)
        {
            return _formerNames.Contains(fullName, StringComparer.OrdinalIgnoreCase);
        }
    }

    internal static (string Owner, string Name) Split(string fullName) =>
        fullName.Split('/') is [{ Length: > 0 } owner, { Length: > 0 } name] ? (owner, name) : throw new ArgumentException($"Not OWNER/NAME: {fullName}", nameof(fullName));

    private string Push(string branch, string message, DateTimeOffset? date, string? parent, Files files)
    {
        var when = date ?? _nextDate;
        _nextDate = when.AddDays(1);
        PushedAt = when < _now() ? _now() : when;
        return _refs[$"refs/heads/{branch}"] = FastImport.Commit(_git, branch, message, when, parent, files);
    }

    private void SetRef(string name, string sha)
    {
        lock (_changing)
        {
            _git.Run("update-ref", name, sha);
            _refs[name] = sha;
            PushedAt = _now();
        }
    }

    private void DeleteRef(string name)
    {
        lock (_changing)
        {
            _git.Run("update-ref", "-d", name);
            _refs.Remove(name);
            PushedAt = _now();
        }
    }
}
