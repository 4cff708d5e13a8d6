using System.Net;
using System.Text;
using Coverage.Posture;
using Coverage.Tests.Support;

namespace Coverage.Web.Tests.Features.Recording;

/// <summary>What a release of ATT&amp;CK leaves open is decided on a page.</summary>
public sealed class UpgradePageTests : IDisposable
{
    private readonly TempFolder folder = new();

    [Fact]
    public async Task An_entry_of_a_revoked_technique_is_carried_and_one_of_a_retired_one_waits()
    {
        await using var bench = await RecordingBench.StartAsync();
        using var engineer = await bench.App.SignInAsync();
        await ExceptAsync(engineer, "T1059");
        await ExceptAsync(engineer, "T1059.001");
        var release = new Bundle("20.0").Tactic("TA0002", "execution").Techniques("T1700").Revoked("T1059", "T1700").Technique("T1059.001", deprecated: true).File();
        bench.App.ImportFromOutside(folder.Write(release.Path, Encoding.UTF8.GetBytes(release.Content)));
        _ = bench.App.View;

        var text = await RecordingBench.TextAsync(engineer, "/upgrade");
        Assert.Contains("T1059 → T1700", text, StringComparison.Ordinal);
        Assert.Contains("T1059.001 is deprecated", text, StringComparison.Ordinal);
        using var carried = await RecordingBench.SendAsync(engineer, "/upgrade", "/posture/upgrade/carry");
        Assert.Equal(HttpStatusCode.SeeOther, carried.StatusCode);
        Assert.Equal(["T1059.001", "T1700"], bench.View.Posture.Exceptions.Keys.Select(key => key.Technique).Order());

        using var nowhere = await RecordingBench.SendAsync(engineer, "/upgrade", "/posture/upgrade/settle", ("entry", "Exception//T1059.001/T1059.001"), ("act", "move"), ("to", "T9999"));
        Assert.Contains("no live technique", await RecordingBench.ProblemAsync(nowhere), StringComparison.Ordinal);
        using var removed = await RecordingBench.SendAsync(engineer, "/upgrade", "/posture/upgrade/settle", ("entry", "Exception//T1059.001/T1059.001"), ("act", "drop"));
        Assert.Equal(HttpStatusCode.SeeOther, removed.StatusCode);
        Assert.Equal("T1700", Assert.Single(bench.View.Posture.Exceptions).Key.Technique);
    }

    [Fact]
    public async Task A_reader_sees_what_waits_without_forms()
    {
        await using var bench = await RecordingBench.StartAsync();
        var page = await bench.App.Client.GetStringAsync(new Uri("/upgrade", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Contains("Every entry names a technique", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<form class=\"rec\"", page, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    private static async Task ExceptAsync(HttpClient engineer, string technique)
    {
        using var answer = await RecordingBench.SendAsync(engineer, "/techniques/T1059.001", "/posture/exception", ("technique", technique), ("where", ""), ("kind", nameof(ExceptionKind.RiskAccepted)), ("owner", "Ada"), ("why", "Known"), ("expiry", "2030-01-01"));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
    }
}
