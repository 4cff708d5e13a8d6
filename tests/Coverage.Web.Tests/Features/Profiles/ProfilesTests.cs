using Coverage.Web.Tests.Features.Support;

namespace Coverage.Web.Tests.Features.Profiles;

/// <summary>Building, choosing, comparing and removing threat profiles, as forms without script.</summary>
public sealed class ProfilesTests
{
    [Fact]
    public async Task A_profile_is_built_of_actors_and_weights_and_weighs_once_it_is_chosen()
    {
        await using var bench = await PostureBench.StartAsync();

        var built = await bench.PostAsync("/profiles/create", "/profiles/new", ("name", "Our threats"), ("actor", "G0001"), ("actor", "S0001"), ("weights", "T1002 0.5"));
        var page = await PostureBench.TextAsync(bench.App.Client, "/profiles/our-threats");
        var chosen = await bench.PostAsync("/profiles/our-threats/choose", "/profiles");

        Assert.Equal((303, "/profiles/our-threats"), (built.Status, built.Location));
        Assert.Contains("1 First group + 1 Some tool", page, StringComparison.Ordinal);
        Assert.Contains("0.5 typed or imported", page, StringComparison.Ordinal);
        Assert.Equal(303, chosen.Status);
        Assert.Equal(350, bench.View.Table.Totals.Gap, 9);
        Assert.Contains("the threat profile's, Our threats", await PostureBench.TextAsync(bench.App.Client, "/gaps"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_ticked_and_typed_stays_while_one_looks_for_more()
    {
        await using var bench = await PostureBench.StartAsync();

        var found = await bench.PostAsync("/profiles/pick", "/profiles/new", ("at", "/profiles/new"), ("name", "Ours & theirs"), ("actor", "G0001"), ("weights", "T1002 3"), ("q", "second"));
        var page = await PostureBench.PageAsync(bench.Engineer, found.Location);
        var elsewhere = await bench.PostAsync("/profiles/pick", "/profiles/new", ("at", "//evil.example"), ("q", "x"));
        var tooMuch = await bench.PostAsync("/profiles/pick", "/profiles/new", ("weights", new string('1', 7000)), ("q", "x"));

        Assert.StartsWith("/profiles/new?", found.Location, StringComparison.Ordinal);
        Assert.Contains("value=\"Ours &amp; theirs\"", page, StringComparison.Ordinal);
        Assert.Contains("value=\"G0001\" checked", page, StringComparison.Ordinal);
        Assert.Contains("value=\"G0002\" />", page, StringComparison.Ordinal);
        Assert.Contains(">T1002 3</textarea>", page, StringComparison.Ordinal);
        Assert.StartsWith("/profiles/new?", elsewhere.Location, StringComparison.Ordinal);
        Assert.Equal(409, tooMuch.Status);
    }

    [Fact]
    public async Task A_layers_scores_become_weights_and_what_is_typed_holds_before_them()
    {
        await using var bench = await PostureBench.StartAsync();

        var built = await bench.UploadAsync("/profiles/create", "/profiles/new", "layer", """{"name":"x","domain":"enterprise-attack","versions":{"layer":"4.5"},"techniques":[{"techniqueID":"T1001","score":4},{"techniqueID":"T1002","score":9}]}""", ("name", "Layer"), ("weights", "T1002 1"));

        Assert.Equal(303, built.Status);
        Assert.Equal([("T1001", 4.0), ("T1002", 1.0)], bench.View.Posture.Profiles["layer"].Weights.Select(pair => (pair.Key, pair.Value)));
    }

    [Theory]
    [InlineData("<svg onload=alert(1)>", "CK Navigator, which is JSON")]
    [InlineData("""{"name":"x","domain":"enterprise-attack","versions":{"layer":"4.5"},"techniques":[{"techniqueID":"T1001","score":-4}]}""", "is no weight: 0 to 1,000,000")]
    [InlineData("""{"name":"x","domain":"enterprise-attack","versions":{"layer":"4.5"},"techniques":[{"techniqueID":"T1001","score":1e308}]}""", "is no weight: 0 to 1,000,000")]
    public async Task A_hostile_layer_is_refused_in_words_and_nothing_is_recorded(string layer, string why)
    {
        await using var bench = await PostureBench.StartAsync();

        var refused = await bench.UploadAsync("/profiles/create", "/profiles/new", "layer", layer, ("name", "Layer"));

        Assert.Equal(409, refused.Status);
        Assert.Contains(why, refused.Text, StringComparison.Ordinal);
        Assert.Empty(bench.View.Posture.Profiles);
    }

    [Fact]
    public async Task What_makes_no_profile_is_refused()
    {
        await using var bench = await PostureBench.StartAsync();

        var nameless = await bench.PostAsync("/profiles/create", "/profiles/new", ("name", " "), ("actor", "G0001"));
        var empty = await bench.PostAsync("/profiles/create", "/profiles/new", ("name", "P"));
        var unknown = await bench.PostAsync("/profiles/create", "/profiles/new", ("name", "P"), ("actor", "G9999"));
        var unheard = await bench.PostAsync("/profiles/create", "/profiles/new", ("name", "P"), ("weights", "T9999 1"));
        await bench.PostAsync("/profiles/create", "/profiles/new", ("name", "P"), ("actor", "G0001"));
        var twice = await bench.PostAsync("/profiles/create", "/profiles/new", ("name", "p"), ("actor", "G0001"));

        Assert.Equal([409, 409, 409, 409, 409], new[] { nameless, empty, unknown, unheard, twice }.Select(answer => answer.Status));
        Assert.Contains("A profile needs an actor or a technique.", empty.Text, StringComparison.Ordinal);
        Assert.Contains("No technique T9999 is known", unheard.Text, StringComparison.Ordinal);
        Assert.Contains("G9999 is known", unknown.Text, StringComparison.Ordinal);
        Assert.Contains("There is a profile P already", twice.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_many_unknown_techniques_the_first_are_named_and_the_rest_is_counted()
    {
        await using var bench = await PostureBench.StartAsync();

        var refused = await bench.PostAsync("/profiles/create", "/profiles/new", ("name", "P"), ("weights", "T9991 1\nT9992 1\nT9993 1\nT9994 1\nT9995 1\nT9996 1\nT9997 1"));

        Assert.Equal(409, refused.Status);
        Assert.Contains("No technique T9991, T9992, T9993, T9994, T9995 is known, and 2 more are not.", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_are_compared_one_is_changed_and_removed()
    {
        await using var bench = await PostureBench.StartAsync();
        await bench.PostAsync("/profiles/create", "/profiles/new", ("name", "A"), ("actor", "G0001"));
        await bench.PostAsync("/profiles/create", "/profiles/new", ("name", "B"), ("actor", "G0002"), ("actor", "S0001"));
        await bench.PostAsync("/profiles/a/choose", "/profiles");

        var compared = await PostureBench.TextAsync(bench.App.Client, "/profiles/compare?a=a&b=b");
        await bench.PostAsync("/profiles/a/save", "/profiles/a/edit", ("name", "A, renamed"), ("actor", "G0002"));
        var renamed = bench.View.Posture.Profile!.Name;
        var removed = await bench.PostAsync("/profiles/a/remove", "/profiles/a");

        Assert.Contains("Both 1 techniques", compared, StringComparison.Ordinal);
        Assert.Contains("Only A 1 techniques", compared, StringComparison.Ordinal);
        Assert.Equal("A, renamed", renamed);
        Assert.Equal((303, "/profiles"), (removed.Status, removed.Location));
        Assert.Equal(["b"], bench.View.Posture.Profiles.Keys);
        Assert.Null(bench.View.Posture.ChosenProfile);
    }
}
