using Coverage.Catalog;
using Coverage.Sources;

namespace Coverage.Exchange.Importing;

/// <summary>What formats make of files: claims, and what of it was rejected. Knows no posture yet.</summary>
public sealed class ImportReading
{
    private readonly List<RuleClaim> rules = [];
    private readonly List<RunClaim> runs = [];
    private readonly List<WeightsClaim> weights = [];
    private readonly List<EntryClaim> recorded = [];
    private readonly List<ImportRemark> rejected = [];
    private readonly List<ImportRemark> remarks = [];
    private int entries;

    internal ImportReading(ImportOptions options, DateTime now, CancellationToken cancellationToken) => (Options, Now, CancellationToken) = (options, now, cancellationToken);

    /// <summary>What was said about the files.</summary>
    public ImportOptions Options { get; }

    /// <summary>The time, UTC.</summary>
    public DateTime Now { get; }

    /// <summary>Stops reading.</summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>Rules in use.</summary>
    public IReadOnlyList<RuleClaim> Rules => rules;

    /// <summary>Tests that ran.</summary>
    public IReadOnlyList<RunClaim> Runs => runs;

    /// <summary>Weights of techniques.</summary>
    public IReadOnlyList<WeightsClaim> Weights => weights;

    /// <summary>Entries that were recorded elsewhere.</summary>
    public IReadOnlyList<EntryClaim> Recorded => recorded;

    /// <summary>Whether what is read has to be put into an environment: entries that were recorded say theirs.</summary>
    public bool NeedsEnvironment => rules.Count + runs.Count > 0;

    /// <summary>Lines that were not taken, with the reason; the first thousand.</summary>
    public IReadOnlyList<ImportRemark> Rejected => rejected;

    /// <summary>How many lines were not taken.</summary>
    public int RejectedCount { get; private set; }

    /// <summary>What else there is to say; the first thousand.</summary>
    public IReadOnlyList<ImportRemark> Remarks => remarks;

    /// <summary>The names of the files that were read.</summary>
    public List<string> Files { get; } = [];

    /// <summary>The titles of the formats that they had.</summary>
    public SortedSet<string> Formats { get; } = new(StringComparer.Ordinal);

    /// <summary>The columns of the table that was read last; null if none was.</summary>
    public ImportTable? Table { get; internal set; }

    /// <summary>How many claims there are.</summary>
    public int Claims => rules.Count + runs.Count + weights.Count + recorded.Count;

    internal ImportLimits Limits => Options.Limits;

    internal void Add(RuleClaim claim)
    {
        Count(claim.Place);
        rules.Add(claim with
        {
            Id = PlainText.Line(claim.Id, 200),
            Title = PlainText.Line(claim.Title),
            Where = PlainText.Line(claim.Where, 200),
            Owner = PlainText.Line(claim.Owner, 200),
        });
    }

    internal void Add(RunClaim claim)
    {
        Count(claim.Place);
        if (claim.Time > Now.AddMinutes(5)) Reject(claim.Place, $"The time of the run, {claim.Time:yyyy-MM-dd HH:mm} UTC, is in the future. Check the clock of the machine that ran it.");
        else runs.Add(claim with { Name = PlainText.Line(claim.Name, 300), Host = PlainText.Line(claim.Host, 200), Technique = AttackId.Parse(claim.Technique) ?? PlainText.Line(claim.Technique, 40) });
    }

    internal void Add(WeightsClaim claim)
    {
        foreach (var _ in claim.Weights) Count(claim.Place);
        weights.Add(claim with { Name = PlainText.Line(claim.Name, 200) });
    }

    internal void Add(EntryClaim claim)
    {
        Count(claim.Place);
        recorded.Add(claim);
    }

    internal void Reject(ImportPlace place, string why)
    {
        RejectedCount++;
        if (rejected.Count < Limits.Remarks) rejected.Add(new ImportRemark(place, why));
    }

    internal void Remark(ImportPlace place, string text)
    {
        if (remarks.Count < Limits.Remarks) remarks.Add(new ImportRemark(place, text));
    }

    private void Count(ImportPlace place)
    {
        CancellationToken.ThrowIfCancellationRequested();
        if (++entries > Limits.Entries) throw new SourceRefusedException($"{place.File} holds more than {Limits.Entries:N0} entries. Divide it.");
    }
}
