using System.Text.RegularExpressions;
using Coverage.Catalog;

namespace Coverage.Sources.Attack;

/// <summary>The objects of one domain's bundle, by STIX identifier, and their relationships.</summary>
internal sealed partial class AttackBundle
{
    private const string Report = "Report it to the publisher of the bundle.";

    private readonly List<StixObject> matrices = [];

    /// <summary>The file it was read from.</summary>
    public required string Path { get; init; }

    public Dictionary<string, StixObject> Objects { get; } = [];

    public List<StixObject> Relationships { get; } = [];

    /// <summary>The release: the collection's version, else one in the file's name, else empty.</summary>
    public string Version { get; private set; } = "";

    /// <summary>Identifiers of the tactics in the order of the (first live) matrix that has the most.</summary>
    public IReadOnlyList<string> TacticOrder => [.. matrices.OrderBy(matrix => matrix.Deprecated).ThenByDescending(matrix => matrix.TacticRefs.Count).SelectMany(matrix => matrix.TacticRefs).Distinct()];

    public void Add(StixObject stix, Reading reading)
    {
        if (stix.Repeated.Length > 0)
        {
            reading.Reject(Path, 0, $"The object {PlainText.Line(stix.Id, 200)} has the key '{PlainText.Line(stix.Repeated, 100)}' twice; the first one is used.", Report);
        }

        switch (stix.Type)
        {
            case "relationship":
                Relationships.Add(stix);
                return;
            case "x-mitre-matrix":
                matrices.Add(stix);
                return;
            case "x-mitre-collection":
                Version = stix.Version;
                Domain = FromName(stix.Domains.FirstOrDefault() ?? "") ?? Domain;
                return;
        }

        Keep(stix, reading);
    }

    private void Keep(StixObject stix, Reading reading)
    {
        if (stix.Id.Length == 0 || !Objects.TryAdd(stix.Id, stix))
        {
            reading.Reject(Path, 0, stix.Id.Length == 0 ? $"A {PlainText.Line(stix.Type, 100)} without an id." : $"The object {PlainText.Line(stix.Id, 200)} is there twice; the first one is used.", Report);
        }
    }

    /// <summary>Takes in another file of the same domain.</summary>
    public void Add(AttackBundle other, Reading reading)
    {
        matrices.AddRange(other.matrices);
        Relationships.AddRange(other.Relationships);
        Version = Version.Length > 0 ? Version : other.Version;
        foreach (var stix in other.Objects.Values) Keep(stix, reading);
    }

    /// <summary>The domain: by the collection, else by the matrix, else by the techniques' kill chains.</summary>
    public AttackDomain? Domain { get; private set; }

    /// <summary>Fills in what the bundle leaves to be seen from its parts and its file's name.</summary>
    public void Complete()
    {
        if (Version.Length == 0) Version = InName().Match(Path) is { Success: true } match ? match.Value : "";
        Domain ??= matrices.Select(matrix => FromName(matrix.ExternalId)).FirstOrDefault(domain => domain is not null)
            ?? Objects.Values.SelectMany(stix => stix.ChainNames).GroupBy(name => name).OrderByDescending(group => group.Count()).Select(group => FromChain(group.Key)).FirstOrDefault();
    }

    private static AttackDomain? FromName(string name) => name switch
    {
        "enterprise-attack" => AttackDomain.Enterprise,
        "ics-attack" => AttackDomain.Ics,
        "mobile-attack" => AttackDomain.Mobile,
        _ => null,
    };

    private static AttackDomain? FromChain(string name) => name switch
    {
        "mitre-attack" => AttackDomain.Enterprise,
        "mitre-ics-attack" => AttackDomain.Ics,
        "mitre-mobile-attack" => AttackDomain.Mobile,
        _ => null,
    };

    [GeneratedRegex(@"(?<=-v?)\d+\.\d+(?=\.json$)", RegexOptions.CultureInvariant)]
    private static partial Regex InName();
}
