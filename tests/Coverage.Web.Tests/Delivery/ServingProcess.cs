using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;

namespace Coverage.Web.Tests.Delivery;

/// <summary>The app in a process of its own, up to the two lines that it prints when it serves.</summary>
internal sealed partial class ServingProcess : IDisposable
{
    private readonly Process process;

    private ServingProcess(Process process, string address, string link)
    {
        (this.process, Address, Link) = (process, new Uri(address), link);
        Client = NewClient();
    }

    /// <summary>The address that it printed.</summary>
    public Uri Address { get; }

    /// <summary>The link that it printed.</summary>
    public string Link { get; }

    /// <summary>A browser there that is not signed in.</summary>
    public HttpClient Client { get; }

    /// <summary>A browser there: it keeps cookies, follows no redirect and unpacks nothing.</summary>
    public HttpClient NewClient() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, CookieContainer = new CookieContainer() }) { BaseAddress = Address };

    /// <summary>Starts it and waits until it serves.</summary>
    public static async Task<ServingProcess> StartAsync(string data, params string[] command)
    {
        var process = DotnetProcess.Start(data, command);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var lines = new List<string>();
        using (var kill = new CancellationTokenSource(TimeSpan.FromMinutes(2)))
        await using (kill.Token.Register(() => process.Kill(entireProcessTree: true)))
        {
            while (lines.Count < 2 && await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line) lines.Add(line);
        }

        if (lines.Count == 2) return new ServingProcess(process, AddressLine().Match(lines[0]).Groups[1].Value, LinkLine().Match(lines[1]).Groups[1].Value);
        process.Dispose();
        throw new InvalidOperationException($"It does not serve: {string.Join('\n', lines)}{await error}");
    }

    public void Dispose()
    {
        Client.Dispose();
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
        process.Dispose();
    }

    [GeneratedRegex("^Coverage is at (http://127\\.0\\.0\\.1:\\d+)$")]
    private static partial Regex AddressLine();

    [GeneratedRegex("^To sign in as .+, once and within 30 minutes: (http://127\\.0\\.0\\.1:\\d+/sign-in\\?t=\\S+)$")]
    private static partial Regex LinkLine();
}
