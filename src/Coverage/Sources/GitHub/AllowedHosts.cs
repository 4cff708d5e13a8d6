namespace Coverage.Sources.GitHub;

/// <summary>
/// The hosts that may be asked at all. An entry is <c>host</c> or <c>*.suffix</c> (https on port 443, public addresses
/// only), or <c>http(s)://host:port</c>: exactly that, and also where it lies in a private network.
/// </summary>
public sealed class AllowedHosts
{
    private readonly List<AllowedHost> entries;

    /// <summary>A list of entries.</summary>
    /// <exception cref="ArgumentException">An entry is none of the three forms.</exception>
    public AllowedHosts(IEnumerable<string> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        this.entries = [.. entries.Select(AllowedHost.Parse)];
    }

    /// <summary>What github.com needs: its API, its archives, and raw files.</summary>
    public static AllowedHosts Default { get; } =
        new(["api.github.com", "github.com", "codeload.github.com", "raw.githubusercontent.com", "objects.githubusercontent.com"]);

    /// <summary>The entries, as they were given.</summary>
    public IReadOnlyList<string> Entries => [.. entries.Select(entry => entry.Text)];

    /// <summary>The entry that an address may be asked by, or null. Of several, the one that allows most.</summary>
    internal AllowedHost? For(Uri address) =>
        entries.Where(entry => entry.Matches(address)).OrderByDescending(entry => entry.IsExact).FirstOrDefault();
}
