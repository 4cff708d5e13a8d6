using System.Net;
using System.Net.Sockets;
using Coverage.Data;
using Coverage.Web.Hosting;
using Coverage.Web.Tests.Support;
using Microsoft.Extensions.Configuration;

namespace Coverage.Web.Tests.Hosting;

public sealed class ListeningTests
{
    [Theory]
    [InlineData("http://0.0.0.0:5080")]
    [InlineData("http://[::]:5080")]
    [InlineData("http://*:5080")]
    [InlineData("http://+:5080")]
    [InlineData("http://192.0.2.1:5080")]
    [InlineData("http://example.com:5080")]
    [InlineData("http://localhost.example.com:5080")]
    [InlineData("http://127.0.0.1:5080;http://0.0.0.0:5081")]
    public void An_address_that_others_can_reach_is_refused_with_an_explanation(string url)
    {
        var refusal = Assert.Throws<ServeRefusedException>(() => Of(url));

        Assert.Contains("no accounts yet", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("COVERAGE_PUBLISHED_ON_LOOPBACK", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:5080")]
    [InlineData("http://127.0.0.2:5080")]
    [InlineData("http://[::1]:5080")]
    [InlineData("http://localhost:5080")]
    [InlineData("http://127.0.0.1:5080; http://[::1]:5080")]
    public void The_loopback_is_fine(string url) => Assert.False(Of(url).Published);

    [Theory]
    [InlineData("127.0.0.1:5080")]
    [InlineData("https://127.0.0.1:5080")]
    [InlineData("http://unix:/tmp/coverage.sock")]
    [InlineData("http://127.0.0.1:5080/coverage")]
    [InlineData("http://localhost:0")]
    [InlineData(";")]
    public void What_cannot_be_listened_on_is_refused(string url) => Assert.Throws<ServeRefusedException>(() => Of(url));

    [Theory]
    [InlineData("COVERAGE_PUBLISHED_ON_LOOPBACK", "true", true)]
    [InlineData("COVERAGE_PUBLISHED_ON_LOOPBACK", "1", true)]
    [InlineData("PublishedOnLoopback", "True", true)]
    [InlineData("PublishedOnLoopback", "yes please", false)]
    public void A_setting_says_that_the_port_is_published_on_the_loopback_only(string key, string value, bool published)
    {
        if (published) Assert.True(Of("http://0.0.0.0:8080", (key, value)).Published);
        else Assert.Throws<ServeRefusedException>(() => Of("http://0.0.0.0:8080", (key, value)));
    }

    [Fact]
    public void The_option_comes_before_the_environment()
    {
        Assert.Equal(1, Port(Of("http://127.0.0.1:1", ("COVERAGE_URL", "http://127.0.0.1:2"), ("urls", "http://127.0.0.1:3"))));
        Assert.Equal(2, Port(Of(null, ("COVERAGE_URL", "http://127.0.0.1:2"), ("urls", "http://127.0.0.1:3"))));
        Assert.Equal(3, Port(Of(null, ("urls", "http://127.0.0.1:3"))));
    }

    [Fact]
    public void Without_an_address_it_is_127_0_0_1_and_the_first_free_port_from_5080()
    {
        var listening = Of(null);
        var port = Port(listening);
        using var taken = new TcpListener(IPAddress.Loopback, port);
        taken.Start();

        Assert.Equal("127.0.0.1", Assert.Single(listening.Addresses).Host);
        Assert.InRange(port, 5080, 5179);
        Assert.InRange(Port(Of(null)), port + 1, 5179);
    }

    [Fact]
    public async Task A_setting_of_the_server_cannot_add_an_address()
    {
        await using var app = await RunningApp.StartAsync(["--Kestrel:Endpoints:Open:Url=http://127.0.0.3:5999"]);

        Assert.Equal("127.0.0.1", app.Address.Host);
        Assert.NotEqual(5999, app.Address.Port);
    }

    [Fact]
    public async Task An_open_address_is_an_error_of_use()
    {
        var folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

        Assert.Equal(2, await WebServer.RunAsync(new ServeOptions { DataFolder = folder, Url = "http://0.0.0.0:0" }));
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public async Task A_folder_that_cannot_hold_a_database_is_a_failure()
    {
        var file = Path.GetTempFileName();
        try
        {
            Assert.Equal(1, await WebServer.RunAsync(new ServeOptions { DataFolder = file, Url = "http://127.0.0.1:0" }));
            Assert.Throws<DatabaseException>(() => WebServer.Build(new ServeOptions { DataFolder = file, Url = "http://127.0.0.1:0" }));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task A_port_that_is_taken_is_a_failure()
    {
        await using var app = await RunningApp.StartAsync();
        var folder = Directory.CreateTempSubdirectory("coverage-").FullName;
        try
        {
            Assert.Equal(1, await WebServer.RunAsync(new ServeOptions { DataFolder = folder, NoSeed = true, Url = app.Address.GetLeftPart(UriPartial.Authority) }));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task The_data_folder_says_where_the_app_runs_as_long_as_it_does()
    {
        await using var app = await RunningApp.StartAsync();

        var file = ServerFile.Read(app.Folder);
        Assert.Equal(app.Address.GetLeftPart(UriPartial.Authority), file?.Address);
        Assert.Equal(Environment.ProcessId, file?.Pid);
        Assert.Equal(DateTimeKind.Utc, file?.Started.Kind);
        await app.StopAsync();

        Assert.Null(ServerFile.Read(app.Folder));
    }

    [Fact]
    public async Task Only_the_owner_can_read_what_the_app_keeps()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        await using var app = await RunningApp.StartAsync();
        using var signedIn = await app.SignInAsync();
        const UnixFileMode Shared = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

        var entries = Directory.GetFileSystemEntries(app.Folder);

        Assert.Contains(Path.Combine(app.Folder, "keys"), entries);
        Assert.Contains(Path.Combine(app.Folder, "server.json"), entries);
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(app.Folder, "keys"), "*.xml"));
        Assert.All(entries, path => Assert.Equal(UnixFileMode.None, new FileInfo(path).UnixFileMode & Shared));
    }

    private static int Port(Listening listening) => listening.Addresses[0].Port;

    private static Listening Of(string? url, params (string Key, string? Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value))).Build();
        return Listening.Of(new ServeOptions { DataFolder = "", Url = url }, configuration);
    }
}
