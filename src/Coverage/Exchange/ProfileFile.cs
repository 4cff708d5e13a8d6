using Coverage.Views.Gaps;
using Coverage.Views.Profiles;
using Coverage.Views.Scores;
using static Coverage.Exchange.RowFile;

namespace Coverage.Exchange;

/// <summary>A threat profile in a list.</summary>
/// <param name="View">It, with its numbers.</param>
/// <param name="IsChosen">Whether it is the one that weighs.</param>
public sealed record ProfileLine(ProfileView View, bool IsChosen);

/// <summary>Threat profiles, the weights of one, and two compared, as CSV and JSON; the columns are a contract.</summary>
public static class ProfileFile
{
    /// <summary>Profiles.</summary>
    public static RowFile<ProfileLine> Profiles { get; } = new(
        new("key", line => line.View.Profile.Key), new("name", line => line.View.Profile.Name), new("chosen", line => YesNo(line.IsChosen)), new("techniques", line => CellFile.Number(line.View.Totals.Techniques), IsNumber: true),
        new("coverage", line => CellFile.Number(line.View.Totals.Overall ?? 0), IsNumber: true), new("gap", line => CellFile.Number(line.View.Totals.Gap), IsNumber: true), new("actors", line => Several(line.View.Profile.Actors)),
        new("own_weights", line => Several(line.View.Profile.Weights.Select(pair => $"{pair.Key}={CellFile.Number(pair.Value)}"))));

    /// <summary>The weights of a profile; <c>actors</c> are those whose use of the technique makes its weight.</summary>
    public static RowFile<WeightOf> Weights { get; } = new(
        new("technique", row => row.Technique.Id), new("title", row => row.Technique.Technique.Title), new("weight", row => CellFile.Number(row.Weight), IsNumber: true), new("actors", row => Several(row.Actors.Select(actor => actor.ExternalId))),
        new("typed", row => Number(row.Typed)), new("from_parent", row => CellFile.Number(row.FromParent), IsNumber: true), new("coverage", row => CellFile.Number(row.Score.Coverage), IsNumber: true), new("gap", row => CellFile.Number(row.Score.Gap), IsNumber: true),
        new("reason", row => row.Score.Stands ? row.Score.Reason.Words() : ""));

    /// <summary>Two profiles compared: every technique that either weighs, 0 where one does not.</summary>
    public static RowFile<ComparedTechnique> Compared { get; } = new(
        new("technique", row => row.Technique.Id), new("title", row => row.Technique.Technique.Title), new("weighed_by", row => row.B == 0 ? "a" : row.A == 0 ? "b" : "both"),
        new("weight_a", row => CellFile.Number(row.A), IsNumber: true), new("weight_b", row => CellFile.Number(row.B), IsNumber: true), new("coverage", row => CellFile.Number(row.Coverage), IsNumber: true));

    /// <summary>All profiles of a posture.</summary>
    public static IReadOnlyList<ProfileLine> Lines(PostureView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        return [.. view.Posture.Profiles.Values.Select(profile => new ProfileLine(ProfileView.Of(view, profile), profile.Key == view.Posture.ChosenProfile))];
    }
}
