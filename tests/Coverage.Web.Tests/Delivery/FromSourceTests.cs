using System.Net;
using System.Text.RegularExpressions;
using Coverage.Tests.Support;

namespace Coverage.Web.Tests.Delivery;

/// <summary>The command of the README, from the repository's top.</summary>
public sealed partial class FromSourceTests : IDisposable
{
    private readonly TempFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_prints_its_address_and_a_link_and_serves_pages_with_their_style()
    {
        using var app = await ServingProcess.StartAsync(folder.Path, DotnetProcess.Run("--url", "http://127.0.0.1:0"));

        var page = await app.Client.GetStringAsync(new Uri("/", UriKind.Relative), Token);
        var style = await app.Client.GetByteArrayAsync(new Uri(StyleSheet().Match(page).Groups[1].Value, UriKind.Relative), Token);
        using var signIn = await app.Client.GetAsync(new Uri(app.Link), Token);

        Assert.StartsWith(app.Address + "sign-in?t=", app.Link, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, signIn.StatusCode);
        Assert.InRange(style.Length, 1024, 1 << 20);
        Assert.Contains("697", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_verb_writes_nothing_but_its_data_to_stdout()
    {
        var output = await DotnetProcess.DoneAsync(folder.Path, DotnetProcess.Run("links", "--kind", "pair"));

        var lines = output.TrimEnd('\n').Split('\n');
        Assert.Equal("technique,written,resolution,kind,source,external_id,title,path,origin,derivation,via", lines[0]);
        Assert.InRange(lines.Length, 50, 1000);
        Assert.All(lines[1..], line => Assert.Matches("^(T\\d{4}(\\.\\d{3})?)?,T\\d{4}(\\.\\d{3})?,[a-z]+,pair,sigma,", line));
    }

    public void Dispose() => folder.Dispose();

    [GeneratedRegex("<link rel=\"stylesheet\" href=\"(coverage[^\"]+)\"")]
    private static partial Regex StyleSheet();
}
