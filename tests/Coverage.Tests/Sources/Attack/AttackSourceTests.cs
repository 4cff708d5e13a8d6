using System.Text.Json.Nodes;
using Coverage.Catalog;
using Coverage.Sources;
using Coverage.Tests.Support;

namespace Coverage.Tests.Sources.Attack;

public sealed class AttackSourceTests
{
    [Theory]
    [InlineData("2.0")]
    [InlineData(null)]
    public void STIX_2_0_and_2_1_are_read_alike(string? specVersion)
    {
        var technique = Technique(Of(new Bundle().Tactic("TA0002", "execution").Technique("T1059", ["execution", "invented"], name: "Shell", description: "How it goes").Json(specVersion)), "T1059");

        Assert.Equal(("Shell", "How it goes", AttackDomain.Enterprise, true), (technique.Title, technique.Text, technique.Domain, technique.IsLive));
        Assert.Equal(["execution", "invented"], technique.Tactics);
        Assert.Equal(["Windows"], technique.Platforms);
        Assert.Equal(("attack-pattern--T1059", "https://attack.example/T1059"), (technique.StixId, technique.Url));
    }

    [Fact]
    public void Revoked_and_deprecated_techniques_are_known_and_not_live()
    {
        var reading = Of(new Bundle().Techniques("T1001").Technique("T1002", deprecated: true).Revoked("T1003", "T1001").Json());

        Assert.True(Technique(reading, "T1001").IsLive);
        Assert.True(Technique(reading, "T1002") is { Deprecated: true, IsLive: false });
        Assert.True(Technique(reading, "T1003") is { Revoked: true, IsLive: false });
        Assert.Equal(["T1001"], Technique(reading, "T1003").RevokedBy);
    }

    [Fact]
    public void Tactics_stand_in_the_order_of_the_matrix_not_of_the_file()
    {
        var bundle = JsonNode.Parse(new Bundle().Tactic("TA0040", "impact").Tactic("TA0001", "initial-access").Tactic("TA0002", "execution").Json())!;
        bundle["objects"]![1]!["tactic_refs"] = new JsonArray("x-mitre-tactic--TA0001", "x-mitre-tactic--TA0002", "x-mitre-tactic--TA0040");

        Assert.Equal([("impact", 2), ("initial-access", 0), ("execution", 1)], Of(bundle.ToJsonString()).Items.OfType<Tactic>().Select(tactic => (tactic.ShortName, tactic.Position)));
    }

    [Fact]
    public void The_identifier_gives_the_parent_and_a_second_parent_is_a_diagnostic()
    {
        var bundle = new Bundle().Techniques("T1001", "T1002", "T1001.001", "T1001.002")
            .Relate("subtechnique-of", "attack-pattern--T1001.001", "attack-pattern--T1002")
            .Relate("subtechnique-of", "attack-pattern--T1001.001", "attack-pattern--T1001");
        var reading = Of(bundle.Json());

        Assert.Equal("T1001", Technique(reading, "T1001.001").ParentId);
        Assert.Equal("T1001", Technique(reading, "T1001.002").ParentId);
        Assert.Null(Technique(reading, "T1001").ParentId);
        Assert.Equal("The technique T1001.001 has two parents, T1002 and T1001; its identifier decides.", Assert.Single(reading.Diagnostics).Message);
    }

    [Fact]
    public void Groups_software_campaigns_and_mitigations_come_with_what_they_use()
    {
        var reading = Of(new Bundle().Techniques("T1002", "T1001")
            .Object("intrusion-set", "G0001", new() { ["name"] = "Band", ["aliases"] = new JsonArray("Band", "The Band") })
            .Object("tool", "S0001", new() { ["name"] = "Hammer", ["x_mitre_platforms"] = new JsonArray("Linux") })
            .Object("malware", "S0002", new() { ["name"] = "Nail" })
            .Object("campaign", "C0001", new() { ["name"] = "Tour" })
            .Object("course-of-action", "M0001", new() { ["name"] = "Helmet" })
            .Relate("uses", "intrusion-set--G0001", "attack-pattern--T1002").Relate("uses", "intrusion-set--G0001", "attack-pattern--T1001").Relate("uses", "intrusion-set--G0001", "tool--S0001")
            .Relate("uses", "campaign--C0001", "attack-pattern--T1001").Relate("attributed-to", "campaign--C0001", "intrusion-set--G0001")
            .Relate("mitigates", "course-of-action--M0001", "attack-pattern--T1001").Json());

        var actors = reading.Items.OfType<Actor>().ToDictionary(actor => actor.ExternalId);
        Assert.Equal((ItemKind.Group, ItemKind.Software, "tool", "malware", ItemKind.Campaign), (actors["G0001"].Kind, actors["S0001"].Kind, actors["S0001"].SoftwareType, actors["S0002"].SoftwareType, actors["C0001"].Kind));
        Assert.Equal(["The Band"], actors["G0001"].Aliases);
        Assert.Equal(["T1001", "T1002"], actors["G0001"].Uses);
        Assert.Equal(["S0001"], actors["G0001"].Software);
        Assert.Equal(["G0001"], actors["C0001"].AttributedTo);
        Assert.Equal(["T1001"], Assert.Single(reading.Items.OfType<Mitigation>()).Techniques);
    }

