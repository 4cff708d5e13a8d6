using Coverage.Posture;
using Coverage.Scoring;
using Coverage.Views.Scores;

namespace Coverage.Recording;

/// <summary>Whether edits can be recorded: each by its own rules, and by what it refers to.</summary>
/// <param name="view">What is known.</param>
/// <param name="before">The posture that they change.</param>
/// <param name="now">The time, UTC.</param>
/// <param name="restores">Whether they take a step back: what was there can be there again, though by now it could not be recorded anew.</param>
internal sealed class PostureChecks(PostureView view, OrganisationPosture before, DateTime now, bool restores = false)
{
    /// <summary>The most entries that are changed in one step.</summary>
    public const int MostEntries = 100_000;

    private readonly HashSet<string> newRules = new(StringComparer.Ordinal);
    private readonly HashSet<string> newProfiles = new(StringComparer.Ordinal);

    /// <summary>What is wrong with them; nothing if they can be recorded.</summary>
    public IReadOnlyList<string> Problems(IEnumerable<PostureEdit> edits)
    {
        List<PostureEdit> flat = [.. Flat(edits)];
        if (flat.Count > MostEntries) return [$"{flat.Count:N0} entries are more than the {MostEntries:N0} that are changed in one step. Divide them."];
        newRules.UnionWith(flat.OfType<PutOwnRule>().Select(put => put.Rule.Key.Id));
        newProfiles.UnionWith(flat.OfType<PutProfile>().Select(put => put.Profile.Key));
        var environments = before.Environments.Keys.Concat(flat.OfType<PutEnvironment>().Select(put => put.Environment.Key)).Except(flat.OfType<RemoveEnvironment>().Select(remove => remove.Key)).ToHashSet(StringComparer.Ordinal);
        List<string> problems = [.. flat.SelectMany(edit => Problems(edit, environments))];
        if (environments.Count == 0) problems.Add("The last environment cannot be removed: what the organisation has is recorded in one.");
        return [.. problems.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>What an edit names that is not known; nothing if all of it is.</summary>
    public IEnumerable<string> Unknown(PostureEdit edit) => References(edit);

    /// <summary>Edits without the batches around them.</summary>
    public static IEnumerable<PostureEdit> Flat(IEnumerable<PostureEdit> edits) => edits.SelectMany(edit => edit is EditBatch batch ? Flat(batch.Edits) : [edit]);

    private IEnumerable<string> Problems(PostureEdit edit, HashSet<string> environments) =>
    [
        .. edit is EnvironmentEdit inside && !environments.Contains(inside.Environment) ? [$"There is no environment {Short(inside.Environment)}."] : Array.Empty<string>(),
        .. restores ? [] : Own(edit),
        .. restores && edit is not ChooseProfile ? [] : References(edit),
    ];

    private IEnumerable<string> Own(PostureEdit edit) => edit switch
    {
        PutEnvironment put => put.Environment.Problems(),
        PutDeployment put => put.Deployment.Problems(now),
        PutImplementation put => put.Implementation.Problems(now),
        PutResult put => put.Result.Problems(now),
        PutTelemetry put => put.Telemetry.Problems(),
        PutOwnRule put => put.Rule.Problems(),
        PutLink put => put.Link.Problems(),
        PutSuppression put => put.Suppression.Problems(),
        PutException put => put.Exception.Problems(DateOnly.FromDateTime(now)),
        PutProfile put => put.Profile.Problems(),
        PutNote put => put.Note.Problems(),
        PutAssignment put => put.Assignment.Problems(),
        PutWorkItem put => put.Item.Problems(),
        PutModel put => ModelFigure.Problems(put.Model),
        _ => [],
    };

    /// <summary>What is newly named has to be known; what was recorded of something that is gone by now can still be changed.</summary>
    private IEnumerable<string> References(PostureEdit edit) => edit switch
    {
        PutDeployment put when !before.Environments.GetValueOrDefault(put.Environment, Nowhere).Deployments.ContainsKey(put.Deployment.Rule) => Rule(put.Deployment.Rule),
        PutImplementation put => Known(put.Implementation.Control.Id, view.Catalogue.Controls.Any(control => Same(control.ExternalId, put.Implementation.Control.Id)), "D3FEND technique"),
        PutException put => Technique(put.Exception.Key.Technique),
        PutAssignment put => Technique(put.Assignment.Key.Technique),
        PutNote put when before.Notes.GetValueOrDefault(put.Note.Id)?.Subject != put.Note.Subject => Known(put.Note.Subject, IsSubject(put.Note.Subject), "technique, rule, test, control or group"),
        PutLink { Link.Ends.Technique: { Length: > 0 } technique } => Technique(technique),
        PutProfile put when put.Profile.Weights.Keys.Except(before.Profiles.GetValueOrDefault(put.Profile.Key)?.Weights.Keys ?? []).Where(id => view.Catalogue.Find(id) is null).ToList() is { Count: > 0 } unknown => [UnknownNames.Said("technique", unknown)],
        ChooseProfile { Key: { } key } when !before.Profiles.ContainsKey(key) && !newProfiles.Contains(key) => [$"There is no profile {Short(key)}."],
        _ => [],
    };

    private static EnvironmentPosture Nowhere { get; } = new(CoverageEnvironment.Default);

    private IEnumerable<string> Rule(ItemKey key) => Known(key.ToString(), key.IsOwn ? before.OwnRules.ContainsKey(key) || newRules.Contains(key.Id) : view.Rule(key) is not null, "rule");

    private IEnumerable<string> Technique(string id) => Known(id, view.Catalogue.Find(id) is not null, "technique");

    private bool IsSubject(string id) =>
        id.Length == 0 // The note's own problems say that it is missing.
        || view.Catalogue.Find(id) is not null
        || view.Catalogue.Items.Any(item => Same(item.ExternalId, id))
        || before.OwnRules.ContainsKey(ItemKey.Own(id)) || newRules.Contains(id);

    private static IEnumerable<string> Known(string name, bool known, string what) => known ? [] : [UnknownNames.Said(what, [name])];

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    private static string Short(string text) => text[..Math.Min(text.Length, 80)];
}
