using Coverage.Data;
using Coverage.Posture;
using Coverage.Recording;
using Coverage.Tests.Scoring;
using Coverage.Tests.Support;

namespace Coverage.Tests.Recording;

public sealed class ExampleOrganisationTests : IDisposable
{
    private readonly PostureBench bench = new();
    private readonly ExampleOrganisation example;

    public ExampleOrganisationTests() => example = new ExampleOrganisation(bench.Recorder, bench.Views, bench.Clock);

    [Fact]
    public void It_is_loaded_marked_and_removed_without_a_trace()
    {
        var before = bench.Stored();
        var step = example.Load(PostureBench.Erin);

        Assert.True(step.EditId > 0);
        Assert.All(bench.View.Posture.Environments.Values, inside => Assert.StartsWith("Example: ", inside.Environment.Name, StringComparison.Ordinal));
        Assert.Throws<PostureRefusedException>(() => example.Load(PostureBench.Erin));
        bench.Record("Mine", new PutDeployment("example-windows", MadeCatalogue.Deploy(5).Deployment), new PutException(new CoverageException(new ExceptionKey("T3000", "example-linux"), ExceptionKind.OutOfScope, "Ada", "Why", new DateOnly(2027, 1, 1))));

        Assert.Equal(2, ExampleOrganisation.Foreign(bench.View.Posture));
        Assert.Contains("2 entries in the example's environments are not of the example", Assert.Throws<PostureRefusedException>(() => example.Remove(PostureBench.Erin, 1)).Message, StringComparison.Ordinal);
        example.Remove(PostureBench.Erin, 2);
        Assert.Equal(before, bench.Stored());
        Assert.False(ExampleOrganisation.IsIn(bench.View.Posture));
        Assert.Throws<PostureRefusedException>(() => example.Remove(PostureBench.Erin));
    }

    [Fact]
    public void What_is_recorded_in_the_default_environment_stays()
    {
        bench.Record("Mine", MadeCatalogue.Deploy(5, "default"));
        var before = bench.Stored();
        example.Load(PostureBench.Erin);
        Assert.Contains("default", bench.View.Posture.Environments.Keys);

        example.Remove(PostureBench.Erin);
        Assert.Equal(before, bench.Stored());
    }

    [Fact]
    public void Without_rules_there_is_nothing_to_make_an_example_of()
    {
        using var empty = new TestDb();
        var views = new Coverage.Views.Scores.PostureViews(empty.Database, new Coverage.Views.CoverageViews(empty.Database), bench.Clock);
        var recorder = new PostureRecorder(empty.Ledger, empty.Database, views, bench.Clock);

        Assert.Contains("No rules are loaded", Assert.Throws<PostureRefusedException>(() => new ExampleOrganisation(recorder, views, bench.Clock).Load(PostureBench.Erin)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => bench.Dispose();
}
