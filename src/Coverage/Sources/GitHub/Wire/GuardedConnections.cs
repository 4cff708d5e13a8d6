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

    /// <summary>Makes the handler that opens them.</summary>
    /// <param name="guard">Says which numbers may be connected to.</param>
    /// <param name="connectTimeout">How long to wait for a connection.</param>
    /// <param name="resolve">Looks a name up.</param>
    public static SocketsHttpHandler Create(AddressGuard guard, TimeSpan connectTimeout, Func<string, CancellationToken, Task<IPAddress[]>> resolve) => new()
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        ActivityHeadersPropagator = null,
        MaxResponseDrainSize = 0, // What was given up is hung up on: nobody reads it to its end.
        ConnectTimeout = connectTimeout,
        PooledConnectionLifetime = Lifetime,
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),
        ConnectCallback = (context, cancellationToken) => ConnectAsync(guard, resolve, context, cancellationToken),
    };

    private static async ValueTask<Stream> ConnectAsync(AddressGuard guard, Func<string, CancellationToken, Task<IPAddress[]>> resolve, SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var asked = context.DnsEndPoint;
        var numbers = IPAddress.TryParse(asked.Host, out var literal)
            ? [literal]
            : await resolve(asked.Host, cancellationToken).ConfigureAwait(false);
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
