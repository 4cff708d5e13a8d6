using Coverage.Sources.GitHub;

namespace Coverage.Sync;

/// <summary>What an installation says about its syncs, from its configuration.</summary>
public sealed record SyncOptions
{
    /// <summary>The address of the API that sources without one of their own are asked at: <c>COVERAGE_GITHUB</c>.</summary>
    public Uri GitHub { get; init; } = GitHubPlace.PublicApi;

    /// <summary>Hosts that may be asked beside GitHub's own and those that an administrator listed: <c>COVERAGE_HOSTS</c>, separated by commas.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>Whether the schedule is kept; <c>COVERAGE_SCHEDULE=off</c> turns it off.</summary>
    public bool Scheduled { get; init; } = true;

    /// <summary>Reads the environment.</summary>
    /// <exception cref="ImportUsageException">One of the variables is no such thing.</exception>
    public static SyncOptions FromEnvironment() => From(Environment.GetEnvironmentVariable);

    /// <summary>Reads the settings by their names.</summary>
    /// <exception cref="ImportUsageException">One of them is no such thing.</exception>
    public static SyncOptions From(Func<string, string?> setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        return new SyncOptions
        {
            GitHub = setting("COVERAGE_GITHUB") is { Length: > 0 } api ? Address(api) : GitHubPlace.PublicApi,
            Hosts = HostsOf(setting("COVERAGE_HOSTS") ?? ""),
            Scheduled = !string.Equals(setting("COVERAGE_SCHEDULE"), "off", StringComparison.OrdinalIgnoreCase),
        };
    }

    private static string[] HostsOf(string text)
    {
        var hosts = text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        MustBeHosts(hosts, "COVERAGE_HOSTS: ");
        return hosts;
    }

    /// <summary>Refuses what cannot stand in the list of hosts.</summary>
    /// <exception cref="ImportUsageException">One of them is none.</exception>
    internal static void MustBeHosts(IReadOnlyList<string> hosts, string where = "")
    {
        try
        {
            _ = new AllowedHosts(hosts);
        }
        catch (ArgumentException problem)
        {
            throw new ImportUsageException(where + problem.Message);
        }
    }

    private static Uri Address(string text) =>
        Uri.TryCreate(text.EndsWith('/') ? text : text + "/", UriKind.Absolute, out var address) && address.Scheme is "https" or "http"
            ? address
            : throw new ImportUsageException($"COVERAGE_GITHUB is '{text}', which is no address of an API. Give one such as https://api.github.com/ or https://HOST/api/v3/.");
}
