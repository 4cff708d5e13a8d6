using Coverage.Posture;

namespace Coverage.Scoring;

/// <summary>Evidence in, scores out: the same posture, model and day give the same scores, in whatever order it was entered.</summary>
public static class Scorer
{
    /// <summary>Scores every technique in every environment.</summary>
    /// <param name="input">The catalogue.</param>
    /// <param name="posture">What the organisation has.</param>
    /// <param name="model">The figures; those that <see cref="ScoringModel.Problems"/> objects to make no sense of scores.</param>
    /// <param name="day">The UTC day; what was recorded of later days does not count yet.</param>
    public static ScoreTable Score(ScoringInput input, OrganisationPosture posture, ScoringModel model, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(posture);
        ArgumentNullException.ThrowIfNull(model);
        var index = LinkIndex.Build(input, posture);
        return Score(index, posture, new Scale(model, day.DayNumber), posture.Environments.Values.Select(environment => EnvironmentEvidence.Build(index, environment)));
    }

    internal static ScoreTable Score(LinkIndex index, OrganisationPosture posture, Scale scale, IEnumerable<EnvironmentEvidence> evidence)
    {
        EnvironmentScores[] scores = [.. evidence.Select(environment => EnvironmentScores.Full(index, environment, scale))];
        var scope = ScopeMap.Of(index.Input, posture, DateOnly.FromDayNumber(scale.Day));
        return new ScoreTable(index, posture, scale, scores, scope, ProfileWeights.Of(index.Input, posture.Profile), null, null);
    }
}
