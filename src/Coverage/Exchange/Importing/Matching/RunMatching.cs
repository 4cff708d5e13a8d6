using System.Globalization;
using Coverage.Catalog;
using Coverage.Posture;

namespace Coverage.Exchange.Importing.Matching;

/// <summary>
/// Tests that ran become results whose outcome is pending. A result's identifier comes from test, second and host, so that
/// the same run is one result, also if two kinds of log tell of it; one that somebody has decided since stays decided.
/// </summary>
internal sealed class RunMatching(PreviewBuilder builder, IReadOnlyList<RunClaim> claims)
{
    private readonly Dictionary<string, AtomicTest> byGuid = builder.View.Catalogue.Tests.DistinctBy(test => test.ExternalId, StringComparer.OrdinalIgnoreCase).ToDictionary(test => test.ExternalId, StringComparer.OrdinalIgnoreCase);
    private readonly ILookup<string, AtomicTest> byTechnique = builder.View.Catalogue.Tests.ToLookup(test => test.Technique, StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);

    public void Run()
    {
        for (var i = 0; i < claims.Count; i++) Look(i, claims[i]);
    }

    private void Look(int i, RunClaim claim)
    {
        var (by, tests) = Find(claim);

        // A person's word goes, but only among what the log may mean.
        if (tests.Count > 1 && builder.Choices.RunPicks.TryGetValue(i, out var pick) && tests.FirstOrDefault(test => KeyOf(test) == pick) is { } picked) (by, tests) = (MatchedBy.Picked, [picked]);
        var entry = new ImportEntry(i, claim.Place, claim.Shown, $"outcome pending, {claim.Time.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC{(claim.Host.Length > 0 ? $" on {claim.Host}" : "")}") { By = by, IsRun = true };
        if (tests.Count == 0) builder.AddUnknown(entry);
        else if (tests.Count > 1) builder.AddAmbiguous(entry with { Candidates = [.. tests.Select(test => new ImportCandidate(KeyOf(test), test.Title, $"{test.Technique} #{test.Number}"))] });
        else Put(entry with { Target = KeyOf(tests[0]), TargetTitle = tests[0].Title }, claim);
    }

    private void Put(ImportEntry entry, RunClaim claim)
    {
        var result = new TestResult(RunIdentity.Of(entry.Target, claim.Time, claim.Host), entry.Target, claim.Time, ResultState.Pending, Host: claim.Host, Note: claim.Note);
        if (result.Problems(builder.Now).ToList() is { Count: > 0 } problems)
        {
            builder.Reject(claim.Place, string.Join(' ', problems));
            return;
        }

        var isNew = seen.Add(result.Id) && !builder.Environment.Results.ContainsKey(result.Id);
        builder.Add(entry, isNew);
        if (isNew) builder.Edit(new PutResult(builder.Choices.Environment, result));
    }

    /// <summary>By GUID; else number and name within the technique, since numbers move when tests are added; else the name, or the number, alone.</summary>
    private (MatchedBy By, IReadOnlyList<AtomicTest> Tests) Find(RunClaim claim)
    {
        if (byGuid.TryGetValue(claim.TestGuid, out var test)) return (MatchedBy.TestGuid, [test]);
        var all = byTechnique[claim.Technique];
        List<AtomicTest> named = [.. all.Where(one => claim.Name.Length > 0 && string.Equals(one.Title, claim.Name, StringComparison.OrdinalIgnoreCase))];
        if (named.Count > 1 && named.Where(one => one.Number == claim.Number).ToList() is { Count: 1 } one) return (MatchedBy.TestNumber, one);
        if (named.Count > 0) return (named.Count == 1 && named[0].Number == claim.Number ? MatchedBy.TestNumber : MatchedBy.TestName, named);
        List<AtomicTest> numbered = [.. all.Where(other => claim.Number > 0 && other.Number == claim.Number)];

        // A number whose name is another one may be another test by now: a person has to say.
        return claim.Name.Length == 0 || numbered.Count == 0 ? (numbered.Count > 0 ? MatchedBy.TestNumber : MatchedBy.Nothing, numbered) : (MatchedBy.Nothing, []);
    }

    private static ItemKey KeyOf(AtomicTest test) => new(test.Source, test.ExternalId);
}
