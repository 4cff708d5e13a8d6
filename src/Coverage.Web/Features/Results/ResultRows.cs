using Coverage.Catalog;
using Coverage.Posture;
using Coverage.Views.Scores;
using Coverage.Views.Upstream;

namespace Coverage.Web.Features.Results;

/// <summary>A run as it is listed.</summary>
/// <param name="Environment">Its environment.</param>
/// <param name="Result">The run.</param>
/// <param name="Test">Its test; null if no catalogue has it any more.</param>
public sealed record ResultRow(CoverageEnvironment Environment, TestResult Result, AtomicTest? Test)
{
    /// <summary>The test's name, or its GUID.</summary>
    public string Title => Test?.Title ?? Result.Test.Id;

    /// <summary>Until when it is a fresh proof: the last UTC day; null if it proves nothing.</summary>
    public DateOnly? FreshUntil { get; init; }

    /// <summary>Why its test is to run again; null in the other lists.</summary>
    public Retest? Again { get; init; }
}

/// <summary>The lists of the page.</summary>
internal static class ResultRows
{
    /// <summary>Runs that wait for a person, oldest first.</summary>
    public static List<ResultRow> Pending(PostureView view) => [.. All(view).Where(row => row.Result.State == ResultState.Pending).OrderBy(row => row.Result.Time).ThenBy(row => row.Result.Id, StringComparer.Ordinal)];

    /// <summary>Every run, newest first.</summary>
    public static List<ResultRow> History(PostureView view) => [.. All(view).OrderByDescending(row => row.Result.Time).ThenBy(row => row.Result.Id, StringComparer.Ordinal)];

    /// <summary>The newest proof of each test in each environment, by the day on which it ceases to be fresh.</summary>
    public static List<ResultRow> Expiring(PostureView view) =>
    [
        .. All(view).Where(row => row.Result is { State: ResultState.Ran } result && (result.Seen == Seen.Alerted || result.Stopped == Stopped.Yes))
            .GroupBy(row => (row.Environment.Key, row.Result.Test.Id.ToLowerInvariant())).Select(group => group.MaxBy(row => row.Result.Time)!)
            .Select(row => row with { FreshUntil = DateOnly.FromDateTime(row.Result.Time).AddDays(view.Table.Model.FreshDays) })
            .OrderBy(row => row.FreshUntil).ThenBy(row => row.Result.Id, StringComparer.Ordinal),
    ];

    /// <summary>Tests to run again, by the newest proof of a rule that has other content by now; what changed first comes first.</summary>
    public static List<ResultRow> Again(PostureView view, RetestQueue queue) => [.. queue.Of(view).Select(retest => new ResultRow(retest.Environment, retest.Proof, retest.Test) { Again = retest })];

    private static IEnumerable<ResultRow> All(PostureView view)
    {
        var tests = view.Catalogue.Tests.DistinctBy(test => test.ExternalId, StringComparer.OrdinalIgnoreCase).ToDictionary(test => test.ExternalId, StringComparer.OrdinalIgnoreCase);
        return view.Posture.Environments.Values.SelectMany(inside => inside.Results.Values.Select(result => new ResultRow(inside.Environment, result, tests.GetValueOrDefault(result.Test.Id))));
    }
}
