using Coverage.Catalog;
using Coverage.Sources.Yaml;

namespace Coverage.Sources.Sigma;

/// <summary>
/// Sigma rules, correlations and filters, of SigmaHQ's repository or any other
/// (<see href="https://github.com/SigmaHQ/sigma-specification"/>).
/// </summary>
public sealed class SigmaSource : ISource
{
    private const string Advice = "Give it an id and a title, and a detection, correlation or filter; or leave it out of the rules' folders.";

    /// <inheritdoc/>
    public SourceKind Kind => SourceKind.Sigma;

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Endings { get; } = [".yml", ".yaml"];

    /// <inheritdoc/>
    public bool FilesAreIndependent => true;

    /// <inheritdoc/>
    public bool Wants(string path) => !path.StartsWith('.') && !path.Contains("/.", StringComparison.Ordinal);

    /// <inheritdoc/>
    public bool Recognises(SourceFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var bytes = file.Bytes.Span;
        return YamlKeys.HasTopLevel(bytes, "title") && (YamlKeys.HasTopLevel(bytes, "detection") || YamlKeys.HasTopLevel(bytes, "correlation") || YamlKeys.HasTopLevel(bytes, "filter"));
    }

    /// <inheritdoc/>
    public void Read(SourceFile file, Reading reading)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(reading);
        var rules = SigmaDocuments.Merge(YamlFile.Read(file.Bytes, reading.Limits));
        if (rules.Count == 0)
        {
            reading.Reject(file.Path, 1, "There is no document in it.", Advice);
        }

        foreach (var rule in rules)
        {
            if (SigmaRule.From(rule, file.Path) is { } read)
            {
                reading.Add(read);
            }
            else
            {
                reading.Reject(file.Path, rule.Line, $"It is not a Sigma rule: {SigmaRule.Missing(rule)}.", Advice);
            }
        }
    }

    /// <summary>In a tree with SigmaHQ's folders (<c>rules*</c>), what lies outside of them is not about rules.</summary>
    public void Finish(Reading reading)
    {
        ArgumentNullException.ThrowIfNull(reading);
        if (reading.Items.Any(item => SigmaFolder.IsRules(item.Path)) || reading.KeptPaths.Any(SigmaFolder.IsRules))
        {
            reading.Drop(path => !SigmaFolder.IsSigma(path));
        }
    }
}
