using System.Net;
using System.Net.Sockets;

namespace Coverage.Sources.GitHub.Wire;

/// <summary>
/// Connections that go to the very number that was checked: nothing else resolves the name a second time, and neither
/// proxy, cookie nor redirect is anybody's but ours.
/// </summary>
internal static class GuardedConnections
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    public static SocketsHttpHandler Create(AddressGuard guard, TimeSpan connectTimeout) => new()
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        ActivityHeadersPropagator = null,
        ConnectTimeout = connectTimeout,
        PooledConnectionLifetime = Lifetime,
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),
        ConnectCallback = (context, cancellationToken) => ConnectAsync(guard, context, cancellationToken),
    };

    private static async ValueTask<Stream> ConnectAsync(AddressGuard guard, SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var asked = context.DnsEndPoint;
        var numbers = IPAddress.TryParse(asked.Host, out var literal)
            ? [literal]
            : await Dns.GetHostAddressesAsync(asked.Host, cancellationToken).ConfigureAwait(false);
        guard.Check(context.InitialRequestMessage.RequestUri!, numbers);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(numbers, asked.Port, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
