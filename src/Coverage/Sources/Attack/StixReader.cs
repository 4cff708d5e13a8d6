using System.Text.Json;

namespace Coverage.Sources.Attack;

/// <summary>
/// Reads the objects of a STIX 2.0 or 2.1 bundle from its bytes, one token after another: a bundle of 45 MB becomes no
/// tree in memory.
/// </summary>
internal static class StixReader
{
    /// <summary>Calls back for each object of the bundle's <c>objects</c>.</summary>
    /// <exception cref="JsonException">The file is not JSON or not a bundle.</exception>
    public static void Read(ReadOnlySpan<byte> json, int depth, Action<StixObject> found)
    {
        if (json.StartsWith("\uFEFF"u8)) json = json[3..];
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = depth });
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) throw new JsonException("It is not a JSON object.");
        var objects = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isObjects = reader.ValueTextEquals("objects"u8);
            reader.Read();
            if (!isObjects)
            {
                reader.Skip();
                continue;
            }

            if (reader.TokenType != JsonTokenType.StartArray) throw new JsonException("Its 'objects' are not a list.");
            objects = true;
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (reader.TokenType != JsonTokenType.StartObject) throw new JsonException("One of its 'objects' is not an object.");
                found(ReadObject(ref reader, json));
            }
        }

        if (!objects) throw new JsonException("It has no 'objects': it is not a STIX bundle.");
        if (reader.Read()) throw new JsonException("Something follows the bundle.");
    }

    private static StixObject ReadObject(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        var start = (int)reader.TokenStartIndex;
        var stix = new StixObject { Offset = start };
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ReadField(ref reader, stix);
        }

        // Relationships are told by what they relate; nothing shows their own text, so they need no hash.
        if (stix.Type != "relationship") stix.Hash = ContentHash.Of(json[start..(int)reader.BytesConsumed]);
        return stix;
    }

    private static void ReadField(ref Utf8JsonReader reader, StixObject stix)
    {
        var field = FieldOf(ref reader);
        if (field != StixField.None && !stix.Meet(field))
        {
            if (field is StixField.Type or StixField.Id) throw new JsonException($"The key '{reader.GetString()}' is there twice.");
            stix.Repeated = reader.GetString()!;
            field = StixField.None;
        }

        switch (field)
        {
            case StixField.Type: stix.Type = Text(ref reader); break;
            case StixField.Id: stix.Id = Text(ref reader); break;
            case StixField.Name: stix.Name = Text(ref reader); break;
            case StixField.Description: ReadDescription(ref reader, stix); break;
            case StixField.Modified: stix.Modified = Text(ref reader); break;
            case StixField.Revoked: stix.Revoked = Flag(ref reader); break;
            case StixField.Deprecated: stix.Deprecated = Flag(ref reader); break;
            case StixField.IsSubtechnique: stix.IsSubtechnique = Flag(ref reader); break;
            case StixField.Version: stix.Version = Text(ref reader); break;
            case StixField.ShortName: stix.ShortName = Text(ref reader); break;
            case StixField.RelationshipType: stix.RelationshipType = Text(ref reader); break;
            case StixField.SourceRef: stix.SourceRef = Text(ref reader); break;
            case StixField.TargetRef: stix.TargetRef = Text(ref reader); break;
            case StixField.References: ReadReferences(ref reader, stix); break;
            case StixField.Phases: ReadPhases(ref reader, stix); break;
            case StixField.Platforms: ReadTexts(ref reader, stix.Platforms); break;
            case StixField.Aliases or StixField.MitreAliases: ReadTexts(ref reader, stix.Aliases); break;
            case StixField.Domains: ReadTexts(ref reader, stix.Domains); break;
            case StixField.TacticRefs: ReadTexts(ref reader, stix.TacticRefs); break;
            case StixField.AnalyticRefs: ReadTexts(ref reader, stix.AnalyticRefs); break;
            case StixField.LogSources: ReadLogSources(ref reader, stix); break;
            default: Skip(ref reader); break;
        }
    }

    private static StixField FieldOf(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("type"u8) ? StixField.Type
        : reader.ValueTextEquals("id"u8) ? StixField.Id
        : reader.ValueTextEquals("name"u8) ? StixField.Name
        : reader.ValueTextEquals("description"u8) ? StixField.Description
        : reader.ValueTextEquals("modified"u8) ? StixField.Modified
        : reader.ValueTextEquals("revoked"u8) ? StixField.Revoked
        : reader.ValueTextEquals("x_mitre_deprecated"u8) ? StixField.Deprecated
        : reader.ValueTextEquals("x_mitre_is_subtechnique"u8) ? StixField.IsSubtechnique
        : reader.ValueTextEquals("x_mitre_version"u8) ? StixField.Version
        : reader.ValueTextEquals("x_mitre_shortname"u8) ? StixField.ShortName
        : reader.ValueTextEquals("relationship_type"u8) ? StixField.RelationshipType
        : reader.ValueTextEquals("source_ref"u8) ? StixField.SourceRef
        : reader.ValueTextEquals("target_ref"u8) ? StixField.TargetRef
        : reader.ValueTextEquals("external_references"u8) ? StixField.References
        : reader.ValueTextEquals("kill_chain_phases"u8) ? StixField.Phases
        : reader.ValueTextEquals("x_mitre_platforms"u8) ? StixField.Platforms
        : reader.ValueTextEquals("aliases"u8) ? StixField.Aliases
        : reader.ValueTextEquals("x_mitre_aliases"u8) ? StixField.MitreAliases
        : reader.ValueTextEquals("x_mitre_domains"u8) ? StixField.Domains
        : reader.ValueTextEquals("tactic_refs"u8) ? StixField.TacticRefs
        : reader.ValueTextEquals("x_mitre_analytic_refs"u8) ? StixField.AnalyticRefs
        : reader.ValueTextEquals("x_mitre_log_source_references"u8) ? StixField.LogSources
        : StixField.None;

    private static void ReadDescription(ref Utf8JsonReader reader, StixObject stix)
    {
        // The text of a relationship is long and not shown; STIX puts the type before or after it, so only what is known by then can be spared.
        if (stix.Type == "relationship" || stix.RelationshipType.Length > 0) Skip(ref reader);
        else stix.Description = Text(ref reader);
    }

    private static void ReadReferences(ref Utf8JsonReader reader, StixObject stix)
    {
        foreach (var reference in Objects(ref reader, stix, "source_name", "external_id", "url"))
        {
            if (stix.ExternalId.Length == 0 && reference[0] is "mitre-attack" or "mitre-ics-attack" or "mitre-mobile-attack")
            {
                (stix.ExternalId, stix.Url) = (PlainText.Line(reference[1], 200), reference[2]);
            }
        }
    }

    private static void ReadPhases(ref Utf8JsonReader reader, StixObject stix)
    {
        foreach (var phase in Objects(ref reader, stix, "kill_chain_name", "phase_name", ""))
        {
            stix.ChainNames.Add(phase[0]);
            stix.Phases.Add(phase[1]);
        }
    }

    private static void ReadLogSources(ref Utf8JsonReader reader, StixObject stix)
    {
        foreach (var source in Objects(ref reader, stix, "x_mitre_data_component_ref", "name", "channel"))
        {
            stix.LogSources.Add((source[0], source[1], source[2]));
        }
    }

    /// <summary>Three text fields of each object in an array.</summary>
    private static List<string[]> Objects(ref Utf8JsonReader reader, StixObject stix, string first, string second, string third)
    {
        var found = new List<string[]>();
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return found;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
                continue;
            }

            var values = new string?[3];
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var place = reader.ValueTextEquals(first) ? 0 : reader.ValueTextEquals(second) ? 1 : third.Length > 0 && reader.ValueTextEquals(third) ? 2 : -1;
                if (place >= 0 && values[place] is not null) stix.Repeated = reader.GetString()!;
                if (place >= 0 && values[place] is null) values[place] = Text(ref reader);
                else Skip(ref reader);
            }

            found.Add(Array.ConvertAll(values, value => value ?? ""));
        }

        return found;
    }

    private static void ReadTexts(ref Utf8JsonReader reader, List<string> into)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.String) into.Add(reader.GetString()!);
            else reader.Skip();
        }
    }

    private static string Text(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String) return reader.GetString()!;
        reader.Skip();
        return "";
    }

    private static bool Flag(ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Skip();
        return reader.TokenType == JsonTokenType.True;
    }

    private static void Skip(ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Skip();
    }
}
