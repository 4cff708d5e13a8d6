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

    /// <summary>What whoever allows an entry should know; empty where there is nothing to say.</summary>
    /// <exception cref="ArgumentException">The entry is none of the three forms.</exception>
    public static string Warning(string entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var allowed = AllowedHost.Parse(entry);
        var range = allowed.Literal is { } number ? AddressRange.Of(number) : AddressRangeKind.Public;
        if (range == AddressRangeKind.LinkLocal) return "This is a link-local address: machines in a cloud answer there with what they know of themselves, passwords among it. Allow it only if your server of rules really is there.";
        return allowed.Scheme == Uri.UriSchemeHttp && range != AddressRangeKind.Private && allowed.Host != "localhost"
            ? "Over http, whoever is on the way can read a source's credential and change its rules. Use https, unless all of the way is yours."
            : "";
    }

    /// <summary>The entry that an address may be asked by, or null. Of several, the one that allows most.</summary>
    internal AllowedHost? For(Uri address) =>
        entries.Where(entry => entry.Matches(address)).OrderByDescending(entry => entry.IsExact).FirstOrDefault();
}
