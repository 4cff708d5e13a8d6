using System.Globalization;
using Coverage.Data;
using Coverage.Posture;

namespace Coverage.Views.History;

/// <summary>What a stored entry states, as one line: what it is about is left out.</summary>
internal static class EntryStatements
{
    public static string Say(EntryKind kind, string json) => kind switch
    {
        EntryKind.Environment => Of(PostureJson.Read<CoverageEnvironment>(json)),
        EntryKind.Deployment => Of(PostureJson.Read<Deployment>(json)),
        EntryKind.Implementation => Of(PostureJson.Read<Implementation>(json)),
        EntryKind.Result => Of(PostureJson.Read<TestResult>(json)),
        EntryKind.Telemetry => Of(PostureJson.Read<Telemetry>(json)),
        EntryKind.OwnRule => PostureJson.Read<OwnRule>(json) is var rule ? Line(rule.Level ?? "", rule.LogSource.ToString(), By("looked after by", rule.Owner), rule.Note) : "",
        EntryKind.Link => PostureJson.Read<ManualLink>(json) is var link ? Line("linked", link.Reason, By("by", link.By)) : "",
        EntryKind.Suppression => PostureJson.Read<Suppression>(json) is var gone ? Line("link taken away", gone.Reason, By("by", gone.By)) : "",
        EntryKind.Exception => Of(PostureJson.Read<CoverageException>(json)),
        EntryKind.Profile => PostureJson.Read<ThreatProfile>(json) is var profile ? $"{profile.Actors.Length} actors, {profile.Weights.Count} weights" : "",
        EntryKind.ChosenProfile => PostureJson.Read<ChosenKey>(json).Profile,
        EntryKind.Note => PostureJson.Read<Note>(json) is var note ? Line(note.Text, By("for", note.Owner), note.Tags.IsDefaultOrEmpty ? "" : string.Join(" ", note.Tags.Select(tag => "#" + tag))) : "",
        EntryKind.Assignment => PostureJson.Read<Assignment>(json) is var task ? Line(By("assigned to", task.Owner), Day("until", task.Due), task.Note) : "",
        EntryKind.WorkItem => PostureJson.Read<WorkItem>(json) is var item ? Line(Word(item.State), By("by", item.Owner), Day("until", item.Due)) : "",
        EntryKind.Model => PostureJson.Read<ModelFigures>(json) is var model ? string.Join(", ", model.Figures.Select(figure => string.Create(CultureInfo.InvariantCulture, $"{figure.Key} {figure.Value}"))) : "",
        _ => "",
    };

    private static string Of(CoverageEnvironment environment) =>
        Line(environment.Name, environment.Platforms.Contains(CoverageEnvironment.EveryPlatform) ? "every platform" : string.Join(", ", environment.Platforms), string.Create(CultureInfo.InvariantCulture, $"weight {environment.Weight}"));

    private static string Of(Deployment entry) =>
        Line(Word(entry.State), entry.Hash.Length > 0 ? $"content {entry.Hash[..Math.Min(8, entry.Hash.Length)]}" : "", Time("since", entry.Since), entry.Where, Share(entry.Share), By("by", entry.By), entry.Kept is { } kept ? $"kept in spite of {kept[..Math.Min(8, kept.Length)]} upstream" : "", entry.Ignored == true ? "changes upstream ignored" : "", entry.Evidence ?? "", entry.Note);

    private static string Of(Implementation entry) => Line(Word(entry.State), By("by", entry.By), Time("since", entry.Since), entry.Where ?? "", Share(entry.Share ?? 1), entry.Evidence, entry.Note);

    private static string Of(Telemetry entry) => Line(entry.Collected ? "collected" : "not collected", entry.Collected ? Share(entry.Share) : "", By("by", entry.By), entry.Note);

    private static string Of(TestResult entry) => Line(ResultWords.Of(entry), Time("on", entry.Time), By("on", entry.Host), By("by", entry.By), entry.Note);

    private static string Of(CoverageException entry) => Line(entry.Kind == ExceptionKind.OutOfScope ? "out of scope" : "risk accepted", By("owner", entry.Owner), entry.Reason, Day("until", entry.Expiry));

    private static string Line(params string[] parts) => string.Join(", ", parts.Where(part => part.Length > 0));

    private static string By(string how, string whom) => whom.Length > 0 ? $"{how} {whom}" : "";

    private static string Day(string how, DateOnly? day) => day is { } known ? string.Create(CultureInfo.InvariantCulture, $"{how} {known:yyyy-MM-dd}") : "";

    private static string Time(string how, DateTime? time) => time is { } known ? string.Create(CultureInfo.InvariantCulture, $"{how} {known:yyyy-MM-dd}") : "";

    private static string Share(double share) => share < 1 ? string.Create(CultureInfo.InvariantCulture, $"on {100 * share:0.#} % of assets") : "";

    private static string Word(Enum state) => state.ToString().ToLower(CultureInfo.InvariantCulture);
}
