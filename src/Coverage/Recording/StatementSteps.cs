using Coverage.Posture;
using Coverage.Views.Scores;

namespace Coverage.Recording;

/// <summary>What people say of techniques (exceptions, notes, who closes a gap), as steps that can be recorded.</summary>
public static class StatementSteps
{
    /// <summary>Techniques that are out of scope, or whose risk is accepted.</summary>
    /// <param name="view">What is there.</param>
    /// <param name="techniques">The techniques.</param>
    /// <param name="environment">The environment's key; empty for every one.</param>
    /// <param name="kind">Which of the two.</param>
    /// <param name="owner">Who answers for it.</param>
    /// <param name="why">Why.</param>
    /// <param name="expiry">The last day.</param>
    /// <exception cref="PostureRefusedException">The environment is not known.</exception>
    public static PostureStep Excepted(PostureView view, IReadOnlyList<string> techniques, string environment, ExceptionKind kind, string owner, string why, DateOnly? expiry)
    {
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(techniques);
        Known(view, environment);
        return new PostureStep(
            $"{(kind == ExceptionKind.OutOfScope ? "Out of scope" : "Risk accepted")} in {Where(view, environment)}: {Titles(view, techniques)}",
            [.. techniques.Select(technique => new PutException(new CoverageException(new ExceptionKey(technique, environment), kind, owner, why, expiry)))]);
    }

    /// <summary>Exceptions that hold no longer.</summary>
    public static PostureStep ExceptionsWithdrawn(PostureView view, IReadOnlyList<string> techniques, string environment) =>
        new($"Exception withdrawn in {Where(view, environment)}: {Titles(view, techniques)}", [.. techniques.Select(technique => new RemoveException(new ExceptionKey(technique, environment)))]);

    /// <summary>A note.</summary>
    /// <param name="view">What is there.</param>
    /// <param name="subject">The technique, or what else it is about.</param>
    /// <param name="text">The note.</param>
    /// <param name="owner">Whose it is.</param>
    /// <param name="tags">Tags, parted by blanks or commas, with or without #.</param>
    public static PostureStep Noted(PostureView view, string subject, string text, string owner, string tags)
    {
        ArgumentNullException.ThrowIfNull(tags);
        var words = tags.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(tag => tag.TrimStart('#')).Where(tag => tag.Length > 0).Distinct();
        return new PostureStep($"Note on {TitleOf(view, subject)}", [new PutNote(new Note(Guid.NewGuid().ToString("N"), subject, text, owner, [.. words]))]);
    }

    /// <summary>A note taken away.</summary>
    public static PostureStep NoteWithdrawn(PostureView view, string note, string subject) => new($"Note withdrawn from {TitleOf(view, subject)}", [new RemoveNote(note)]);

    /// <summary>Gaps that somebody is to close; without an owner they are nobody's again.</summary>
    /// <exception cref="PostureRefusedException">A technique or the environment is not known.</exception>
    public static PostureStep Assigned(PostureView view, IEnumerable<string> techniques, string environment, string owner, DateOnly? due)
    {
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(owner);
        var keys = techniques.Select(id => new ExceptionKey(view.Catalogue.Find(id)?.Id ?? throw new PostureRefusedException([$"No technique {id} is known."]), environment)).Distinct().ToList();
        Known(view, environment);
        if (owner.Length == 0) keys.RemoveAll(key => !view.Posture.Assignments.ContainsKey(key));
        if (keys.Count == 0) throw new PostureRefusedException(["Say who is to close it. Without an owner assignments are withdrawn, and none of these has one."]);
        var what = keys.Count == 1 ? $"{TitleOf(view, keys[0].Technique)} is" : FormattableString.Invariant($"{keys.Count:N0} techniques are");
        return owner.Length == 0
            ? new PostureStep($"{what} nobody's to close", [.. keys.Select(key => new RemoveAssignment(key))])
            : new PostureStep($"{what} {owner}'s to close", [.. keys.Select(key => new PutAssignment(new Assignment(key, owner, due)))]);
    }

    private static void Known(PostureView view, string environment)
    {
        if (environment.Length > 0 && !view.Posture.Environments.ContainsKey(environment)) throw new PostureRefusedException([$"There is no environment {environment}."]);
    }

    private static string Where(PostureView view, string environment) => environment.Length > 0 ? view.Posture.Environments.GetValueOrDefault(environment)?.Environment.Name ?? environment : "every environment";

    private static string Titles(PostureView view, IReadOnlyList<string> techniques) => techniques.Count == 1 ? TitleOf(view, techniques[0]) : FormattableString.Invariant($"{techniques.Count:N0} techniques");

    private static string TitleOf(PostureView view, string technique) => view.Catalogue.Find(technique) is { } entry ? $"{entry.Id} {entry.Technique.Title}" : technique;
}
