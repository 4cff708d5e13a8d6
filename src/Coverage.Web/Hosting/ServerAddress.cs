using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Coverage.Web.Hosting;

/// <summary>Knows the address under which a browser on this machine reaches the app, and keeps <see cref="ServerFile"/>.</summary>
internal sealed class ServerAddress(IServer server, DataFolder folder, TimeProvider time, ILogger<ServerAddress> logger) : IHostedLifecycleService
{
    /// <summary>The address that the app takes where nothing else is said and the port is free.</summary>
    public const string Usual = "http://127.0.0.1:5080";

    /// <summary>The address, without a slash at its end; known once the app has started.</summary>
    public string Value
    {
        get
        {
            var address = BindingAddress.Parse(server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());
            var host = address.Host is "0.0.0.0" or "[::]" or "*" or "+" ? "127.0.0.1" : address.Host;
            return address.Port == 80 ? $"http://{host}" : $"http://{host}:{address.Port}";
        }
    }

    /// <summary>The address that signs somebody in.</summary>
    public static string Link(string address, string token) => $"{address}/sign-in?t={token}";

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        try
        {
            ServerFile.Write(folder.Path, new ServerFile(Value, Environment.ProcessId, time.GetUtcNow().UtcDateTime));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            HostingLog.ServerFileFailed(logger, problem);
        }

        return Task.CompletedTask;
    }

    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        try
        {
            ServerFile.Delete(folder.Path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            HostingLog.ServerFileFailed(logger, problem);
        }

        return Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
