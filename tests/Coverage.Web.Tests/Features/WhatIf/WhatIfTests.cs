using Coverage.Tests.Support;
using Coverage.Web.Tests.Features.Support;

namespace Coverage.Web.Tests.Features.WhatIf;

/// <summary>What-ifs: nothing is recorded until somebody takes them into the work list.</summary>
public sealed class WhatIfTests
{
    [Fact]
    public async Task The_address_says_what_is_supposed_and_nothing_is_recorded()
    {
        await using var bench = await PostureBench.StartAsync();
        var found = await PostureBench.PageAsync(bench.App.Client, "/what-if?q=rule%201");
        var url = System.Net.WebUtility.HtmlDecode(found.Split("<a href=\"/what-if?t=deploy")[1].Split('"')[0]);

        var text = await PostureBench.TextAsync(bench.App.Client, "/what-if?t=deploy" + url);

        Assert.Contains("Deploy Rule 1 in Default", text, StringComparison.Ordinal);
        Assert.Contains("Coverage, overall, of 100 0.0 13.3 +13.3", text, StringComparison.Ordinal);
        Assert.Contains("Techniques that move 1 in scope", text, StringComparison.Ordinal);
        Assert.Equal(0, bench.View.EditId);
        Assert.DoesNotContain("into the work list", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_work_is_taken_and_dropping_is_none()
    {
        await using var bench = await PostureBench.StartAsync();
        var deploy = $"/what-if?t={Uri.EscapeDataString($"deploy~default~sigma~{Make.Guid(1)}")}";

        var drop = await bench.PostAsync("/what-if/plan", "/plan", ("what", "/what-if?t=uncollect~default~windows"));
        var taken = await bench.PostAsync("/what-if/plan", "/plan", ("what", deploy), ("owner", "Grace"));

        Assert.Equal(409, drop.Status);
        Assert.Contains("Nothing of this is work", drop.Text, StringComparison.Ordinal);
        Assert.Equal((303, "/plan/work"), (taken.Status, taken.Location));
        Assert.Equal(("Grace", 40.0), (Assert.Single(bench.View.Posture.WorkItems.Values).Owner, bench.View.Posture.WorkItems.Values.Single().Gain));
    }

    [Fact]
    public async Task What_makes_no_sense_changes_nothing()
    {
        await using var bench = await PostureBench.StartAsync();

        var text = await PostureBench.TextAsync(bench.App.Client, "/what-if?t=deploy~default~sigma~none&t=%3Cscript%3E&t=deploy~nowhere~sigma~x");

        Assert.Contains("Deploy sigma:none in Default changes nothing", text, StringComparison.Ordinal);
        Assert.Contains("2 suppositions", text, StringComparison.Ordinal);
    }
}
