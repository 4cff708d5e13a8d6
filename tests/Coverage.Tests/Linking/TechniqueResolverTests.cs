using Coverage.Catalog;
using Coverage.Linking;

namespace Coverage.Tests.Linking;

public sealed class TechniqueResolverTests
{
    [Fact]
    public void A_live_technique_is_exact_and_needs_no_chain()
    {
        var reference = Resolve("T1001", Live("T1001"));

        Assert.Equal((Resolution.Exact, "T1001", ""), (reference.Resolution, reference.Technique?.ExternalId, reference.ChainText));
    }

    [Fact]
    public void A_revoked_technique_migrates_over_several_steps_and_keeps_the_chain()
    {
        var reference = Resolve("T1001", Revoked("T1001", "T1002"), Revoked("T1002", "T1003.001"), Live("T1003.001"));

        Assert.Equal((Resolution.Migrated, "T1001", "T1003.001", "T1001>T1002>T1003.001"), (reference.Resolution, reference.Written, reference.Technique?.ExternalId, reference.ChainText));
    }

    [Fact]
    public void A_cycle_is_retired()
    {
        var reference = Resolve("T1001", Revoked("T1001", "T1002"), Revoked("T1002", "T1003"), Revoked("T1003", "T1001"));

        Assert.Equal((Resolution.Retired, null, "T1001>T1002>T1003"), (reference.Resolution, reference.Technique, reference.ChainText));
        Assert.Contains("circle at T1001", reference.Reason, StringComparison.Ordinal);
        Assert.Equal(Resolution.Retired, Resolve("T1001", Revoked("T1001", "T1001")).Resolution);
    }

    [Fact]
    public void A_deprecated_end_no_successor_and_an_unknown_successor_are_retired()
    {
        var deprecated = new Technique { ExternalId = "T1002", Domain = AttackDomain.Enterprise, Deprecated = true };

        Assert.Equal("T1002 is deprecated", Retired("T1001", Revoked("T1001", "T1002"), deprecated));
        Assert.Equal("T1002 is deprecated", Retired("T1002", deprecated));
        Assert.Equal("T1001 was revoked without a successor", Retired("T1001", Revoked("T1001")));
        Assert.Equal("its successor T1009 is not known", Retired("T1001", Revoked("T1001", "T1009")));
    }

    [Fact]
    public void What_is_not_known_is_unresolved()
    {
        var reference = Resolve("T9999", Live("T1001"));

        Assert.Equal((Resolution.Unresolved, null, "", "this ATT&CK does not know it"), (reference.Resolution, reference.Technique, reference.ChainText, reference.Reason));
        Assert.Equal(Resolution.Unresolved, Resolve("T1001").Resolution);
    }

    [Fact]
    public void A_sub_technique_never_falls_back_to_its_parent_and_its_reason_names_it()
    {
        var reference = Resolve("T1001.099", Live("T1001"));

        Assert.Equal((Resolution.Unresolved, null), (reference.Resolution, reference.Technique));
        Assert.Contains("its parent is T1001 Name of T1001", reference.Reason, StringComparison.Ordinal);
        Assert.Contains("neither it nor its parent T1002", Resolve("T1002.001", Live("T1001")).Reason, StringComparison.Ordinal);
        Assert.Contains("T1003 Name of T1003, revoked", Resolve("T1003.001", Revoked("T1003", "T1001")).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_several_successors_the_first_with_a_live_end_is_taken_and_the_chain_has_no_dead_ends()
    {
        var deprecated = new Technique { ExternalId = "T1004", Domain = AttackDomain.Enterprise, Deprecated = true };

        var reference = Resolve("T1001", Revoked("T1001", "T1002", "T1003"), Revoked("T1002", "T1004"), deprecated, Live("T1003"));

        Assert.Equal((Resolution.Migrated, "T1001>T1003"), (reference.Resolution, reference.ChainText));
    }

    [Fact]
    public void A_way_that_runs_into_a_circle_does_not_hide_another_one()
    {
        var reference = Resolve("T1001", Revoked("T1001", "T1002", "T1003"), Revoked("T1002", "T1001"), Live("T1003"));

        Assert.Equal("T1001>T1003", reference.ChainText);
    }

    [Fact]
    public void Of_two_techniques_with_one_identifier_the_live_one_holds()
    {
        Assert.Equal(Resolution.Exact, Resolve("T1001", Revoked("T1001", "T1002"), Live("T1001")).Resolution);
        Assert.Equal(Resolution.Exact, Resolve("T1001", Live("T1001"), Revoked("T1001", "T1002")).Resolution);
    }

    [Fact]
    public void A_chain_of_thousands_is_followed()
    {
        var chain = Enumerable.Range(0, 3000).Select(i => i < 2999 ? Revoked($"T{i:d4}", $"T{i + 1:d4}") : Live($"T{i:d4}")).ToArray();

        Assert.Equal("T2999", Resolve("T0000", chain).Technique?.ExternalId);
    }

    private static ResolvedReference Resolve(string written, params Technique[] techniques) => new TechniqueResolver(techniques).Resolve(written);

    private static string Retired(string written, params Technique[] techniques)
    {
        var reference = Resolve(written, techniques);
        Assert.Equal(Resolution.Retired, reference.Resolution);
        Assert.Null(reference.Technique);
        return reference.Reason;
    }

    private static Technique Live(string id) => new() { ExternalId = id, Title = $"Name of {id}", Domain = AttackDomain.Enterprise };

    private static Technique Revoked(string id, params string[] successors) => new() { ExternalId = id, Title = $"Name of {id}", Domain = AttackDomain.Enterprise, Revoked = true, RevokedBy = successors };
}
