namespace Coverage.Sources.GitHub;

/// <summary>
/// Tests whether a source could be synced, step by step as a sync goes, and says exactly what is right and where it ends.
/// Some requests more than a sync, as it asks for what helps a person: branches, examples. And with less patience, as somebody looks on.
/// </summary>
public sealed class GitHubProbe(GitHubNetwork network)
{
    /// <summary>Tests a place.</summary>
    /// <param name="place">The place.</param>
    /// <param name="credential">The credential to ask with.</param>
    /// <param name="meter">Counts what it costs.</param>
    /// <param name="cancellationToken">Stops it at once.</param>
    /// <returns>What was found, in the order of the steps; it would work if nothing is <see cref="ProbeOutcome.Wrong"/>.</returns>
    public async Task<IReadOnlyList<ProbeFinding>> TestAsync(GitHubPlace place, GitHubCredential credential, FeedMeter? meter = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(place);
        ArgumentNullException.ThrowIfNull(credential);
        meter ??= new FeedMeter();
        var findings = new List<ProbeFinding>();
        try
        {
            PlaceChecks.Check(place);
            using var session = new GitHubSession(network, place.Api, credential, meter, cancellationToken, network.Options.WhileSomebodyWaits());
            var steps = new ProbeSteps(new RepositoryCalls(session, place, null), place, findings);
            await session.RunAsync(steps.RunAsync).ConfigureAwait(false);
        }
        catch (FeedException problem)
        {
            findings.Add(new ProbeFinding(ProbeOutcome.Wrong, problem.Message, problem.Fault));
        }

        if (meter.QuotaLeft is { } left) findings.Add(Quota(left, meter.QuotaResets, credential));
        return findings;
    }

    private static ProbeFinding Quota(int left, DateTime? resets, GitHubCredential credential)
    {
        var until = resets is { } time ? $" until {time:HH:mm} UTC" : "";
        return left >= Few
            ? new ProbeFinding(ProbeOutcome.Good, $"{left:N0} requests are left{until}.")
            : new ProbeFinding(ProbeOutcome.Warning, $"Only {left:N0} requests are left{until}.{(credential is GitHubCredential.NoCredential ? " With a token there are more." : "")}");
    }

    private const int Few = 20;
}
