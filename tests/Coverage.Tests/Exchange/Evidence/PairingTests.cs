using Coverage.Catalog;
using Coverage.Exchange.Evidence;
using Coverage.Exchange.Importing;
using Coverage.Posture;
using Coverage.Recording;
using Coverage.Sources;
using Coverage.Tests.Exchange.Importing;
using Coverage.Tests.Support;

namespace Coverage.Tests.Exchange.Evidence;

/// <summary>Runs of tests 1 and 2 of T1001 on host-a at 10:00 and 10:05, and of test 3 of T1059.001 at 09:00; rule 1 is about T1001, rule 2 is not.</summary>
public sealed class PairingTests : IDisposable
{
    private readonly ImportBench bench = new();

    public PairingTests() => bench.Record(bench.Read("log.csv", ExportSamples.AtomicLog));

    public void Dispose() => bench.Dispose();

    [Fact]
    public void An_alert_of_a_rule_about_the_technique_soon_after_a_run_on_its_host_proposes_that_it_alerted()
    {
        bench.Recorder.Record(TestDb.Ada, new PostureStep("x", [new PutDeployment(ImportBench.Default, new Deployment(new ItemKey("sigma", Make.Guid(1)), DeploymentState.Deployed, "abc"))]));

        var pairing = Pair($"host,time,rule_id\nHOST-A.corp.example,2026-01-01T10:01:00Z,{Make.Guid(1)}\n");

        var proposal = Assert.Single(pairing.Proposals);
        Assert.Equal((Make.Guid(1), "Test 1"), (proposal.Pending.Test.Id, proposal.TestTitle));
        Assert.Equal((Seen.Alerted, Stopped.Unknown), (proposal.Result.Seen, proposal.Result.Stopped));
        Assert.Equal(new NamedItem(ItemKind.Rule, new ItemKey("sigma", Make.Guid(1)), "abc"), Assert.Single(proposal.Result.AlertedBy));
        Assert.Equal(("First rule", "the rule is linked to T1001"), (proposal.By[0].RuleTitle, proposal.By[0].Why));
        Assert.Equal(Make.Guid(2), Assert.Single(pairing.Silent).Test.Id);
        Assert.Empty(pairing.Unpaired);
    }

    [Fact]
    public void An_alert_speaks_for_the_last_run_before_it_and_for_one_only()
    {
        var pairing = Pair("host,time,rule\nhost-a,2026-01-01T10:06:00Z,first rule\n");

        Assert.Equal(Make.Guid(2), Assert.Single(pairing.Proposals).Pending.Test.Id);
    }

    [Theory]
    [InlineData(@"CORP\HOST-A")]
    [InlineData(@"CORP\host-a.corp.example")]
    [InlineData("host-a.corp.example")]
    public void A_host_is_known_with_its_domain_before_or_behind_it(string host) => Assert.Single(Pair($"host,time,rule\n{host},2026-01-01T10:06:00Z,first rule\n").Proposals);

    [Theory]
    [InlineData("host-b,2026-01-01T10:01:00Z,First rule,")]
    [InlineData("host-a,2026-01-01T09:58:00Z,First rule,")]
    [InlineData("host-a,2026-01-01T10:21:00Z,First rule,")]
    [InlineData("host-a,2026-01-01T10:06:00Z,Second rule,")]
    [InlineData("host-a,2026-01-01T10:06:00Z,Nobody knows,T1059")]
    public void Another_host_another_time_or_another_rule_proposes_nothing(string alert)
    {
        var pairing = Pair($"host,time,rule,technique\n{alert}\n");

        Assert.Empty(pairing.Proposals);
        Assert.Single(pairing.Unpaired);
        Assert.Equal(2, pairing.Silent.Count);
    }

    [Fact]
    public void A_rule_about_something_else_counts_where_only_one_run_can_be_meant()
    {
        var by = Assert.Single(Assert.Single(Pair("host,time,rule\nhost-a,2026-01-01T10:01:00Z,Second rule\n").Proposals).By);

        Assert.Equal("the only run on that host at that time", by.Why);
    }

    [Fact]
    public void An_alert_of_an_unknown_rule_that_names_the_technique_proposes_without_naming_a_rule()
    {
        var proposal = Assert.Single(Pair("host,time,rule,technique\nhost-a,2026-01-01T10:01:00Z,EDR detection,T1001\n").Proposals);

        Assert.Empty(proposal.Result.AlertedBy);
        Assert.Equal("EDR detection", proposal.By[0].RuleTitle);
    }

    [Fact]
    public void A_rule_that_fired_and_is_not_recorded_as_deployed_is_named_in_the_note()
    {
        var result = Assert.Single(Pair("host,time,rule\nhost-a,2026-01-01T10:01:00Z,First rule\n").Proposals).Result;

        Assert.Empty(result.AlertedBy);
        Assert.Equal("run as ada, exit code 0, alerted by First rule", result.Note);
    }

