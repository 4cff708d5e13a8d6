using System.Diagnostics;
using Coverage.Tests.Support;

namespace Coverage.Web.Tests.Delivery;

/// <summary>
/// The app as it is in the container: built by the steps of the Dockerfile from nothing but what they copy, in a folder
/// that it cannot write to, as another user than root, with its port published on the loopback. Built and started once.
/// </summary>
public sealed class PublishedApp : IAsyncLifetime
{
    private const string Nobody = "65534";

    private readonly TempFolder folder = new();
    private ServingProcess? app;

    /// <summary>Where the published files are.</summary>
    internal string Files => Path.Combine(folder.Path, "app");

    /// <summary>The app, serving.</summary>
    internal ServingProcess App => app ?? throw new InvalidOperationException("It has not been started.");

    /// <summary>The files as they were published: their paths, sizes and times.</summary>
    internal string[] Before { get; private set; } = [];

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (WhyNot() is not null) return;
        await BuildAsync(Path.Combine(folder.Path, "repository"));
        var data = Path.Combine(folder.Path, "data");
        Directory.CreateDirectory(data);
        await ShellAsync($"chmod -R a-w,a+rX '{Files}' && chmod a+rx '{folder.Path}'" + (Environment.IsPrivilegedProcess ? $" && chown {Nobody}:{Nobody} '{data}'" : ""));
        Before = Snapshot();
        string[] user = Environment.IsPrivilegedProcess ? ["setpriv", $"--reuid={Nobody}", $"--regid={Nobody}", "--clear-groups"] : [];
        app = await ServingProcess.StartAsync(data, [.. user, "env", "COVERAGE_PUBLISHED_ON_LOOPBACK=true", "COVERAGE_URL=http://127.0.0.1:0", "HOME=/nonexistent", Path.Combine(Files, "coverage")]);
    }

    /// <summary>Skips the test where this cannot be done.</summary>
    internal static void SkipWhereItCannotBe()
    {
        var reason = WhyNot();
        Assert.SkipWhen(reason is not null, reason ?? "");
    }

    /// <summary>The files as they are now.</summary>
    internal string[] Snapshot()
    {
        return [.. new DirectoryInfo(Files).EnumerateFileSystemInfos("*", SearchOption.AllDirectories).Select(entry => $"{entry.FullName} {(entry as FileInfo)?.Length} {entry.LastWriteTimeUtc:O}").Order(StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        app?.Dispose();
        if (Directory.Exists(Files)) await ShellAsync($"chmod -R u+w '{Files}'");
        folder.Dispose();
    }

    /// <summary>The first stage of the Dockerfile.</summary>
    private async Task BuildAsync(string workdir)
    {
        Directory.CreateDirectory(workdir);
        var context = new BuildContext(Repository.At("."));
        foreach (var line in (await File.ReadAllLinesAsync(Repository.At("Dockerfile"))).SkipWhile(line => !line.StartsWith("WORKDIR ", StringComparison.Ordinal)).TakeWhile(line => !line.StartsWith("FROM ", StringComparison.Ordinal)))
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words is ["COPY", .. var from, var to]) context.Copy(from, Path.Combine(workdir, to));
            if (words is ["RUN", .. var command]) await DotnetProcess.DoneInAsync(workdir, folder.Path, [.. command.Select(word => word == "/app" ? Files : word), "-p:UseSharedCompilation=false"]);
        }
    }

    private static string? WhyNot()
    {
        if (OperatingSystem.IsWindows()) return "Users and rights are those of a Unix.";
        if (Repository.Root is null) return "The tests do not run inside of the repository.";
        return Environment.IsPrivilegedProcess && !File.Exists("/usr/bin/setpriv") ? "It runs as root, and there is no setpriv to become somebody else." : null;
    }

    private static async Task ShellAsync(string command)
    {
        using var shell = Process.Start("sh", ["-c", command]);
        await shell.WaitForExitAsync();
        Assert.Equal(0, shell.ExitCode);
    }
}
