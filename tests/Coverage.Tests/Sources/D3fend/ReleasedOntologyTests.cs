using Coverage.Catalog;
using Coverage.Linking;
using Coverage.Sources;
using Coverage.Sources.D3fend;

namespace Coverage.Tests.Sources.D3fend;

/// <summary>The figures of a released ontology that were checked against the official site.</summary>
public sealed class ReleasedOntologyTests
{
    private static readonly Lazy<DerivedControls> Derived = new(() =>
        new(D3fendData.Released.Items.OfType<OffensiveTechnique>(), D3fendData.Released.Items.OfType<DefensiveTechnique>()));

    [Fact]
    public void The_file_has_32090_triples()
    {
        var graph = new TripleGraph(SourceLimits.Default, 0);

        var file = D3fendData.ReleasedFile();
        TurtleReader.Read(graph, file.Path, file.Bytes);

        Assert.Equal(32_090, graph.Triples.Count);
        Assert.Equal(182, new Ontology(graph).Properties.Count - 1); // without may-be-associated-with itself
    }

    [Fact]
    public void Active_techniques_have_2967_direct_pairs_and_with_deprecated_ones_3009()
    {
        var active = Pairs(includeDeprecated: false).ToList();

        Assert.Equal(303, active.Select(p => p.Countered.Technique).Distinct().Count());
        Assert.Equal(140, active.Select(p => p.Control.ExternalId).Distinct().Count());
        Assert.Equal(2_967, active.Count);
        Assert.Equal(3_009, Pairs(includeDeprecated: true).Count());
    }

    [Fact]
    public void Active_techniques_have_3260_paths_and_with_deprecated_ones_3313()
    {
        Assert.Equal(3_260, Pairs(includeDeprecated: false).Sum(p => p.Countered.Paths.Length));
        Assert.Equal(3_313, Pairs(includeDeprecated: true).Sum(p => p.Countered.Paths.Length));
    }

    [Theory]
    [InlineData("Model", 168)]
    [InlineData("Harden", 287)]
    [InlineData("Detect", 1_062)]
    [InlineData("Isolate", 877)]
    [InlineData("Deceive", 120)]
    [InlineData("Evict", 215)]
    [InlineData("Restore", 238)]
    public void Direct_pairs_divide_among_the_tactics(string tactic, int pairs)
    {
        Assert.Equal(pairs, Pairs(includeDeprecated: false).Count(p => p.Control.Tactics.Contains(tactic)));
    }

    [Theory]
    [InlineData(ControlDerivation.Direct, 303, 2_967)]
    [InlineData(ControlDerivation.Parent, 377, 3_992)]
    [InlineData(ControlDerivation.Subtechnique, 414, 4_843)]
    public void Derived_pairs_add_up(ControlDerivation upTo, int techniques, int pairs)
    {
        _ = D3fendData.Released;
        var links = Derived.Value.All().Where(l => l.Derivation <= upTo).ToList();

        Assert.Equal(techniques, links.Select(l => l.Technique).Distinct().Count());
        Assert.Equal(pairs, links.Count);
    }

    [Fact]
    public void T1219_has_its_ten_direct_countermeasures()
    {
        _ = D3fendData.Released;
        var direct = Derived.Value.For("T1219").Where(l => l.Derivation == ControlDerivation.Direct);

        Assert.Equal(
            ["D3-CSPP", "D3-NTCD", "D3-NTF", "D3-NTSA", "D3-OTF", "D3-PHDURA", "D3-PMAD", "D3-RPA", "D3-RTSD", "D3-UGLPA"],
            direct.Select(l => l.Control.ExternalId).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("T1055", 24)]
    [InlineData("T1059.001", 15)]
    public void Techniques_with_nothing_direct_have_derived_countermeasures(string technique, int derived)
    {
        _ = D3fendData.Released;
        var links = Derived.Value.For(technique);

        Assert.DoesNotContain(links, l => l.Derivation == ControlDerivation.Direct);
        Assert.Equal(derived, links.Count);
    }

    [Fact]
    public void The_path_from_T1219_to_its_session_detection_is_explained()
    {
        _ = D3fendData.Released;
        var link = Derived.Value.For("T1219").Single(l => l.Control.ExternalId == "D3-RTSD");

        Assert.Equal(
            "T1219 -produces-> OutboundInternetNetworkTraffic < InternetNetworkTraffic < NetworkTraffic <-analyzes- D3-RTSD => Detect",
            link.Explanation);
    }

    [Fact]
    public void Items_carry_title_version_text_and_hash()
    {
        var reading = D3fendData.Released;
        var control = reading.Defensive("D3-RTSD");

        Assert.Equal("2025-08-25", reading.Version);
        Assert.Equal(823, reading.Items.OfType<OffensiveTechnique>().Count());
        Assert.Equal("Remote Terminal Session Detection", control.Title);
        Assert.Equal("RemoteTerminalSessionDetection", control.ClassName);
        Assert.Equal(["D3-NTA"], control.Parents);
        Assert.StartsWith("Detection of an unauthorized remote live terminal", control.Text, StringComparison.Ordinal);
        Assert.All(reading.Items, i => Assert.Equal(64, i.Hash.Length));
        Assert.Equal(["T1560"], reading.Offensive("T1002").SeeAlso);
        Assert.True(reading.Offensive("T1002").Deprecated);
    }

    [Fact]
    public void The_first_release_reads_too()
    {
        var reading = D3fendData.Read(D3fendData.ReleasedFile("d3fend-protege-1.0.0.ttl"));

        Assert.Equal("1.0.0", reading.Version);
        Assert.NotEmpty(reading.Items.OfType<DefensiveTechnique>().SelectMany(d => d.Counters));
    }

    private static IEnumerable<(DefensiveTechnique Control, Countered Countered)> Pairs(bool includeDeprecated)
    {
        var reading = D3fendData.Released;
        var active = reading.Items.OfType<OffensiveTechnique>().Where(o => includeDeprecated || !o.Deprecated).Select(o => o.ExternalId).ToHashSet();
        return reading.Items.OfType<DefensiveTechnique>().SelectMany(d => d.Counters.Where(c => active.Contains(c.Technique)).Select(c => (d, c)));
    }
}