    [Fact]
    public void Accepted_it_is_the_runs_outcome_and_is_not_proposed_again()
    {
        const string alerts = "host,time,rule\nhost-a,2026-01-01T10:01:00Z,First rule\n";
        var proposal = Assert.Single(Pair(alerts).Proposals);

        bench.Recorder.Record(TestDb.Ada, new PostureStep("accepted", [proposal.Edit]));

        Assert.Equal(ResultState.Ran, bench.Here.Results[proposal.Pending.Id].State);
        Assert.Empty(Pair(alerts).Proposals);
    }

    [Fact]
    public void Accepted_again_and_again_alerts_that_proved_one_run_prove_no_other()
    {
        // The runs of 10:00 and 10:05; both alerts are in the windows of both, and the second rule is about neither test.
        const string alerts = "host,time,rule\nhost-a,2026-01-01T10:05:30Z,First rule\nhost-a,2026-01-01T10:06:00Z,Second rule\n";
        var first = Pair(alerts);
        Assert.Equal("its rule is about none of the runs on that host at that time", Assert.Single(first.Unpaired).Why);

        bench.Recorder.Record(TestDb.Ada, new PostureStep("accepted", [Assert.Single(first.Proposals).Edit]));
        var second = Pair(alerts);

        Assert.Empty(second.Proposals);
        Assert.Equal(Make.Guid(1), Assert.Single(second.Silent).Test.Id);
        Assert.Equal(["it has proved Test 2 of 2026-01-01 10:05 already", "its rule is about none of the runs on that host at that time"], second.Unpaired.Select(one => one.Why));
    }

    [Fact]
    public void An_alert_in_the_window_of_a_run_that_a_person_decided_proves_none_before_it()
    {
        var decided = bench.Here.Results.Values.Single(run => run.Test.Id == Make.Guid(2)) with { State = ResultState.Ran, Seen = Seen.Nothing, Stopped = Stopped.No };
        bench.Recorder.Record(TestDb.Ada, new PostureStep("missed", [new PutResult(ImportBench.Default, decided)]));

        var pairing = Pair("host,time,rule\nhost-a,2026-01-01T10:06:00Z,First rule\nhost-a,2026-01-01T10:01:00Z,First rule\nhost-b,2026-01-01T10:01:00Z,First rule\n");

        Assert.Equal((Make.Guid(1), 1), (Assert.Single(pairing.Proposals).Pending.Test.Id, pairing.Proposals[0].By.Count));
        Assert.Equal(["no run on that host", "it speaks for Test 2 of 2026-01-01 10:05, which is decided already: the rule is linked to T1001"], pairing.Unpaired.Select(one => one.Why));
    }

    [Theory]
    [InlineData("""[{"host":{"name":"host-a"},"@timestamp":"2026-01-01T10:01:00.000Z","kibana.alert.rule.name":"First rule"}]""")]
    [InlineData("""{"value":[{"CompromisedEntity":"host-a","TimeGenerated":"2026-01-01T10:01:00Z","DisplayName":"First rule"}]}""")]
    [InlineData("""{"took":1,"hits":{"total":{"value":1},"hits":[{"_source":{"host":{"name":"host-a"},"@timestamp":"2026-01-01T10:01:00Z","threat":[{"technique":[{"id":"T1001"}]}]}}]}}""")]
    [InlineData("{\"hostname\":\"host-a\",\"time\":\"2026-01-01 10:01\",\"rule\":\"First rule\"}\n{\"hostname\":\"host-b\",\"time\":\"2026-01-01 10:01\",\"rule\":\"x\"}")]
    public void JSON_is_read_as_products_write_it(string text) => Assert.Single(Pair(text).Proposals);

    [Fact]
    public void Columns_can_be_mapped_and_paths_too()
    {
        Assert.Single(Pair("""[{"a":{"b":"host-a"},"when":"2026-01-01T10:01:00Z","what":"First rule","host":"elsewhere"}]""", "a.b=host", "when=time", "what=rule").Proposals);
        Assert.Single(Pair("asset;when;what\nhost-a;2026-01-01T10:01:00Z;First rule\n", "asset=host", "when=time", "what=rule").Proposals);
    }

    [Fact]
    public void Lines_without_host_time_or_rule_are_rejected_and_a_file_without_any_is_refused()
    {
        var reading = Read("host,time,rule\n,2026-01-01,x\nhost-a,soon,x\nhost-a,2027-01-01,x\nhost-a,2026-01-01,\nhost-a,2026-01-01,x\n");

        Assert.Single(reading.Alerts);
        Assert.Equal([2, 3, 4, 5], reading.Rejected.Select(remark => remark.Place.Line));
        foreach (var text in new[] { "a,b\nc,d\n", "{\"x\":1}", "[", "[]", "nothing", "{}" }) Assert.Throws<SourceRefusedException>(() => Read(text));
    }

    private OutcomePairing Pair(string alerts, params string[] columns) => AlertPairing.Pair(bench.Views.Current, ImportBench.Default, Read(alerts, columns).Alerts, TimeSpan.FromMinutes(15));

    private AlertReading Read(string text, params string[] columns) =>
        AlertFile.Read(ImportBench.File("alerts", text), ImportOptions.Mapped(columns, null, AlertFile.Fields), bench.Clock.Now.UtcDateTime, TestContext.Current.CancellationToken);
}
