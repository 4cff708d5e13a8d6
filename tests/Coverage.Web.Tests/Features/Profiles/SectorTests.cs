using System.Text.RegularExpressions;
using Coverage.Tests.Support;
using Coverage.Web.Tests.Features.Support;

namespace Coverage.Web.Tests.Features.Profiles;

/// <summary>Choosing groups and campaigns by words in what is said of them, without script.</summary>
public sealed partial class SectorTests
{
    [Fact]
    public async Task Groups_and_campaigns_are_found_by_any_word_with_the_sentence_and_the_word_marked()
    {
        await using var bench = await StartAsync();

        var page = await PostureBench.PageAsync(bench.Engineer, "/profiles/new?says=mills,%20bakeries");

        Assert.Contains("2 of 4 groups and campaigns fit &#x201C;mills, bakeries&#x201D;.", page, StringComparison.Ordinal);
        Assert.Contains("It robs <mark>mills</mark> and <mark>bakeries</mark> &lt;b&gt;by night&lt;/b&gt;.", page, StringComparison.Ordinal);
        Assert.Contains("<mark>Mills</mark> in flames", page, StringComparison.Ordinal);
        Assert.Contains("2 more sentences", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>by night", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Invented", page, StringComparison.Ordinal);
        Assert.Equal(["G0001", "C0001"], Ticks().Matches(Sectors(page)).Select(match => match.Groups[1].Value));
    }

    [Fact]
    public async Task Words_fit_from_their_beginning_and_whole_ones_come_first()
    {
        await using var bench = await StartAsync();

        var begins = await PostureBench.PageAsync(bench.Engineer, "/profiles/new?says=ferr");
        var whole = await PostureBench.PageAsync(bench.Engineer, "/profiles/new?says=ferry");
        var inside = await PostureBench.PageAsync(bench.Engineer, "/profiles/new?says=erry");
        var together = await PostureBench.PageAsync(bench.Engineer, "/profiles/new?says=%22night.%20They%22%20%22bakeries%20by%22");

        Assert.Equal(["G0002", "G0003"], Ticks().Matches(Sectors(begins)).Select(match => match.Groups[1].Value));
        Assert.Equal(["G0003", "G0002"], Ticks().Matches(Sectors(whole)).Select(match => match.Groups[1].Value));
        Assert.Contains("Also called <mark>Ferry</mark> Friends", whole, StringComparison.Ordinal);
        Assert.Contains("No group or campaign says &#x201C;erry&#x201D;.", inside, StringComparison.Ordinal);
        Assert.Contains("No group or campaign says", together, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_ticked_and_typed_stays_whether_it_is_shown_or_not()
    {
        await using var bench = await StartAsync();

        var found = await bench.PostAsync("/profiles/pick", "/profiles/new", ("at", "/profiles/new"), ("name", "Ours"), ("actor", "G0002"), ("actor", "C0001"), ("weights", "T1002 3"), ("says", "mills"));
        var page = await PostureBench.PageAsync(bench.Engineer, found.Location);
        var all = await bench.PostAsync("/profiles/pick", "/profiles/new", ("at", "/profiles/new"), ("actor", "G0002"), ("says", "mills"), ("shown", "G0001"), ("shown", "C0001"), ("tick", "shown"));
        var ticked = await PostureBench.PageAsync(bench.Engineer, all.Location);

        Assert.Contains("says=mills", found.Location, StringComparison.Ordinal);
        Assert.Equal(["G0002", "C0001"], Checked().Matches(page).Select(match => match.Groups[1].Value));
        Assert.Contains(">T1002 3</textarea>", page, StringComparison.Ordinal);
        Assert.Contains("Tick all 2 shown", page, StringComparison.Ordinal);
        Assert.Equal(["G0002", "G0001", "C0001"], Checked().Matches(ticked).Select(match => match.Groups[1].Value));
        Assert.DoesNotContain("Tick all", ticked, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nothing_fits_or_no_description_is_loaded_the_page_says_so()
    {
        await using var bench = await StartAsync();
        await using var bare = await PostureBench.StartAsync();

        var nothing = await PostureBench.TextAsync(bench.Engineer, "/profiles/new?says=<i>lighthouses");
        var names = await PostureBench.TextAsync(bare.Engineer, "/profiles/new?says=second");

        Assert.Contains("No group or campaign says “<i>lighthouses”. 1 has no description here, so only names were looked through.", nothing, StringComparison.Ordinal);
        Assert.Contains("1 of 2 groups and campaigns fits “second”. Only names were looked through: descriptions come with the first sync or import.", names, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_sentence_is_cut_around_the_word()
    {
        await using var bench = await StartAsync($"It goes {string.Join(' ', Enumerable.Repeat("on and", 90))} harbours {string.Join(' ', Enumerable.Repeat("and on", 90))}.");

        var page = await PostureBench.PageAsync(bench.Engineer, "/profiles/new?says=harbours");

        Assert.Matches(@"<p>\s*&#x2026;(on|and) [^<]{60,140}<mark>harbours</mark>[^<]{60,260}&#x2026;\s*</p>", page);
    }

    private static async Task<PostureBench> StartAsync(string? third = null)
    {
        var bench = await PostureBench.StartAsync();
        bench.Import("enterprise-attack.json", new Bundle("19.2").Tactic("TA0002", "execution").Techniques("T1001", "T1002", "T1003")
            .Object("intrusion-set", "G0001", new() { ["name"] = "First group", ["description"] = "[First group](https://attack.mitre.org/groups/G0001) is said to be old. It robs mills and *bakeries* <b>by night</b>.(Citation: Invented Mills)\n\nIts mills stand still. Mills of others, too. They go on." })
            .Object("intrusion-set", "G0002", new() { ["name"] = "Second group", ["description"] = "It travels by ferryboat." })
            .Object("intrusion-set", "G0003", new() { ["name"] = "Third group", ["aliases"] = new System.Text.Json.Nodes.JsonArray("Third group", "Ferry Friends"), ["description"] = third })
            .Object("campaign", "C0001", new() { ["name"] = "Mills in flames", ["description"] = "Nobody knows." })
            .Object("malware", "S0001", new() { ["name"] = "Some tool", ["description"] = "It grinds mills." })
            .Json());
        bench.Refresh();
        return bench;
    }

    private static string Sectors(string page) => page[page.IndexOf("id=\"says-hint\"", StringComparison.Ordinal)..];

    [GeneratedRegex("name=\"actor\" value=\"([^\"]*)\"")]
    private static partial Regex Ticks();

    [GeneratedRegex("name=\"actor\" value=\"([^\"]*)\" checked")]
    private static partial Regex Checked();
}
