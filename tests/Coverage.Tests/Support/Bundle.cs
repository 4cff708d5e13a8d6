using System.Text.Json;
using System.Text.Json.Nodes;

namespace Coverage.Tests.Support;

/// <summary>Makes a STIX bundle of ATT&amp;CK, object by object; identifiers of STIX are derived from those of ATT&amp;CK.</summary>
internal sealed class Bundle
{
    private readonly JsonArray objects = [];
    private readonly JsonArray tactics = [];
    private readonly string domain;

    /// <summary>A bundle of a domain; with a release it has a collection that states it.</summary>
    public Bundle(string? release = "19.1", string domain = "enterprise")
    {
        this.domain = domain;
        if (release is not null) Object("x-mitre-collection", "C", new() { ["x_mitre_version"] = release, ["x_mitre_domains"] = new JsonArray($"{domain}-attack") });
        objects.Add(new JsonObject { ["type"] = "x-mitre-matrix", ["id"] = "x-mitre-matrix--m", ["name"] = domain, ["tactic_refs"] = tactics, ["external_references"] = Reference($"{domain}-attack") });
    }

    private string SourceName => domain == "enterprise" ? "mitre-attack" : $"mitre-{domain}-attack";

    /// <summary>A tactic, next in the matrix.</summary>
    public Bundle Tactic(string id, string shortName)
    {
        tactics.Add($"x-mitre-tactic--{id}");
        return Object("x-mitre-tactic", id, new() { ["name"] = shortName, ["x_mitre_shortname"] = shortName });
    }

    /// <summary>A technique, in tactics by their short names.</summary>
    public Bundle Technique(string id, string[]? tactics = null, bool revoked = false, bool deprecated = false, string? name = null, string? description = null) => Object("attack-pattern", id, new()
    {
        ["name"] = name ?? $"Name of {id}",
        ["description"] = description ?? $"About {id}",
        ["revoked"] = revoked,
        ["x_mitre_deprecated"] = deprecated,
        ["x_mitre_is_subtechnique"] = id.Contains('.', StringComparison.Ordinal),
        ["x_mitre_platforms"] = new JsonArray("Windows"),
        ["kill_chain_phases"] = new JsonArray([.. (tactics ?? ["execution"]).Select(tactic => new JsonObject { ["kill_chain_name"] = SourceName, ["phase_name"] = tactic })]),
    });

    /// <summary>Techniques in a row, all live.</summary>
    public Bundle Techniques(params string[] ids) => ids.Aggregate(this, (bundle, id) => bundle.Technique(id));

    /// <summary>An object of any type with an identifier of ATT&amp;CK.</summary>
    public Bundle Object(string type, string id, JsonObject fields)
    {
        fields["type"] = type;
        fields["id"] = $"{type}--{id}";
        fields["external_references"] = Reference(id);
        objects.Add(fields);
        return this;
    }

    /// <summary>A relationship between objects, such as <c>attack-pattern--T1059</c>.</summary>
    public Bundle Relate(string type, string source, string target)
    {
        objects.Add(new JsonObject { ["type"] = "relationship", ["id"] = $"relationship--{objects.Count}", ["relationship_type"] = type, ["source_ref"] = source, ["target_ref"] = target });
        return this;
    }

    /// <summary>A revoked technique and those that replaced it.</summary>
    public Bundle Revoked(string id, params string[] successors)
    {
        Technique(id, revoked: true);
        return successors.Aggregate(this, (bundle, next) => bundle.Relate("revoked-by", $"attack-pattern--{id}", $"attack-pattern--{next}"));
    }

    /// <summary>The bundle's text.</summary>
    public string Json(string? specVersion = null)
    {
        var bundle = new JsonObject { ["type"] = "bundle", ["id"] = "bundle--b", ["objects"] = objects.DeepClone() };
        if (specVersion is not null) bundle["spec_version"] = specVersion;
        return bundle.ToJsonString(new JsonSerializerOptions { WriteIndented = true });
    }

    /// <summary>A file of it.</summary>
    public (string Path, string Content) File(string path = "enterprise-attack.json") => (path, Json());

    private JsonArray Reference(string id) => new(new JsonObject { ["source_name"] = SourceName, ["external_id"] = id, ["url"] = $"https://attack.example/{id}" });
}
