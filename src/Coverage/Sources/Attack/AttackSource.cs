using System.Text.Json;
using Coverage.Catalog;

namespace Coverage.Sources.Attack;

/// <summary>
/// MITRE ATT&amp;CK as STIX 2.0 and 2.1 bundles
/// (<see href="https://github.com/mitre-attack/attack-stix-data/blob/master/USAGE.md"/>).
/// </summary>
public sealed class AttackSource : ISource
{
    /// <inheritdoc/>
    public SourceKind Kind => SourceKind.Attack;

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Endings { get; } = [".json"];

    /// <inheritdoc/>
    public bool FilesAreIndependent => false;

    /// <inheritdoc/>
    public bool Recognises(SourceFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var head = file.Bytes.Span[..Math.Min(file.Bytes.Length, 64 << 10)];
        return file.Path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) && head.IndexOf("\"bundle\""u8) >= 0;
    }

    /// <inheritdoc/>
    public void Read(SourceFile file, Reading reading)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(reading);
        var bundles = (List<AttackBundle>)(reading.Scratch ??= new List<AttackBundle>());
        var bundle = new AttackBundle { Path = file.Path };
        try
        {
            StixReader.Read(file.Bytes.Span, reading.Limits.Depth, stix => bundle.Add(stix, reading));
        }
        catch (JsonException problem)
        {
            throw new SourceRefusedException($"{file.Path}{At(problem)}: {problem.Message.Split(" Path:")[0].Split(" LineNumber:")[0].TrimEnd('.')}. The bundle is not whole; download it again.", problem);
        }

        bundle.Complete();
        bundles.Add(bundle);
    }

    /// <summary>One reading for each domain; files that show none belong to the only domain that there is.</summary>
    public IReadOnlyList<Reading> Split(Reading reading)
    {
        ArgumentNullException.ThrowIfNull(reading);
        var bundles = ((List<AttackBundle>?)reading.Scratch ?? []).OrderBy(bundle => bundle.Path, StringComparer.Ordinal).ToList(); // Read side by side, they come in any order.
        var domains = bundles.Select(bundle => bundle.Domain).OfType<AttackDomain>().Distinct().Order().ToList();
        if (domains.Count == 0) return [reading];
        var readings = domains.ConvertAll(domain => Merge(domain, [.. bundles.Where(bundle => (bundle.Domain ?? domains[0]) == domain)], reading));

        // Problems of files that are no bundle belong to no domain; the first one tells them.
        foreach (var problem in reading.Diagnostics.Where(problem => bundles.All(bundle => bundle.Path != problem.Path))) readings[0].Reject(problem.Path, problem.Line, problem.Message, problem.Advice);
        return readings;
    }

    /// <inheritdoc/>
    public void Finish(Reading reading)
    {
        ArgumentNullException.ThrowIfNull(reading);
        foreach (var bundle in (List<AttackBundle>?)reading.Scratch ?? [])
        {
            new AttackItems(bundle, reading).Add();
        }

        reading.Scratch = null;
    }

    private static Reading Merge(AttackDomain domain, List<AttackBundle> bundles, Reading from)
    {
        var releases = bundles.Where(bundle => bundle.Version.Length > 0).DistinctBy(bundle => bundle.Version).ToList();
        if (releases.Count > 1)
        {
            throw new SourceRefusedException($"{releases[0].Path} is release {releases[0].Version} and {releases[1].Path} is release {releases[1].Version} of the same domain. Give one release of a domain at a time.");
        }

        var reading = new Reading(from.Limits) { Domain = domain, Version = releases.FirstOrDefault()?.Version ?? "", Scratch = new List<AttackBundle> { bundles[0] } };
        foreach (var other in bundles.Skip(1)) bundles[0].Add(other, reading);
        foreach (var problem in from.Diagnostics.Where(problem => bundles.Any(bundle => bundle.Path == problem.Path))) reading.Reject(problem.Path, problem.Line, problem.Message, problem.Advice);
        return reading;
    }

    private static string At(JsonException problem) => problem.LineNumber is { } line ? $", line {line + 1}" : "";
}
