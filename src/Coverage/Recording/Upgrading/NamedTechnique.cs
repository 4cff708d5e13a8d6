using Coverage.Catalog;
using Coverage.Data;
using Coverage.Posture;

namespace Coverage.Recording.Upgrading;

/// <summary>An entry of the posture that names a technique, and how it would name another one.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Technique">The identifier that it names.</param>
/// <param name="Says">What the entry is, in words.</param>
/// <param name="Move">The edits that make it name another technique, over a posture; null where another entry is in the way.</param>
/// <param name="Drop">The edits that take it away.</param>
/// <param name="Stands">Whether an entry with which it would become one stands at another technique already.</param>
public sealed record NamedTechnique(
    EntryKey Entry,
    string Technique,
    string Says,
    Func<OrganisationPosture, string, IReadOnlyList<PostureEdit>?> Move,
    Func<OrganisationPosture, IReadOnlyList<PostureEdit>> Drop,
    Func<OrganisationPosture, string, bool> Stands)
{
    /// <summary>Every one of a posture.</summary>
    public static IEnumerable<NamedTechnique> Of(OrganisationPosture posture)
    {
        ArgumentNullException.ThrowIfNull(posture);
        return
        [
            .. posture.Links.Values.Where(link => link.Ends.Technique.Length > 0).OrderBy(link => Text(link.Ends), StringComparer.Ordinal).Select(Of),
            .. posture.Suppressions.Values.Where(suppression => suppression.Ends.Technique.Length > 0).OrderBy(suppression => Text(suppression.Ends), StringComparer.Ordinal).Select(Of),
            .. posture.Exceptions.Values.OrderBy(exception => Text(exception.Key), StringComparer.Ordinal).Select(Of),
            .. posture.Assignments.Values.OrderBy(assignment => Text(assignment.Key), StringComparer.Ordinal).Select(Of),
            .. posture.Profiles.Values.SelectMany(profile => profile.Weights.Keys.Select(technique => Of(profile, technique))),
            .. posture.Notes.Values.Where(note => AttackId.IsTechnique(note.Subject)).OrderBy(note => note.Id, StringComparer.Ordinal).Select(Of),
        ];
    }

    private static string Text(LinkEnds ends) => $"{ends.Technique} {ends.Item}";

    private static string Text(ExceptionKey key) => $"{key.Technique} {key.Environment}";

    // The same link twice becomes one link, with both reasons.
    private static NamedTechnique Of(ManualLink link) => new(
        PostureEntries.KeyOf(EntryKind.Link, link.Ends),
        link.Ends.Technique,
        $"link of {link.Ends.Item}",
        (posture, to) => [new RemoveLink(link.Ends), new PutLink(link with { Ends = link.Ends with { Technique = to }, Reason = Both(posture.Links.GetValueOrDefault(link.Ends with { Technique = to })?.Reason, link.Reason) })],
        _ => [new RemoveLink(link.Ends)],
        (posture, to) => posture.Links.ContainsKey(link.Ends with { Technique = to }));

    private static NamedTechnique Of(Suppression suppression) => new(
        PostureEntries.KeyOf(EntryKind.Suppression, suppression.Ends),
        suppression.Ends.Technique,
        $"suppressed link of {suppression.Ends.Item}",
        (posture, to) => [new RemoveSuppression(suppression.Ends), new PutSuppression(suppression with { Ends = suppression.Ends with { Technique = to }, Reason = Both(posture.Suppressions.GetValueOrDefault(suppression.Ends with { Technique = to })?.Reason, suppression.Reason) })],
        _ => [new RemoveSuppression(suppression.Ends)],
        (posture, to) => posture.Suppressions.ContainsKey(suppression.Ends with { Technique = to }));

    private static NamedTechnique Of(CoverageException exception) => new(
        PostureEntries.KeyOf(EntryKind.Exception, exception.Key),
        exception.Key.Technique,
        $"{(exception.Kind == ExceptionKind.OutOfScope ? "out of scope" : "risk accepted")}{In(exception.Key)}, until {exception.Expiry:yyyy-MM-dd}",
        (posture, to) => posture.Exceptions.ContainsKey(exception.Key with { Technique = to }) ? null : [new RemoveException(exception.Key), new PutException(exception with { Key = exception.Key with { Technique = to } })],
        _ => [new RemoveException(exception.Key)],
        (_, _) => false);

    private static NamedTechnique Of(Assignment assignment) => new(
        PostureEntries.KeyOf(EntryKind.Assignment, assignment.Key),
        assignment.Key.Technique,
        $"assigned to {assignment.Owner}{In(assignment.Key)}",
        (posture, to) => posture.Assignments.ContainsKey(assignment.Key with { Technique = to }) ? null : [new RemoveAssignment(assignment.Key), new PutAssignment(assignment with { Key = assignment.Key with { Technique = to } })],
        _ => [new RemoveAssignment(assignment.Key)],
        (_, _) => false);

    // Two weights that become one: the larger, as the scoring has it.
    private static NamedTechnique Of(ThreatProfile profile, string technique) => new(
        new EntryKey(EntryKind.Profile, profile.Key),
        technique,
        $"weight in the profile {profile.Name}",
        (posture, to) => Weights(posture, profile.Key, technique, to),
        posture => Weights(posture, profile.Key, technique, null),
        (posture, to) => posture.Profiles.GetValueOrDefault(profile.Key)?.Weights.ContainsKey(to) == true);

    private static NamedTechnique Of(Note note) => new(
        new EntryKey(EntryKind.Note, note.Id),
        note.Subject,
        "note",
        (_, to) => [new PutNote(note with { Subject = to })],
        _ => [new RemoveNote(note.Id)],
        (_, _) => false);

    private static List<PostureEdit> Weights(OrganisationPosture posture, string key, string technique, string? to)
    {
        if (!posture.Profiles.TryGetValue(key, out var profile) || !profile.Weights.TryGetValue(technique, out var weight)) return [];
        var weights = profile.Weights.Remove(technique);
        if (to is not null) weights = weights.SetItem(to, Math.Max(weight, weights.GetValueOrDefault(to)));
        return weights.Count == 0 && profile.Actors.IsDefaultOrEmpty ? [new RemoveProfile(key)] : [new PutProfile(profile with { Weights = weights })];
    }

    private static string Both(string? there, string reason) => there is null || there == reason ? reason : there.Length + reason.Length + 2 > Statement.LongestText ? there : $"{there}; {reason}";

    private static string In(ExceptionKey key) => key.Environment.Length > 0 ? $" in {key.Environment}" : "";
}
