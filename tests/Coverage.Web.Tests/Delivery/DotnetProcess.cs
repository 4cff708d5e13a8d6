using System.Diagnostics;
using Coverage.Tests.Support;

namespace Coverage.Web.Tests.Delivery;

/// <summary>Runs a program at the repository's top, as a person does in a terminal there.</summary>
internal static class DotnetProcess
{
    /// <summary>Whether the tests were built for release, and so the app for them.</summary>
    public static string Configuration { get; } = AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? "Release" : "Debug";

    /// <summary>The command of the README, for what is built already.</summary>
    public static string[] Run(params string[] args) => ["dotnet", "run", "--project", "src/Coverage.Web", "--no-build", "-c", Configuration, "--", .. args];

    /// <summary>Starts a command line; what it writes can be read.</summary>
    public static Process Start(string data, params string[] command) => StartIn(Repository.At("."), data, command);

    private static Process StartIn(string folder, string data, string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        start.Environment["COVERAGE_DATA"] = data;
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";

        // Servers of the build would outlive it and keep its output open.
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        foreach (var setting in (string[])["COVERAGE_URL", "COVERAGE_PUBLISHED_ON_LOOPBACK", "ASPNETCORE_URLS"]) start.Environment.Remove(setting);
        return Process.Start(start)!;
    }

    /// <summary>Runs a command line to its end, which has to be a good one, and gives what it wrote to stdout.</summary>
    public static Task<string> DoneAsync(string data, params string[] command) => DoneInAsync(Repository.At("."), data, command);

    /// <summary>The same in another folder than the repository's.</summary>
    public static async Task<string> DoneInAsync(string folder, string data, string[] command)
    {
        using var process = StartIn(folder, data, command);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"{process.ExitCode}: {output}{await error}");
        return output;
    }
}
