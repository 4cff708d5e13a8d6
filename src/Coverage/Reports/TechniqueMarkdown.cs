using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Coverage.Catalog;
using Coverage.Data;
using Coverage.Linking;
using Coverage.Views;

namespace Coverage.Reports;

/// <summary>
/// The resource page of a technique as Markdown, with the sections of the Control Validation Compass's pages: D3FEND, Sigma,
/// Atomic Red Team, each with its date, its total and the technique's own number.
/// </summary>
public sealed class TechniqueMarkdown(CoverageView view)
{
    private readonly StringBuilder text = new();

    /// <summary>Writes the page.</summary>
    /// <param name="technique">The technique.</param>
    /// <param name="description">Its description; null if it is not loaded.</param>
    public string Write(TechniqueEntry technique, string? description)
    {
        ArgumentNullException.ThrowIfNull(technique);
        text.Clear();
        WriteHead(technique, description);
        WriteControls(technique);
        WriteRules(technique);
        WriteTests(technique);
        WriteSources();
        return text.ToString();
    }

    private void WriteHead(TechniqueEntry technique, string? description)
    {
        Line($"# {technique.Id}: {Plain(technique.Technique.Title)}");
        Line($"**MITRE ATT&CK Tactic(s):** {string.Join(", ", technique.Tactics.Select(tactic => Plain(tactic.Title)))}");
        Line();
        if (!technique.Technique.IsLive) Line($"**{State(technique)}**\n");
        var url = Originals.Of(technique.Technique, view);
        Line(url is null ? "**MITRE ATT&CK Description**" : $"**[MITRE ATT&CK Description]({url})**");
        Line($"<blockquote>{(description is null ? $"The description comes with the first import of ATT&CK{(url is null ? "." : $"; until then read it at <{url}>.")}" : Escape(description.Trim()))}</blockquote>");
        Line();
    }

    private void WriteControls(TechniqueEntry technique)
    {
        Line("## Policy / Process Controls");
        Line("### [MITRE D3FEND](https://d3fend.mitre.org/)");
        WriteCounts(SourceKind.D3fend, "resources", Total(CoverageMetric.Controls), technique.ControlCount);
        var controls = technique.DirectControls.ToList();
        if (controls.Count > 0) Line("Resources mapped to this (sub)technique, inferred from the ontology, with the path of each:\n");
        foreach (var control in controls)
        {
            Line($"* [{Plain(control.Control.Title)}]({Originals.Of(control.Control, view)}) ({control.Control.ExternalId}, {string.Join(", ", control.Control.Tactics)}): `{control.Link.Explanation}`{Via(control.Reference)}");
        }

        Line();
    }

    private void WriteRules(TechniqueEntry technique)
    {
        Line("## Technical Controls (Detection Rules)");
        Line("### [Sigma rules public repository](https://github.com/SigmaHQ/sigma)");
        WriteCounts(SourceKind.Sigma, "rules", Total(CoverageMetric.Rules), technique.RuleCount);
        if (technique.Rules.Count > 0) Line("Resources mapped to this (sub)technique, by folder:\n");
        foreach (var rule in technique.Rules.OrderBy(rule => rule.Path, StringComparer.Ordinal))
        {
            Line($"* {Trail(rule)}{(rule.Author.Length > 0 ? $", by {Plain(rule.Author)}" : "")}{Via(rule.Techniques, technique)}");
        }

        if (technique.ListedRules.Count > 0) Line($"\nNot counted: {technique.ListedRules.Count} deprecated or unsupported rules and filters that name this (sub)technique.");
        Line();
    }

    private void WriteTests(TechniqueEntry technique)
    {
        Line("## Offensive Security Tests");
        Line("### [Atomic Red Team](https://github.com/redcanaryco/atomic-red-team)");
        WriteCounts(SourceKind.Atomic, "tests", Total(CoverageMetric.Tests), technique.TestCount);
        foreach (var file in technique.Tests.GroupBy(test => (test.Source, test.Path)))
        {
            var link = Originals.Of(file.First(), view);
            Line($"The following unit tests mapped to this (sub)technique can be located in the file {(link is null ? $"`{file.Key.Path}`" : $"[{Plain(file.Key.Path)}]({link})")}:\n");
            foreach (var test in file) Line($"* {Plain(test.Title)} (`{test.ExternalId}`){Via([test.Technique], technique)}");
            Line();
        }
    }

    private void WriteSources()
    {
        Line("---");
        Line($"Sources: {string.Join("; ", view.Sources.Select(SourceLine.Of))}. ATT&CK and D3FEND © The MITRE Corporation; Sigma rules under the Detection Rule License 1.1; Atomic Red Team © Red Canary.");
    }

    private void WriteCounts(SourceKind kind, string noun, int total, ItemCount count)
    {
        Line($"**Last accessed:** {string.Join("; ", view.Sources.Where(source => source.Kind == kind).Select(Accessed).DefaultIfEmpty("never"))}\n");
        Line(CultureInfo.InvariantCulture, $"**Total ATT&CK-mapped {noun}:** {total}\n");
        Line(CultureInfo.InvariantCulture, $"**ATT&CK-mapped resources for this (sub)technique:** {count.Own}{(count.WithSubtechniques == count.Own ? "" : $" ({count.WithSubtechniques} with its sub-techniques)")}\n");
    }

    /// <summary>Pairs of item and technique over every live technique.</summary>
    private int Total(CoverageMetric metric) => view.Domains.SelectMany(domain => domain.Techniques).Sum(technique => technique.Count(metric).Own);

    private static string Accessed(SourceRow source) => $"{source.ImportedAt.ToString("MMMM d, yyyy", CultureInfo.InvariantCulture)} ({SourceLine.Of(source)})";

    private string Trail(DetectionRule rule)
    {
        var source = view.Sources.FirstOrDefault(row => row.Name == rule.Source);
        var folders = rule.Path.Split('/').SkipLast(1).ToList();
        var trail = folders.Select((folder, i) => Originals.Folder(source, string.Join('/', folders.Take(i + 1))) is { } link ? $"[{Plain(folder)}]({link})" : Plain(folder));
        var title = Originals.Of(rule, view) is { } page ? $"**[{Plain(rule.Title)}]({page})**" : $"**{Plain(rule.Title)}**";
        return string.Join(" / ", trail.Skip(folders.Count > 1 ? 1 : 0).Append(title));
    }

    private string Via(IEnumerable<string> written, TechniqueEntry technique)
    {
        return written.Contains(technique.Id) ? "" : string.Concat(written.Select(id => view.Find(id)?.Reference).OfType<ResolvedReference>().Where(reference => reference.Technique?.ExternalId == technique.Id).Take(1).Select(Via));
    }

    private static string Via(ResolvedReference reference) => reference.Chain.Count == 0 ? "" : $" (via {reference.ChainText})";

    private static string State(TechniqueEntry technique) => technique.Reference.Resolution == Resolution.Migrated
        ? $"Revoked. Now {technique.Reference.ChainText}."
        : $"{(technique.Technique.Revoked ? "Revoked" : "Deprecated")}: {technique.Reference.Reason}.";

    /// <summary>Upstream names as text: nothing in them is markup.</summary>
    private static string Plain(string name) => string.Concat(Escape(name).Select(c => c is '[' or ']' or '*' or '_' or '`' or '\\' or '|' ? $"\\{c}" : c.ToString()));

    private static string Escape(string prose) => prose.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    private void Line(string line = "") => text.Append(line).Append('\n');

    private void Line(IFormatProvider provider, ref DefaultInterpolatedStringHandler line) => text.Append(string.Create(provider, ref line)).Append('\n');
}
