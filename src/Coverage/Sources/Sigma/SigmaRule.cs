using Coverage.Catalog;
using Coverage.Sources.Yaml;

namespace Coverage.Sources.Sigma;

/// <summary>Makes a rule of Sigma's fields.</summary>
internal static class SigmaRule
{
    private const string TagFamily = "attack.";

    /// <summary>The rule, or null if the fields are not one's.</summary>
    public static DetectionRule? From(SigmaFields fields, string path)
    {
        if (Missing(fields) is not null) return null;
        var retired = SigmaFolder.Retired(path);
        var status = retired ?? fields.Text("status").ToLowerInvariant();
        var form = fields["correlation"] is not null ? RuleForm.Correlation : fields["filter"] is not null ? RuleForm.Filter : RuleForm.Rule;
        var tags = fields.Texts("tags").Select(tag => PlainText.Line(tag, 200)).ToList();
        var source = fields["logsource"] as YamlMapping;
        return new DetectionRule
        {
            ExternalId = Identifier(fields.Text("id")),
            Title = PlainText.Line(fields.Text("title")),
            Path = path,
            Hash = ContentHash.Of(fields.Part),
            Text = fields.Part,
            Form = form,
            Status = status,
            Level = fields.Text("level").ToLowerInvariant(),
            Author = PlainText.Line(string.Join(", ", fields.Texts("author"))),
            Date = PlainText.Date(fields.Text("date")),
            Modified = PlainText.Date(fields.Text("modified")),
            Product = PlainText.Line(source?.Text("product") ?? "", 100),
            Category = PlainText.Line(source?.Text("category") ?? "", 100),
            Service = PlainText.Line(source?.Text("service") ?? "", 100),
            Name = PlainText.Line(fields.Text("name"), 200),
            Techniques = [.. tags.Select(Technique).OfType<string>().Distinct()],
            Tags = [.. tags.Where(tag => Technique(tag) is null).Distinct()],
            Related = [.. Mappings(fields["related"]).Where(related => related.Text("id").Length > 0)
                .Select(related => new RelatedRule(Identifier(related.Text("id")), PlainText.Line(related.Text("type"), 40)))],
            SimulatedBy = [.. Mappings(fields["simulation"]).Select(simulation => Identifier(simulation.Text("atomic_guid"))).Where(guid => guid.Length > 0).Distinct()],
            Rules = [.. Referenced(fields, form)],
            RegressionTested = fields.Text("regression_tests_path").Length > 0,
            Counted = form != RuleForm.Filter && status is not ("deprecated" or "unsupported"),
        };
    }

    /// <summary>What keeps the fields from being a rule, or null.</summary>
    public static string? Missing(SigmaFields fields)
    {
        return fields.Text("id").Length == 0 ? "it has no id"
            : fields.Text("title").Length == 0 ? "it has no title"
            : fields["detection"] is null && fields["correlation"] is null && fields["filter"] is null ? "it has no detection, correlation or filter"
            : null;
    }

    private static IEnumerable<string> Referenced(SigmaFields fields, RuleForm form)
    {
        var about = form switch
        {
            RuleForm.Correlation => fields["correlation"] as YamlMapping,
            RuleForm.Filter => fields["filter"] as YamlMapping,
            _ => null,
        };
        return about?.Texts("rules").Select(rule => PlainText.Line(rule, 200)).Distinct() ?? [];
    }

    private static string? Technique(string tag)
    {
        return tag.StartsWith(TagFamily, StringComparison.OrdinalIgnoreCase) ? AttackId.Parse(tag[TagFamily.Length..]) : null;
    }

    private static IEnumerable<YamlMapping> Mappings(YamlNode? node) => node?.Entries.OfType<YamlMapping>() ?? [];

    private static string Identifier(string text) => Guid.TryParseExact(text, "D", out var guid) ? guid.ToString("D") : PlainText.Line(text, 200);
}
