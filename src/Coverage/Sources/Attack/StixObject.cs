namespace Coverage.Sources.Attack;

/// <summary>The fields of a STIX object that the catalogue uses, whatever its type; one is filled after another.</summary>
internal sealed class StixObject
{
    private uint met;

    public string Type { get; set; } = "";

    public string Id { get; set; } = "";

    public string Name { get; set; } = "";

    public string Description { get; set; } = "";

    public string Modified { get; set; } = "";

    public string ExternalId { get; set; } = "";

    public string Url { get; set; } = "";

    public string Version { get; set; } = "";

    public string ShortName { get; set; } = "";

    public bool Revoked { get; set; }

    public bool Deprecated { get; set; }

    public bool IsSubtechnique { get; set; }

    public string RelationshipType { get; set; } = "";

    public string SourceRef { get; set; } = "";

    public string TargetRef { get; set; } = "";

    public List<string> Phases { get; } = [];

    public List<string> ChainNames { get; } = [];

    public List<string> Platforms { get; } = [];

    public List<string> Aliases { get; } = [];

    public List<string> Domains { get; } = [];

    public List<string> TacticRefs { get; } = [];

    public List<string> AnalyticRefs { get; } = [];

    public List<(string Component, string Name, string Channel)> LogSources { get; } = [];

    /// <summary>SHA-256 of the object's own part of the bundle.</summary>
    public string Hash { get; set; } = "";

    /// <summary>A key that it has more than once; of such a key the first one is read. Empty if there is none.</summary>
    public string Repeated { get; set; } = "";

    /// <summary>Where it starts in the file, in bytes.</summary>
    public long Offset { get; set; }

    /// <summary>Notes that a field was met; false if it had been before.</summary>
    public bool Meet(StixField field)
    {
        var bit = 1u << (int)field;
        if ((met & bit) != 0) return false;
        met |= bit;
        return true;
    }
}

/// <summary>The keys of a STIX object that are read.</summary>
internal enum StixField
{
    None,
    Type,
    Id,
    Name,
    Description,
    Modified,
    Revoked,
    Deprecated,
    IsSubtechnique,
    Version,
    ShortName,
    RelationshipType,
    SourceRef,
    TargetRef,
    References,
    Phases,
    Platforms,
    Aliases,
    MitreAliases,
    Domains,
    TacticRefs,
    AnalyticRefs,
    LogSources,
}
