using System.Collections.Immutable;
using Coverage.Posture;
using Coverage.Scoring;
using Coverage.Tests.Support;
using Coverage.Views.Profiles;

namespace Coverage.Tests.Views.Profiles;

/// <summary>Where a profile's weights come from, and two profiles beside each other.</summary>
public sealed class ProfileViewTests
{
    private static readonly ThreatProfile First = new("a", "A", ["G0016", "S0154", "G9999"], ImmutableSortedDictionary<string, double>.Empty.Add("T1003.001", 7.5).Add("T1059", 0).Add("T9999", 3));
    private static readonly ThreatProfile Second = new("b", "B", ["G0007"], ImmutableSortedDictionary<string, double>.Empty);

    [Fact]
    public void A_weight_is_the_sum_of_where_it_comes_from()
    {
        var view = ProfileView.Of(Scored.Realistic, First);

        Assert.Equal(["G9999", "T9999"], view.Unknown);
        Assert.Equal(["G0016", "S0154"], view.Actors.Select(actor => actor.ExternalId));
        Assert.All(view.Weights, entry => Assert.Equal(entry.Weight, (entry.Typed ?? entry.Actors.Count) + entry.FromParent, 9));
        Assert.All(view.Weights, entry => Assert.All(entry.Actors, actor => Assert.Contains(actor, entry.Technique.Groups.Concat(entry.Technique.Software))));
        Assert.Contains(view.Weights, entry => entry.FromParent > 0);
        Assert.Equal(7.5, view.Weights.Single(entry => entry.Technique.Id == "T1003.001").Weight);
        Assert.DoesNotContain(view.Weights, entry => entry.Technique.Id == "T1059");
    }

    [Fact]
    public void Totals_are_those_that_choosing_the_profile_gives()
    {
        var chosen = Scored.Apply(Scored.Realistic, new PutProfile(First), new ChooseProfile("a"));

        var view = ProfileView.Of(Scored.Realistic, First);

        Assert.Equal(chosen.Table.Totals, view.Totals);
        var standing = view.Weights.Where(entry => entry.Score.Stands).ToList();
        Assert.Equal(standing.Sum(entry => entry.Weight * entry.Score.Coverage) / standing.Sum(entry => entry.Weight), view.Totals.Overall!.Value, 9);
    }

    [Fact]
    public void Two_profiles_divide_into_only_one_only_the_other_and_both()
    {
        var (a, b) = (ProfileView.Of(Scored.Realistic, First), ProfileView.Of(Scored.Realistic, Second));

        var compared = ProfileComparison.Of(a, b);

        Assert.Equal(a.Totals.Techniques, compared.OnlyA.Count + compared.Both.Count);
        Assert.Equal(b.Totals.Techniques, compared.OnlyB.Count + compared.Both.Count);
        Assert.NotEmpty(compared.Both);
        Assert.All(compared.Both, technique => Assert.True(technique is { A: > 0, B: > 0 }));
        Assert.Contains("T1003.001", compared.OnlyA.Concat(compared.Both).Select(technique => technique.Technique.Id));
    }
}
