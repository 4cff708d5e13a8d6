using Coverage.Posture;

namespace Coverage.Scoring;

/// <summary>k of n hosts: on how many hosts of the deciding day a test alerted, or was stopped. Hosts without a name are one.</summary>
/// <param name="Alerted">Hosts whose worst value that day is alerted.</param>
/// <param name="Seen">Hosts with a known value of what was seen.</param>
/// <param name="Stopped">Hosts on which it was stopped each time.</param>
/// <param name="Tried">Hosts with a known value of whether it was stopped.</param>
public readonly record struct HostDepth(int Alerted, int Seen, int Stopped, int Tried)
{
    internal static HostDepth Of(EnvironmentEvidence evidence, int test, TestOutcome outcome)
    {
        var ran = (evidence.Results[test] ?? []).Where(run => run.Result.State == ResultState.Ran).ToList();
        var seen = ran.Where(run => outcome.Seen != Posture.Seen.Unknown && run.Day == outcome.SeenDay && run.Result.Seen != Posture.Seen.Unknown && (run.Result.Seen != Posture.Seen.Alerted || evidence.Holds(run, run.AlertedBy)))
            .GroupBy(run => run.Result.Host, StringComparer.OrdinalIgnoreCase).ToList();
        var tried = ran.Where(run => outcome.Stopped != Posture.Stopped.Unknown && run.Day == outcome.StoppedDay && run.Result.Stopped != Posture.Stopped.Unknown && (run.Result.Stopped != Posture.Stopped.Yes || evidence.Holds(run, run.StoppedBy)))
            .GroupBy(run => run.Result.Host, StringComparer.OrdinalIgnoreCase).ToList();
        return new HostDepth(
            seen.Count(host => host.All(run => run.Result.Seen == Posture.Seen.Alerted)),
            seen.Count,
            tried.Count(host => host.All(run => run.Result.Stopped == Posture.Stopped.Yes)),
            tried.Count);
    }
}