    [Fact]
    public void Detection_strategies_come_with_their_analytics_and_log_sources()
    {
        var reading = Of(new Bundle().Techniques("T1001")
            .Object("x-mitre-data-component", "DC0001", new() { ["name"] = "Process Creation" })
            .Object("x-mitre-analytic", "AN0001", new()
            {
                ["name"] = "Analytic 1",
                ["x_mitre_platforms"] = new JsonArray("Windows"),
                ["x_mitre_log_source_references"] = new JsonArray(new JsonObject { ["x_mitre_data_component_ref"] = "x-mitre-data-component--DC0001", ["name"] = "log:x", ["channel"] = "1" }),
            })
            .Object("x-mitre-detection-strategy", "DET0001", new() { ["name"] = "See it", ["x_mitre_analytic_refs"] = new JsonArray("x-mitre-analytic--AN0001") })
            .Relate("detects", "x-mitre-detection-strategy--DET0001", "attack-pattern--T1001").Json());

        var strategy = Assert.Single(reading.Items.OfType<DetectionStrategy>());
        Assert.Equal(["AN0001"], strategy.Analytics);
        Assert.Equal(["T1001"], strategy.Techniques);
        Assert.Equal([new AnalyticLogSource("DC0001", "log:x", "1")], Assert.Single(reading.Items.OfType<Analytic>()).LogSources);
    }

    [Fact]
    public void Revoked_and_deprecated_relationships_relate_nothing()
    {
        var bundle = JsonNode.Parse(new Bundle().Techniques("T1001", "T1002").Object("course-of-action", "M0001", new() { ["name"] = "Helmet" })
            .Relate("mitigates", "course-of-action--M0001", "attack-pattern--T1001").Relate("mitigates", "course-of-action--M0001", "attack-pattern--T1002").Json())!;
        bundle["objects"]!.AsArray()[^1]!["x_mitre_deprecated"] = true;

        Assert.Equal(["T1001"], Assert.Single(Of(bundle.ToJsonString()).Items.OfType<Mitigation>()).Techniques);
    }

    [Theory]
    [InlineData("enterprise", AttackDomain.Enterprise)]
    [InlineData("ics", AttackDomain.Ics)]
    [InlineData("mobile", AttackDomain.Mobile)]
    public void The_domain_shows_by_the_collection_or_the_matrix_or_the_kill_chains(string name, AttackDomain domain)
    {
        var bundle = JsonNode.Parse(new Bundle(null, name).Techniques("T1001").Json())!;
        var withCollection = new Bundle("1.0", name).Techniques("T1001").Json();

        Assert.Equal(domain, Of(withCollection).Domain);
        Assert.Equal(domain, Of(bundle.ToJsonString()).Domain);
        bundle["objects"]!.AsArray().RemoveAt(0);
        Assert.Equal(domain, Of(bundle.ToJsonString()).Domain);
    }

    [Theory]
    [InlineData("19.1", "any.json", "19.1")]
    [InlineData(null, "enterprise-attack-18.1.json", "18.1")]
    [InlineData(null, "bundles/enterprise-attack-v17.0.json", "17.0")]
    [InlineData(null, "enterprise-attack.json", "")]
    [InlineData("19.1", "enterprise-attack-18.1.json", "19.1")]
    public void The_release_is_that_of_the_collection_else_of_the_file_name_else_unknown(string? stated, string path, string expected) =>
        Assert.Equal(expected, Read.As(SourceKind.Attack, (path, new Bundle(stated).Techniques("T1001").Json())).Version);

