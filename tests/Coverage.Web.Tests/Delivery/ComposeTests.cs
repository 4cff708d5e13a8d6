using System.ComponentModel;
using System.Diagnostics;
using Coverage.Tests.Support;

namespace Coverage.Web.Tests.Delivery;

/// <summary>The container's files; no engine is needed for this.</summary>
public sealed class ComposeTests
{
    [Fact]
    public async Task Compose_takes_its_file()
    {
        var start = new ProcessStartInfo("docker-compose", ["config", "-q"]) { WorkingDirectory = Repository.At("."), RedirectStandardError = true, RedirectStandardOutput = true };
        Process? process = null;
        try
        {
            process = Process.Start(start);
        }
        catch (Win32Exception)
        {
            Assert.Skip("docker-compose is not on the PATH; ./test.sh installs it.");
        }

        using (process)
        {
            var error = await process!.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal((0, ""), (process.ExitCode, error));
        }
    }

    [Fact]
    public void The_port_is_published_on_the_loopback_under_its_own_number()
    {
        var compose = File.ReadAllText(Repository.At("docker-compose.yml"));
        var image = File.ReadAllText(Repository.At("Dockerfile"));

        Assert.Contains("- \"127.0.0.1:5080:5080\"", compose, StringComparison.Ordinal);
        Assert.Contains("COVERAGE_URL=http://0.0.0.0:5080", image, StringComparison.Ordinal);
        Assert.Contains("read_only: true", compose, StringComparison.Ordinal);
        Assert.Contains("USER $APP_UID", image, StringComparison.Ordinal);
    }
}
