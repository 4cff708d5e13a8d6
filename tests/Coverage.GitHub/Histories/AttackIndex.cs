using Coverage.GitHub.Http;

namespace Coverage.GitHub.Histories;

/// <summary>The <c>index.json</c> of attack-stix-data: the releases of each domain, newest first, with where each file is.</summary>
internal sealed class AttackIndex
{
    private static readonly Dictionary<string, (string Id, string Name)> Domains = new()
    {
        ["enterprise-attack"] = ("x-mitre-collection--1f5f1533-f617-4ca8-9ab4-6a02367fa019", "Enterprise ATT&CK"),
        ["mobile-attack"] = ("x-mitre-collection--dac0d2d7-8653-445c-9bff-82f934c1e858", "Mobile ATT&CK"),
        ["ics-attack"] = ("x-mitre-collection--90c00720-636b-4485-b342-8751d232bf09", "ICS ATT&CK"),
    };

    private static readonly Dictionary<string, string> Modified = new()
    {
        ["17.1"] = "2025-05-06T14:00:00.188Z",
        ["18.1"] = "2025-11-13T14:00:00.188Z",
        ["19.1"] = "2026-05-12T14:00:00.188Z",
    };

    private readonly List<(string Domain, string Version)> _releases = [];

    public void Add(string domain, string version) => _releases.Insert(0, (domain, version));

    public byte[] ToBytes() => Json.Bytes(new
    {
        id = "10296992-5855-417d-b25b-02fa8b1ac8ef",
        name = "MITRE ATT&CK",
        description = "Releases of ATT&CK in the order of their domains.",
        created = "2018-01-17T12:56:55.080000+00:00",
        modified = _releases.Select(release => Modified[release.Version]).Max(),
        collections = Domains.Keys.Select(Collection).ToArray(),
    });

    private object Collection(string domain) => new
    {
        id = Domains[domain].Id,
        created = "2018-01-17T12:56:55.080Z",
        versions = _releases.Where(release => release.Domain == domain).Select(release => new
        {
            version = release.Version,
            url = $"https://raw.githubusercontent.com/mitre-attack/attack-stix-data/master/{domain}/{domain}-{release.Version}.json",
            modified = Modified[release.Version],
        }).ToArray(),
        name = Domains[domain].Name,
        description = $"{Domains[domain].Name}.",
    };
}