    [Fact]
    public void Bundles_of_two_domains_in_one_input_are_two_readings()
    {
        var readings = Read.As(SourceKind.Attack, new MemoryTree(new Bundle().Techniques("T1001").File("a.json"), new Bundle("18.1", "ics").Techniques("T0801").File("b.json")));

        Assert.Equal([(AttackDomain.Enterprise, "19.1", "T1001"), (AttackDomain.Ics, "18.1", "T0801")], readings.Select(reading => (reading.Domain!.Value, reading.Version, reading.Items.Single().ExternalId)));
    }

    [Fact]
    public void Several_files_of_one_domain_are_one_reading()
    {
        var reading = Assert.Single(Read.As(SourceKind.Attack, new MemoryTree(new Bundle().Techniques("T1001").File("a.json"), new Bundle().Revoked("T1002", "T1001").File("b.json"))));

        Assert.Equal(["T1001"], Technique(reading, "T1002").RevokedBy);
    }

    [Fact]
    public void Two_releases_of_a_domain_in_one_input_are_refused()
    {
        var refused = Assert.Throws<SourceRefusedException>(() => Read.As(SourceKind.Attack, new Bundle("19.1").Techniques("T1001").File("new.json"), new Bundle("18.1").Techniques("T1001").File("old.json")));

        Assert.Contains("new.json is release 19.1 and old.json is release 18.1", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_bundle_is_a_diagnostic_beside_the_bundles_of_several_domains()
    {
        var readings = Read.As(SourceKind.Attack, new MemoryTree(new Bundle().Techniques("T1001").File("a.json"), new Bundle("18.1", "ics").Techniques("T0801").File("b.json"), ("index.json", "{}"), ("empty.json", "")));

        Assert.Equal(["empty.json", "index.json"], readings.SelectMany(reading => reading.Diagnostics).Select(problem => problem.Path).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("\"type\": \"attack-pattern\",", "\"type\": \"attack-pattern\",\n\"type\": \"tool\",", "The key 'type' is there twice")]
    [InlineData("\"id\": \"attack-pattern--T1001\",", "\"id\": \"attack-pattern--T1001\",\n\"id\": \"attack-pattern--T1001\",", "The key 'id' is there twice")]
    public void A_key_that_tells_what_an_object_is_and_is_there_twice_refuses_the_bundle(string from, string to, string why) =>
        Assert.Contains(why, Refused(new Bundle().Techniques("T1001").Json().Replace(from, to, StringComparison.Ordinal)), StringComparison.Ordinal);

    [Fact]
    public void Broken_JSON_is_refused_whole_with_its_line()
    {
        var lines = new Bundle().Techniques("T1001", "T1002").Json().Split('\n');

        Assert.Contains($", line {lines.Length - 1}:", Refused(string.Join('\n', lines[..^1])), StringComparison.Ordinal);
        lines[5] = "]]";
        Assert.Contains("enterprise-attack.json, line 6:", Refused(string.Join('\n', lines)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{\"a\":", "}")]
    public void JSON_nested_a_hundred_thousand_deep_is_refused(string open, string close)
    {
        var deep = string.Concat(Enumerable.Repeat(open, 100_000)) + "1" + string.Concat(Enumerable.Repeat(close, 100_000));

        Assert.Contains("depth", Refused($$"""{"type": "bundle", "objects": [{"type": "attack-pattern", "x": {{deep}}}]}"""), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("depth", Refused($$"""{"type": "bundle", "x": {{deep}}, "objects": []}"""), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("""{"type": "bundle", "id": "x"}""")]
    [InlineData("""{"type": "bundle", "objects": {}}""")]
    [InlineData("""{"type": "bundle", "objects": [1]}""")]
    [InlineData("""{"type": "bundle", "objects": []} {}""")]
    public void What_is_no_bundle_is_refused(string text) => Assert.Contains("enterprise-attack.json", Refused(text), StringComparison.Ordinal);

    [Fact]
    public void A_byte_order_mark_does_no_harm() => Assert.Single(Of("\uFEFF" + new Bundle().Techniques("T1001").Json()).Items.OfType<Technique>());

    [Fact]
    public void Fields_of_an_unexpected_shape_are_as_if_they_were_missing()
    {
        var reading = Of("""
            {"type": "bundle", "objects": [
              {"type": "attack-pattern", "id": "attack-pattern--1", "name": "Odd", "description": {"a": [1]}, "revoked": "yes", "x_mitre_platforms": "Windows",
               "kill_chain_phases": [1, {"phase_name": 3, "kill_chain_name": "mitre-attack"}], "x_mitre_version": 1.0,
               "external_references": [7, {"source_name": "other", "external_id": "X"}, {"source_name": "mitre-attack", "external_id": "T1001"}, {"source_name": "mitre-attack", "external_id": "T9999"}]}
            ]}
            """);

        var technique = Technique(reading, "T1001");
        Assert.Equal((true, null, "", 0), (technique.IsLive, technique.Text, technique.Version, technique.Platforms.Length));
    }

    [Fact]
    public void Objects_without_an_identifier_or_a_name_or_with_that_of_another_are_diagnostics()
    {
        var reading = Of(new Bundle().Techniques("T1001").Object("attack-pattern", "nothing", new() { ["name"] = "Lost" }).Technique("T1002", name: " ")
            .Object("attack-pattern", "T1001", new() { ["name"] = "Twin" }).Json().Replace("attack-pattern--nothing", "attack-pattern--n", StringComparison.Ordinal));

        Assert.Equal("T1001", Assert.Single(reading.Items).ExternalId);
        Assert.Equal(3, reading.Diagnostics.Count);
        Assert.Contains(reading.Diagnostics, problem => problem.Message.Contains("'Lost' (attack-pattern--n) has no identifier", StringComparison.Ordinal));
        Assert.Contains(reading.Diagnostics, problem => problem.Message.Contains("T1002 has no name", StringComparison.Ordinal));
        Assert.Contains(reading.Diagnostics, problem => problem.Message.Contains("attack-pattern--T1001 is there twice", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\"name\": \"Name of T1001\",", "\"name\": \"Another\",", "name")]
    [InlineData("\"description\": \"About T1001\",", "\"description\": 7,", "description")]
    [InlineData("\"external_id\": \"T1001\",", "\"external_id\": \"T1002\",", "external_id")]
    public void Of_another_key_that_is_there_twice_the_first_one_is_read_and_said(string key, string again, string name)
    {
        var reading = Of(new Bundle().Techniques("T1001").Json().Replace(key, $"{key} {again}", StringComparison.Ordinal));

        Assert.Equal(("Name of T1001", "About T1001"), (Technique(reading, "T1001").Title, Technique(reading, "T1001").Text));
        Assert.Equal($"The object attack-pattern--T1001 has the key '{name}' twice; the first one is used.", Assert.Single(reading.Diagnostics).Message);
    }

    [Fact]
    public void An_identifier_stands_on_one_line_wherever_it_is_named()
    {
        var reading = Of(new Bundle().Techniques("T1001").Object("intrusion-set", "G1\t\u001b\n2", new() { ["name"] = "Group" }).Object("campaign", "C1", new() { ["name"] = "Campaign" })
            .Relate("attributed-to", "campaign--C1", "intrusion-set--G1\t\u001b\n2").Json());

        Assert.Equal("G1 \uFFFD 2", reading.Items.Single(item => item.Kind == ItemKind.Group).ExternalId);
        Assert.Equal(["G1 \uFFFD 2"], reading.Items.OfType<Actor>().Single(item => item.Kind == ItemKind.Campaign).AttributedTo);
    }

    [Fact]
    public void Of_two_objects_with_one_identifier_the_live_one_is_read()
    {
        var bundle = new Bundle().Object("attack-pattern", "old", new() { ["name"] = "Old", ["revoked"] = true }).Technique("T1001", name: "New").Json()
            .Replace("\"external_id\": \"old\"", "\"external_id\": \"T1001\"", StringComparison.Ordinal);

        var reading = Of(bundle);

        Assert.Equal("New", Technique(reading, "T1001").Title);
        Assert.Empty(reading.Diagnostics);
    }

    [Fact]
    public void The_hash_is_of_the_object_alone()
    {
        var before = Of(new Bundle().Techniques("T1001", "T1002").Json());
        var after = Of(new Bundle().Techniques("T1001").Technique("T1002", description: "Other words").Json());

        Assert.Equal(Technique(before, "T1001").Hash, Technique(after, "T1001").Hash);
        Assert.NotEqual(Technique(before, "T1002").Hash, Technique(after, "T1002").Hash);
        Assert.Equal(Technique(before, "T1001").Hash, Technique(Of(new Bundle().Techniques("T1001").Json().ReplaceLineEndings("\r\n")), "T1001").Hash);
    }

    private static Reading Of(string json) => Read.As(SourceKind.Attack, ("enterprise-attack.json", json));

    private static Technique Technique(Reading reading, string id) => reading.Items.OfType<Technique>().Single(technique => technique.ExternalId == id);

    private static string Refused(string json) => Assert.Throws<SourceRefusedException>(() => Of(json)).Message;
}
