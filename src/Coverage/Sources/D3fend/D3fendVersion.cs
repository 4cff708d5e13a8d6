namespace Coverage.Sources.D3fend;

/// <summary>Which release an ontology is.</summary>
internal static class D3fendVersion
{
    /// <summary>
    /// The release that a file is named after: <c>2025-08-25</c> of <c>d3fend-protege-2025-08-25.ttl</c>, <c>1.0.0</c> of
    /// <c>d3fend-protege-1.0.0.ttl</c>. Empty if it names none.
    /// </summary>
    public static string OfFile(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        var stem = name.EndsWith(".ttl", StringComparison.OrdinalIgnoreCase) ? name[..^4] : name;
        for (var dash = stem.IndexOf('-', StringComparison.Ordinal); dash >= 0; dash = stem.IndexOf('-', dash + 1))
        {
            var rest = stem.AsSpan(dash + 1);
            rest = rest is ['v', ..] ? rest[1..] : rest;
            if (rest.Length > 0 && char.IsAsciiDigit(rest[0]))
            {
                return rest.ToString();
            }
        }

        return "";
    }

    /// <summary>The release that the ontology states of itself (<c>owl:versionInfo</c>); empty if it states none.</summary>
    public static string Of(Ontology ontology)
    {
        return ontology.Terms.Ontology < 0 ? "" : ontology.Texts(ontology.Terms.Ontology, ontology.Terms.VersionInfo).FirstOrDefault()?.Trim() ?? "";
    }
}
