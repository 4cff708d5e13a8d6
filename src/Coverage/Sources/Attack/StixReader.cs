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
        if (reader.ValueTextEquals("type"u8)) stix.Type = Once(stix.Type, "type", ref reader);
        else if (reader.ValueTextEquals("id"u8)) stix.Id = Once(stix.Id, "id", ref reader);
        else if (reader.ValueTextEquals("name"u8)) stix.Name = Text(ref reader);
        else if (reader.ValueTextEquals("description"u8)) ReadDescription(ref reader, stix);
        else if (reader.ValueTextEquals("modified"u8)) stix.Modified = Text(ref reader);
        else if (reader.ValueTextEquals("revoked"u8)) stix.Revoked = Flag(ref reader);
        else if (reader.ValueTextEquals("x_mitre_deprecated"u8)) stix.Deprecated = Flag(ref reader);
        else if (reader.ValueTextEquals("x_mitre_is_subtechnique"u8)) stix.IsSubtechnique = Flag(ref reader);
        else if (reader.ValueTextEquals("x_mitre_version"u8)) stix.Version = Text(ref reader);
        else if (reader.ValueTextEquals("x_mitre_shortname"u8)) stix.ShortName = Text(ref reader);
        else if (reader.ValueTextEquals("relationship_type"u8)) stix.RelationshipType = Text(ref reader);
        else if (reader.ValueTextEquals("source_ref"u8)) stix.SourceRef = Text(ref reader);
        else if (reader.ValueTextEquals("target_ref"u8)) stix.TargetRef = Text(ref reader);
        else if (reader.ValueTextEquals("external_references"u8)) ReadReferences(ref reader, stix);
        else if (reader.ValueTextEquals("kill_chain_phases"u8)) ReadPhases(ref reader, stix);
        else if (reader.ValueTextEquals("x_mitre_platforms"u8)) ReadTexts(ref reader, stix.Platforms);
        else if (reader.ValueTextEquals("aliases"u8) || reader.ValueTextEquals("x_mitre_aliases"u8)) ReadTexts(ref reader, stix.Aliases);
        else if (reader.ValueTextEquals("x_mitre_domains"u8)) ReadTexts(ref reader, stix.Domains);
        else if (reader.ValueTextEquals("tactic_refs"u8)) ReadTexts(ref reader, stix.TacticRefs);
        else if (reader.ValueTextEquals("x_mitre_analytic_refs"u8)) ReadTexts(ref reader, stix.AnalyticRefs);
        else if (reader.ValueTextEquals("x_mitre_log_source_references"u8)) ReadLogSources(ref reader, stix);
        else Skip(ref reader);
    }

    private static void ReadDescription(ref Utf8JsonReader reader, StixObject stix)
    {
        // The text of a relationship is long and not shown; STIX puts the type before or after it, so only what is known by then can be spared.
        if (stix.Type == "relationship" || stix.RelationshipType.Length > 0) Skip(ref reader);
        else stix.Description = Text(ref reader);
    }

    private static void ReadReferences(ref Utf8JsonReader reader, StixObject stix)
    {
        foreach (var reference in Objects(ref reader, "source_name", "external_id", "url"))
        {
            if (stix.ExternalId.Length == 0 && reference[0] is "mitre-attack" or "mitre-ics-attack" or "mitre-mobile-attack")
            {
                (stix.ExternalId, stix.Url) = (reference[1], reference[2]);
            }
        }
    }

    private static void ReadPhases(ref Utf8JsonReader reader, StixObject stix)
    {
        foreach (var phase in Objects(ref reader, "kill_chain_name", "phase_name", ""))
        {
            stix.ChainNames.Add(phase[0]);
            stix.Phases.Add(phase[1]);
        }
    }

    private static void ReadLogSources(ref Utf8JsonReader reader, StixObject stix)
    {
        foreach (var source in Objects(ref reader, "x_mitre_data_component_ref", "name", "channel"))
        {
            stix.LogSources.Add((source[0], source[1], source[2]));
        }
    }

    /// <summary>Three text fields of each object in an array.</summary>
    private static List<string[]> Objects(ref Utf8JsonReader reader, string first, string second, string third)
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

            var values = new[] { "", "", "" };
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals(first)) values[0] = Text(ref reader);
                else if (reader.ValueTextEquals(second)) values[1] = Text(ref reader);
                else if (third.Length > 0 && reader.ValueTextEquals(third)) values[2] = Text(ref reader);
                else Skip(ref reader);
            }

            found.Add(values);
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

    private static string Once(string before, string key, ref Utf8JsonReader reader)
    {
        if (before.Length > 0) throw new JsonException($"The key '{key}' is there twice.");
        return Text(ref reader);
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
